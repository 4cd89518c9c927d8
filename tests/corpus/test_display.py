import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.display import clean, one_line
from tests.quality.rows import read_rows

DEBRIS = st.text(alphabet="あ漢字ア、。 　\n\t\f-*#※|<p>/supli^{}[]()!\\1A＊「」・…&;", max_size=120)


def source(cell: str) -> str:
    """Return a cell of the table as text: ⏎ is a line end, ⇥ a tab."""
    return cell.replace("⏎", "\n").replace("⇥", "\t")


@pytest.mark.parametrize(("text", "display", "why"), read_rows("display.tsv"))
def test_display(text: str, display: str, why: str) -> None:
    text = source(text)
    assert clean(text, 0, len(text)).text == source(display), why


def test_offsets_lead_back_to_the_plan() -> None:
    text = "前文。**市 民**の<sup>1</sup>声を、聞きます。後文。"
    start, end = text.index("**"), text.index("後文")
    display = clean(text, start, end)
    assert display.text == "市民の声を、聞きます。"
    at = display.text.index("声")
    assert text[slice(*display.source(at, at + 1))] == "声"
    assert text[slice(*display.source(0, 2))] == "市 民"


@settings(max_examples=150, deadline=None)
@given(DEBRIS, st.integers(0, 20))
def test_any_text_gives_valid_offsets(text: str, start: int) -> None:
    start = min(start, len(text))
    display = clean(text, start, len(text))
    offsets = list(display.offsets)
    assert len(offsets) == len(display.text)
    assert offsets == sorted(offsets)
    assert all(start <= at < len(text) for at in offsets)


@pytest.mark.parametrize("piece", ["市 民、", "<p", "![", "A I ", "* ", "\n", "・", "---", "「", "^{", "<sup>"])
def test_long_debris_is_cleaned_in_linear_time(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert len(clean(text, 0, len(text)).text) <= len(text)


def test_one_line() -> None:
    assert one_line("終わる。\n続く\n次") == "終わる。続く 次"
