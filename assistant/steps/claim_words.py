"""The check of content words: they stand in the sources, or near their words by the lexicon."""

import re
from collections.abc import Sequence

from assistant.steps.claim_settings import claim_settings
from assistant.steps.claim_source import ClaimSource, without_numbers
from index.lexicon.expansion import expansion
from index.lexicon.inflection import as_noun
from index.tokens import words

_NUMBER = re.compile(r"(?:fy|y)?[\d.,]+")
_KANJI_NOUN = re.compile(r"[一-鿿々]{2,}")


def unsupported_words(text: str, sources: Sequence[ClaimSource], *, share: float) -> list[str]:
    """Return the content words that the sources lack: each noun of two kanji or more, and the rest where it is much.

    At least ``share`` of the words must stand in the sources or be near to one of their words by the lexicon. A text
    without any word of the sources comes back whole, and so does one most of whose words come from titles and headings
    alone: these tell what a quote is about, and say nothing.
    """
    said = [word for word in dict.fromkeys(words(without_numbers(text))) if not _NUMBER.fullmatch(word)]
    whole = "\n".join(source.whole for source in sources)
    known = frozenset(as_noun(word) for told in (whole, without_numbers(whole)) for word in words(told))
    new = [word for word in said if as_noun(word) not in known and word not in claim_settings().linking]
    new = [word for word in new if not _near(word, known)]
    nouns = [word for word in new if _KANJI_NOUN.fullmatch(word)]
    quoted = frozenset(as_noun(word) for source in sources for word in words(source.text))
    cities = frozenset(as_noun(word) for source in sources for word in words(source.city))
    free = cities | claim_settings().linking
    backed = [word for word in said if as_noun(word) in known and as_noun(word) not in free]
    if not any(as_noun(word) in known for word in said) or (
        sum(as_noun(word) in quoted for word in backed) < claim_settings().quoted * len(backed)
    ):
        return [text]
    few = len(new) <= len(said) * (1 - share) or (len(new) <= 1 and len(said) <= claim_settings().short)
    return nouns if few else new


def _near(word: str, known: frozenset[str]) -> bool:
    """Return whether a word is an everyday one for a formal word of the sources."""
    return any(as_noun(term) in known for term in expansion((word,), word))
