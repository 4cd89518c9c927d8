"""Which names a question says: to the letter, in kana, or with one letter amiss; and words that it spells in kana."""

import re
from collections.abc import Iterable, Mapping

from corpus.japanese.width import fold
from index.tokens import morphemes, reading

_SHORTEST_READING, _SHORTEST_NEAR, _SHORTEST_WORD = 6, 5, 4  # letters; shorter ones stand in other words by chance
_KANJI_NEAR = 7  # letters from which another kanji is a slip: 職員採用数 is not 職員利用数
_BRACKETS = re.compile(r"\(.*?\)")
_COUNTED = frozenset("数率度比額")  # one of these for another is another name, not a slip
_DIGITS = frozenset("0123456789")
_KANJI = re.compile("[一-鿿]")
_NOUN = "名詞"
_KANA_RUN = re.compile(r"[ぁ-ゖー]{3,}")
_NO_KANA_ALONE = re.compile(r"[^ぁ-ゖー]")
_BEFORE_WORD = frozenset("はがをにのとでもや")
_TO_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}
# Written in kana with a year, which no name holds.
_OF_YEARS = {"れいわ": "令和", "へいせい": "平成", "ねんど": "年度"}


def hiragana(text: str) -> str:
    """Return a text with its katakana as hiragana: 満足ド gives 満足ど."""
    return text.translate(_TO_HIRAGANA)


def kana_of(name: str) -> str:
    """Return how a name is read, in hiragana, "" where that is too short to be told in a sentence: 電子決裁率."""
    read = fold(hiragana(reading(_BRACKETS.sub("", name))))
    return read if len(read) >= _SHORTEST_READING else ""


def spellings(names: Iterable[str]) -> dict[str, str]:
    """Return by their reading in hiragana the nouns of these names: しょくいん gives 職員."""
    found = dict(_OF_YEARS)
    for name in names:
        for word in morphemes(name):
            if word.kind[0] == _NOUN and _NO_KANA_ALONE.search(word.surface):
                read = hiragana(reading(word.surface))
                if len(read) >= _SHORTEST_WORD:
                    found.setdefault(read, word.surface)
    return found


def longest_of(known: Mapping[str, str]) -> int:
    """Return how many letters the longest reading has, 0 where there is none."""
    return max(map(len, known), default=0)


def spelled(text: str, known: Mapping[str, str], longest: int | None = None) -> str:
    """Return a text with the words of its runs of hiragana as names write them: ほーむぺーじは gives ホームページは.

    ``longest`` is ``longest_of(known)``, for those who keep it.
    """
    most = longest_of(known) if longest is None else longest
    return _KANA_RUN.sub(lambda run: _spelled_run(run[0], known, most), text)


def _spelled_run(run: str, known: Mapping[str, str], longest: int) -> str:
    written, at, starts = "", 0, True
    while at < len(run):
        sizes = range(min(longest, len(run) - at), 2, -1) if starts else ()
        size = next((size for size in sizes if run[at : at + size] in known), 0)
        written += known[run[at : at + size]] if size else run[at]
        starts = bool(size) or run[at] in _BEFORE_WORD
        at += size or 1
    return written


def bare_name(name: str) -> str:
    """Return a name without what stands in brackets: 利用率 of 利用率(窓口)."""
    return _BRACKETS.sub("", name) if "(" in name else name


def halves(name: str) -> tuple[str, ...]:
    """Return the halves of a name, one of which stands in every text that nearly says it; none of a short name."""
    middle = len(name) // 2
    return (name[:middle], name[middle:]) if len(name) >= _SHORTEST_NEAR else ()


def is_near(name: str, folded: str) -> bool:
    """Return whether a text says a name but for one letter: 窓口予約対応手続数. Never its last, nor a digit.

    One half of the name stands in the text then, and the other beside it.
    """
    if len(name) < _SHORTEST_NEAR:
        return False
    first, second = halves(name)
    pairs = [(folded[at + len(first) :], second) for at in _places(first, folded)]
    pairs += [(folded[:at][::-1], first[::-1]) for at in _places(second, folded)]
    return any(_one_amiss(text, part, whole=len(name)) for text, part in pairs)


def _places(part: str, text: str) -> Iterable[int]:
    """Yield where a part stands first, and where last: a question says a name once or twice."""
    first = text.find(part)
    return dict.fromkeys((first, text.rfind(part))) if first >= 0 else ()


def _one_amiss(text: str, part: str, *, whole: int) -> bool:
    """Return whether a text begins with a part but for a letter that is another, lacks, is too many or is swapped."""
    same = _common(text, part)
    text, part = text[same:], part[same:]
    if len(part) < 2 or not text or {text[0], part[0]} & _DIGITS:  # noqa: PLR2004 (the last letter must be right)
        return not part
    other = text[1:].startswith(part[1:]) and not {text[0], part[0]} <= _COUNTED
    replaced = other and (whole >= _KANJI_NEAR or not (_KANJI.match(text) and _KANJI.match(part)))
    swapped = text[:2] == part[1::-1] and text[2:].startswith(part[2:])
    return replaced or swapped or text.startswith(part[1:]) or text[1:].startswith(part)


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
