"""One series of a catalog, with the words by which questions are matched with it."""

from dataclasses import dataclass

from assistant.kpis.series import Series


@dataclass(frozen=True, slots=True)
class Entry:
    """A series with its words: those of its name, and those of what is said about it.

    ``fields`` are the field's names: its own, and the titles over its issue's section. ``texts`` is where the name
    comes first, then field and issue, definition, formula and project, each where there is one. ``kana`` is how its
    name is read, "" where that is short.
    """

    series: Series
    name: str
    name_words: tuple[str, ...]
    fields: tuple[str, ...]
    all_words: frozenset[str]
    texts: tuple[str, ...]
    kana: str = ""
