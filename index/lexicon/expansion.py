"""The words that plans would use for what a question says in everyday words or in English."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from corpus.japanese.width import fold
from index.lexicon.concepts import Concept
from index.lexicon.phrases import PhraseTable
from index.lexicon.settings import expansion_settings
from index.lexicon.vocabulary import Vocabulary, english_keys, keys, vocabulary

_HIRAGANA = re.compile(r"[ぁ-ゖ]")
# A spelling starts where a word may: after another kind of letter, or after a particle of one letter.
_BEFORE_WORD = frozenset("はがのをにでともや")


def expansion(question_words: Sequence[str], question: str, own: tuple[Concept, ...] = ()) -> tuple[str, ...]:
    """Return index terms of the formal words for what a question says otherwise, rarest first, at most 12.

    「ハンコはいつなくなる？」 gives 「押印」「省略」 and more; terms of the question are not repeated.
    ``question_words`` are the question's index terms in order; ``own`` are a city's concepts.
    """
    known = vocabulary(own)
    present = frozenset(question_words)
    found = dict.fromkeys(term for number in _numbers(question_words, question, known) for term in known.formal[number])
    terms = sorted((term for term in found if term not in present), key=lambda term: known.spread.get(term, 0))
    return tuple(terms[: expansion_settings().limit])


def _numbers(question_words: Sequence[str], question: str, known: Vocabulary) -> Iterator[int]:
    folded = fold(question)
    if not _HIRAGANA.search(folded):
        yield from chain.from_iterable(known.english.find(english_keys(question)))
    yield from chain.from_iterable(known.phrases.find(keys(question_words)))
    yield from chain.from_iterable(_spellings(folded, known.spellings))


def _spellings(folded: str, table: PhraseTable) -> Iterator[tuple[int, ...]]:
    """Yield what the spellings in a folded text stand for, each where a word may start."""
    for at in range(len(folded)):
        if at and _HIRAGANA.match(folded[at - 1]) and folded[at - 1] not in _BEFORE_WORD:
            continue
        length = table.length_at(folded, at)
        if length:
            yield table.numbers[tuple(folded[at : at + length])]
