import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.japanese.sentences import split_sentences
from tests.quality.rows import read_rows


@pytest.mark.parametrize(("text", "sentences", "why"), read_rows("sentences.tsv"))
def test_sentences(text: str, sentences: str, why: str) -> None:
    text = text.replace("⏎", "\n")
    assert "|".join(text[start:end] for start, end in split_sentences(text)) == sentences, why


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="あ漢。！?「」（）\n a．", max_size=80))
def test_spans_are_ordered_and_lose_only_white_space(text: str) -> None:
    spans = split_sentences(text)
    assert all(start < end for start, end in spans)
    assert [at for span in spans for at in span] == sorted(at for span in spans for at in span)
    assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


def test_very_long_text_is_quick() -> None:
    assert len(split_sentences("「" * 100_000 + "終わり。" * 50_000)) == 50_000
