"""Concepts and translations, made ready for looking up."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from corpus.japanese.width import fold
from index.lexicon.concepts import Concept, built_in_concepts, translations
from index.lexicon.inflection import as_noun, singular
from index.lexicon.phrases import PhraseTable
from index.lexicon.settings import expansion_settings
from index.tokens import words

_ENGLISH_WORD = re.compile(r"[a-z0-9]+(?:['’-][a-z0-9]+)*")
# A spelling in hiragana is looked for letter by letter: Sudachi cuts unknown ones anyhow. Shorter ones are left to
# it, as they stand within other words too often.
_HIRAGANA = re.compile(r"[ぁ-ゖー]{4,}")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tables of everyday phrases by words, of spellings by letters and of English phrases.

    They give numbers of ``formal``: the index terms of the formal words, without those of very many concepts.
    ``spread`` says in how many concepts each term stands.
    """

    formal: tuple[tuple[str, ...], ...]
    spread: dict[str, int]
    phrases: PhraseTable
    spellings: PhraseTable
    english: PhraseTable

    @classmethod
    def of(cls, concepts: Sequence[Concept]) -> "Vocabulary":
        """Return the vocabulary of these concepts and of the translations."""
        rows = [row for row in translations() if row.is_topic]
        told = [*(concept.formal for concept in concepts), *((row.japanese,) for row in rows)]
        formal = [_terms_of(phrases) for phrases in told]
        spread = Counter(term for terms in formal[: len(concepts)] for term in terms)
        most = expansion_settings().general_above
        everyday = list(_everyday(concepts))
        return cls(
            tuple(tuple(term for term in terms if spread[term] <= most) for terms in formal),
            spread,
            PhraseTable.of((keys(_words(text)), at) for text, at in everyday if not _HIRAGANA.fullmatch(text)),
            PhraseTable.of((text, at) for text, at in everyday if _HIRAGANA.fullmatch(text)),
            PhraseTable.of((english_keys(row.english), at) for at, row in enumerate(rows, len(concepts))),
        )


@lru_cache(maxsize=4)  # the indexes open at a time: the live one and the one before
def vocabulary(own: tuple[Concept, ...]) -> Vocabulary:
    """Return the built-in vocabulary with a city's own concepts; made at the first call (under a second) and kept."""
    return Vocabulary.of((*built_in_concepts(), *own))


def keys(terms: Iterable[str]) -> tuple[str, ...]:
    """Return the index terms with verbs as the nouns made of them (引っ越す -> 引っ越し)."""
    return tuple(map(as_noun, terms))


def english_keys(text: str) -> tuple[str, ...]:
    """Return the English words of a text in lower case and the singular."""
    return tuple(map(singular, _ENGLISH_WORD.findall(text.lower())))


@cache
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(words(phrase))


def _terms_of(phrases: Iterable[str]) -> tuple[str, ...]:
    """Return the index terms of these phrases, each once; bare numbers are none."""
    return tuple(dict.fromkeys(term for phrase in phrases for term in _words(phrase) if not term.isdecimal()))


def _everyday(concepts: Sequence[Concept]) -> Iterator[tuple[str, int]]:
    return ((fold(phrase), at) for at, concept in enumerate(concepts) for phrase in concept.everyday)
