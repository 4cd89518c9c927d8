"""The fields that a question names, or speaks of in its own words."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from assistant.kpis.columns import WordColumns
from assistant.kpis.entry import Entry
from assistant.kpis.scope import Groups, Scope
from assistant.kpis.wanted import general_in_fields, topic_of
from assistant.needles import Needles
from corpus.japanese.width import fold
from index.tokens import morphemes, words

_KANJI = re.compile("[一-鿿]+")
_SHORT = 2  # letters of a name that may shorten another
_FIELD_NAME = 8  # letters; a longer one is a title
_SPOKEN, _MEANT = 1.0, 0.5  # what a word of the question counts, and an office word for one
_ENOUGH, _AHEAD = 0.5, 1.5  # a field's words, each shared among the fields that have it; so many times the next field's
_NOUN = "名詞"


@dataclass(frozen=True, slots=True)
class FieldIndex:
    """The names of fields by number, and the entries: ``own`` by the field that is their own, ``all`` by any.

    ``words`` are each name's telling words, ``letters`` the folded names; ``by_word`` has the numbers of names by a
    word of theirs, ``by_first`` those of names of two letters by the first.
    """

    entries: Sequence[Entry]
    names: tuple[str, ...]
    own: Groups[str]
    all: Groups[str]
    words: tuple[tuple[str, ...], ...]
    letters: Needles
    by_word: Mapping[str, tuple[int, ...]]
    by_first: Mapping[str, tuple[int, ...]]

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "FieldIndex":
        """Return the index of the fields of these entries."""
        own = Groups.of((one.series.field, at) for at, one in enumerate(entries) if one.series.field)
        every = Groups.of((name, at) for at, one in enumerate(entries) for name in one.fields)
        names = tuple({**dict.fromkeys(own.places), **dict.fromkeys(every.places)})
        telling = tuple(tuple(filter(_is_telling, words(name))) for name in names)
        by_word = _grouped((word, at) for at, own_words in enumerate(telling) for word in own_words)
        folded = [fold(name) for name in names]
        by_first = _grouped((name[0], at) for at, name in enumerate(folded) if len(name) == _SHORT)
        return cls(entries, names, own, every, telling, Needles.of(zip(folded, count())), by_word, by_first)


def named_fields(question: str, index: FieldIndex, expansion: Sequence[str], scope: Scope) -> tuple[str, ...]:
    """Return the fields that a question names, to the letter or by all words of their name; each once."""
    folded, said = fold(question), {*words(question), *expansion}
    found = index.letters.within(folded)
    spoken = {at for word in said for at in index.by_word.get(word, ())}
    found |= {at for at in spoken if _said(index.names[at], index.words[at], said)}
    for word in _KANJI.findall(folded):
        found |= {at for at in index.by_first.get(word[0], ()) if _abbreviates(fold(index.names[at]), word)}
    placed = ((_place(index, index.names[at], scope), index.names[at]) for at in found)
    return tuple(name for place, name in sorted((place, name) for place, name in placed if place))


def _place(index: FieldIndex, name: str, scope: Scope) -> tuple[int, int, int] | None:
    """Return where a field comes in a scope: those that entries have as their own first; None where it has none."""
    owned, held = (scope.inside(group.having((name,))) for group in (index.own, index.all))
    if len(owned):
        return 0, int(scope.places[owned[0]]), 0
    if len(held):
        at = int(scope.places[held[0]])
        return 1, at, index.entries[at].fields.index(name)
    return None


def _is_telling(word: str) -> bool:
    return len(word) > 1 and word not in general_in_fields()


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, dict[int, None]] = {}
    for key, at in pairs:
        found.setdefault(key, {})[at] = None
    return {key: tuple(numbers) for key, numbers in found.items()}


def _abbreviates(name: str, word: str) -> bool:
    """Return whether a name of two letters shortens a word: 保福 of 保健福祉."""
    return word[0] == name[0] and len(name) < len(word) <= len(name) * 2 and name[1] in word[1:]


def _said(name: str, own: Sequence[str], said: set[str]) -> bool:
    """Return whether a word of a short name is said: 子育て of 子ども子育て; of a longer title all words."""
    return bool(own) and (any if len(name) <= _FIELD_NAME else all)(word in said for word in own)


def field_told(
    question: str, entries: Sequence[Entry], columns: WordColumns, expansion: Sequence[str], scope: Scope
) -> tuple[str, ...]:
    """Return the field whose indicators speak of what a question does: 農林水産 for 農業や漁業; none where none leads.

    For questions that name no field: a word counts the more, the fewer fields have it.
    """
    told = dict.fromkeys(expansion, _MEANT) | dict.fromkeys(_nouns(topic_of(question)), _SPOKEN)
    scores: dict[str, float] = {}
    for word, worth in told.items():
        places = scope.places[columns.speaking_of(word, scope)].tolist()
        fields = {entries[at].series.field for at in places} - {""}
        for name in fields:
            scores[name] = scores.get(name, 0.0) + worth / len(fields)
    ordered = sorted(scores.items(), key=lambda one: -one[1])[:2]
    if not ordered or ordered[0][1] < _ENOUGH or (ordered[1:] and ordered[0][1] < _AHEAD * ordered[1][1]):
        return ()
    return (ordered[0][0],)


def _nouns(text: str) -> list[str]:
    found = (word.term for word in morphemes(text) if word.kind[0] == _NOUN and len(word.term) > 1)
    return [word for word in found if word not in general_in_fields() and not word.isdecimal()]
