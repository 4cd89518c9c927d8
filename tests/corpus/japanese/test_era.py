import pytest

from corpus.japanese.era import YearMention, find_years
from tests.quality.rows import read_rows


def said(mention: YearMention) -> str:
    """Return a mention as the table writes it: 2024f, 2025c3 (March), 2021f> and >2027f for the ends of a range."""
    text = f"{mention.year}{'f' if mention.fiscal else 'c'}{mention.month or ''}"
    return {"": text, "start": f"{text}>", "end": f">{text}"}[mention.part]


@pytest.mark.parametrize(("text", "years", "why"), read_rows("years.tsv"))
def test_years(text: str, years: str, why: str) -> None:
    found = " ".join(said(mention) for mention in find_years(text)) or "-"
    assert found == years, why


def test_spans_point_at_the_source() -> None:
    text = "計画は　令和６年度～令和１１年度です。"
    assert [text[item.start : item.end] for item in find_years(text)] == ["令和６年度", "令和１１年度"]


def test_long_text_without_years_is_quick() -> None:
    assert find_years("1-" * 50_000) == []
