"""What an answer shows: its text without marks, and the quotes that really stand in the plans."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from corpus.display import clean
from corpus.japanese.sentences import split_sentences
from eval.answer_file import GivenAnswer, GivenCitation


def shown_text(answer: GivenAnswer) -> str:
    """Return the answer's text, or its sentences where it has no text, without the marks of its citations."""
    text = answer.text or "\n".join(sentence.text for sentence in answer.sentences)
    return without_marks(text, (citation.marker for citation in answer.citations))


def without_marks(text: str, markers: Iterable[int]) -> str:
    """Return a text without ``[1]`` for each of these markers; other brackets are the plan's and stay."""
    numbers = "|".join(str(marker) for marker in markers)
    return re.sub(rf"\[(?:{numbers})\]", "", text) if numbers else text


def statements(answer: GivenAnswer) -> list[str]:
    """Return the sentences and lines of what is shown, in order."""
    text = shown_text(answer)
    return [text[start:end] for start, end in split_sentences(text)]


def is_exact(citation: GivenCitation, sources: Mapping[str, str]) -> bool:
    """Return whether the quote is not empty and is exactly the plan's text at its offsets."""
    text = sources.get(citation.plan_id, "")
    return bool(citation.quote) and citation.start >= 0 and text[citation.start : citation.end] == citation.quote


@lru_cache(maxsize=4096)
def readable(text: str) -> str:
    """Return a piece of a plan's text as it stands and, below, cleaned of tags and marks of layout."""
    return f"{text}\n{clean(text, 0, len(text)).text}"
