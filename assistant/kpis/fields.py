"""The fields that a question names, or speaks of in its own words."""

import re
from collections import Counter
from collections.abc import Sequence

from assistant.kpis.catalog import Entry
from assistant.kpis.wanted import general_in_fields, topic_of
from corpus.japanese.width import fold
from index.tokens import morphemes, words

_KANJI = re.compile("[一-鿿]+")
_FIELD_NAME = 8  # letters; a longer one is a title
_SPOKEN, _MEANT = 1.0, 0.5  # what a word of the question counts, and an office word for one
_ENOUGH, _AHEAD = 0.5, 1.5  # a field's words, each shared among the fields that have it; so many times the next field's
_NOUN = "名詞"


def named_fields(question: str, entries: Sequence[Entry], expansion: Sequence[str]) -> tuple[str, ...]:
    """Return the fields that a question names, to the letter or by all words of their name; each once."""
    folded, said = fold(question), {*words(question), *expansion}
    found = dict.fromkeys(entry.series.field for entry in entries if entry.series.field)
    for entry in entries:
        found.update(dict.fromkeys(entry.fields))
    kanji = _KANJI.findall(folded)
    return tuple(
        name
        for name in found
        if fold(name) in folded or _said(name, said) or any(_abbreviates(fold(name), word) for word in kanji)
    )


def _abbreviates(name: str, word: str) -> bool:
    """Return whether a name of two letters shortens a word: 保福 of 保健福祉."""
    if len(name) != 2 or word[0] != name[0] or not 2 < len(word) <= 2 * len(name):  # noqa: PLR2004 (two letters)
        return False
    return name[1] in word[1:]


def _said(name: str, said: set[str]) -> bool:
    """Return whether a word of a short name is said: 子育て of 子ども子育て; of a longer title all words."""
    own = [word for word in words(name) if len(word) > 1 and word not in general_in_fields()]
    return bool(own) and (any if len(name) <= _FIELD_NAME else all)(word in said for word in own)


def field_told(question: str, entries: Sequence[Entry], expansion: Sequence[str]) -> tuple[str, ...]:
    """Return the field whose indicators speak of what a question does: 農林水産 for 農業や漁業; none where none leads.

    For questions that name no field: a word counts the more, the fewer fields have it.
    """
    told = dict.fromkeys(expansion, _MEANT) | dict.fromkeys(_nouns(topic_of(question)), _SPOKEN)
    bags: dict[str, set[str]] = {}
    for entry in entries:
        if entry.series.field:
            bags.setdefault(entry.series.field, set()).update(entry.all_words)
    spread = Counter(word for bag in bags.values() for word in bag if word in told)
    scores = {name: sum(told[word] / spread[word] for word in bag & told.keys()) for name, bag in bags.items()}
    ordered = sorted(scores.items(), key=lambda one: -one[1])[:2]
    if not ordered or ordered[0][1] < _ENOUGH or (ordered[1:] and ordered[0][1] < _AHEAD * ordered[1][1]):
        return ()
    return (ordered[0][0],)


def _nouns(text: str) -> list[str]:
    found = (word.term for word in morphemes(text) if word.kind[0] == _NOUN and len(word.term) > 1)
    return [word for word in found if word not in general_in_fields() and not word.isdecimal()]
