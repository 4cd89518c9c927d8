"""Names that must stand in a chunk to the letter: codes, quoted and foreign names, numbers with units."""

import re
from functools import lru_cache

from corpus.japanese.width import fold

_DASHES = re.compile(r"(?<=[0-9a-z])[‐‑‒–—―−－ー](?=[0-9a-z])")
# 観光1-1-4, 農水2-a-1/2-1, a-3: the letter before the number is enough to tell 観光 from 窓口.
_CODE = re.compile(r"[^\W\d_]?\d+(?:-[0-9a-z]+)+(?:/\d+(?:-[0-9a-z]+)*)*|[a-z]{1,6}-\d+(?:-\d+)*")
_QUOTED = re.compile(r"[「『“\"]([^「」『』“”\"]{2,30})[」』”\"]")
_KATAKANA = re.compile(r"[ァ-ヺー]{4,}")
_LATIN = re.compile(r"[a-z][a-z0-9+&.-]+")
_JAPANESE = re.compile(r"[ぁ-ゖァ-ヺ一-鿿]")
_YEAR = re.compile(r"[mtshr]\d{1,2}")
_COMMA = re.compile(r"(?<=\d),(?=\d)")
# A number with what it counts; years and dates are words of their own (index/tokens.py).
_AMOUNT = re.compile(r"\d[\d,.]*(?:億円|万円|千円|万人|[%一-鿿ァ-ヺ])(?<![年月日度歳])")


def exact_names(question: str) -> tuple[str, ...]:
    """Return the names of a question as ``matching`` has text, each once, in order.

    「観光1-1-4の「窓口ＤＸ」」 gives 光1-1-4 and 窓口dx. Latin words are names in a Japanese question only.
    """
    text = " ".join(map(matching, question.split()))
    codes = _CODE.findall(text)
    rest = _CODE.sub(" ", text)
    kinds = (_QUOTED, _KATAKANA, _LATIN, _AMOUNT) if _JAPANESE.search(text) else (_QUOTED, _AMOUNT)
    names = ("".join(name.split()).strip(".,&+") for kind in kinds for name in kind.findall(rest))
    return tuple(dict.fromkeys(name for name in (*codes, *names) if len(name) > 1 and not _YEAR.fullmatch(name)))


@lru_cache(maxsize=512)
def matching(text: str) -> str:
    """Return a text folded, with one kind of dash between letters or numbers, and no comma within numbers.

    Kept for the last chunks: those that hold names come back with other questions.
    """
    return _COMMA.sub("", _DASHES.sub("-", fold(text)))


def holds(text: str, name: str) -> bool:
    """Return whether a text in ``matching`` form holds a name, not within a longer code, number or foreign name."""
    return bool(_bounded(name).search(text))


@lru_cache(maxsize=256)
def _bounded(name: str) -> re.Pattern[str]:
    """Return a pattern for the name that does not match inside a longer code, number or foreign name."""
    before = r"(?<![0-9a-z])(?<![0-9a-z][-.])" if re.match(r"[0-9a-z]", name) else ""
    after = r"(?![0-9a-z])(?![-./][0-9a-z])" if re.search(r"[0-9a-z]$", name) else ""
    if re.match(r"[ァ-ヺー]+$", name):
        before, after = "(?<![ァ-ヺー])", "(?![ァ-ヺー])"
    return re.compile(before + re.escape(name) + after)
