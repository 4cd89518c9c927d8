"""Invented words: names, terms and figures that stand in no plan and in no wording."""

from collections.abc import Callable
from random import Random
from typing import Final

_KANA: Final = "ゾヌヴォペヂギュホミャザルグェニョブモレヒョゲロ"
_KANJI: Final = "鷺笹碓鯉萩轟楢鞍柊鴫榛梓凪嶌葛椋鹿簾霞蕗"
_LATIN: Final = ("zor", "vek", "quil", "myx", "drab", "thul", "wexo", "jorv", "plun", "krith")


class Words:
    """Gives words, each one once; the same seed gives the same words."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311  (names of an invented town, no keys)
        self._given: set[str] = set()

    @property
    def given(self) -> tuple[str, ...]:
        """Return every word given so far, the longest first."""
        return tuple(sorted(self._given, key=lambda word: (-len(word), word)))

    def kana(self) -> str:
        """Return a word in katakana."""
        return self._new(_KANA, 6)

    def kanji(self) -> str:
        """Return a word in kanji."""
        return self._new(_KANJI, 4)

    def latin(self) -> str:
        """Return a word of lower-case Latin letters."""
        return self._new(_LATIN, 4)

    def figure(self) -> str:
        """Return a number of seven digits that is in no plan."""
        return self._once(lambda: str(self._random.randint(2_000_003, 9_999_989)))

    def _new(self, parts: str | tuple[str, ...], count: int) -> str:
        return self._once(lambda: "".join(self._random.choices(parts, k=count)))

    def _once(self, make: Callable[[], str]) -> str:
        word = make()
        while word in self._given:
            word = make()
        self._given.add(word)
        return word
