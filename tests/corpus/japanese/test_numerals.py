from decimal import Decimal

import pytest

from corpus.japanese.kanji import kanji_number
from corpus.japanese.numerals import Quantity, find_quantities
from tests.quality.rows import read_rows


def said(quantity: Quantity) -> str:
    """Return a quantity as the table writes it: 「475 億円」, 「2 つ>」 and 「>3 つ」 for the ends of a range."""
    text = f"{quantity.value} {quantity.unit}"
    return {"": text, "start": f"{text}>", "end": f">{text}"}[quantity.part]


@pytest.mark.parametrize(("text", "quantities", "why"), read_rows("numerals.tsv"))
def test_quantities(text: str, quantities: str, why: str) -> None:
    found = "; ".join(said(quantity) for quantity in find_quantities(text)) or "-"
    assert found == quantities, why


@pytest.mark.parametrize(
    "texts",
    [
        ("1,250千円", "125万円", "1250000円", "１２５万円"),
        ("48件", "４８件", "四十八件"),
        ("3つ", "三つ", "３つ"),
        ("20.1万人", "201,000人", "二十万千人"),
        ("85%", "８５％", "85パーセント"),
        ("3か月", "三ヶ月", "3カ月"),
        ("第3章", "第三章"),
    ],
)
def test_notations_of_one_quantity_are_equal(texts: tuple[str, ...]) -> None:
    assert len({find_quantities(text)[0].base for text in texts}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("85%", "85ポイント"), ("第3章", "3つ"), ("48件", "48人"), ("8割", "80%"), ("▲5%", "5%")]
)
def test_other_quantities_differ(one: str, other: str) -> None:
    assert find_quantities(one)[0].base != find_quantities(other)[0].base


def test_ranges_compare_with_the_unit_that_is_said_once() -> None:
    first, second = find_quantities("100～200万円")
    assert (first.base, second.base) == ((Decimal(1_000_000), "円"), (Decimal(2_000_000), "円"))


def test_spans_point_at_the_source() -> None:
    text = "約１，２５０千円と三つ"
    assert [text[item.start : item.end] for item in find_quantities(text)] == ["１，２５０千円", "三つ"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十一", 11),
        ("二千二十四", 2024),
        ("二〇二四", 2024),
        ("三億五千万", 350_000_000),
        ("千", 1000),
        ("一二千", None),
        ("", None),
        ("令和", None),
    ],
)
def test_kanji_numbers(text: str, number: int | None) -> None:
    assert kanji_number(text) == number
