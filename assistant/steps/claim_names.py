"""Do the names in a free sentence stand in its sources? Katakana, Latin words, 「」, ids, offices, plans, places."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from assistant.steps.claim_settings import claim_settings
from assistant.steps.claim_source import ClaimSource, without_numbers
from corpus.japanese.width import fold
from index.tokens import municipalities, words

_KATAKANA = re.compile(r"[ァ-ヺー]{2,}(?:・[ァ-ヺー]{2,})*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9_.+-]*[A-Za-z0-9]|[A-Z]")
_QUOTED = re.compile(r"[「『]([^「」『』]{1,120})[」』]")
_ID = re.compile(r"\d+(?:-[0-9a-z]+)+")  # 観光1-1-4, 6-b-1
_CODE = re.compile(r"[0-9０-９]+[A-Za-zＡ-Ｚａ-ｚ]{1,6}")  # 3D, 5G
_LETTERS = re.compile(r"[\W_]+")
_SHORT = 2  # letters of a name without its end: 本市 and 課 alone are none


def unsupported_names(text: str, sources: Sequence[ClaimSource], *, latin: bool = True) -> list[str]:
    """Return the names of a text that stand in no source, widths folded; ``latin`` False leaves Latin words out."""
    held = "\n".join(letters(source.whole) for source in sources)
    known = frozenset(word for source in sources for word in words(source.whole))
    plain = without_numbers(text)
    names = [*_QUOTED.findall(text), *_CODE.findall(plain), *(_LATIN.findall(plain) if latin else [])]
    names += [*_ended(plain), *municipalities(text)]
    missing = [name for name in names if letters(name) not in held]
    missing += [name for name in _KATAKANA.findall(plain) if letters(name) not in held and not _made_of(name, known)]
    folded = "\n".join(fold(source.whole) for source in sources)
    missing += [
        name for name in _ID.findall(fold(text)) if not re.search(rf"(?<!\d){re.escape(name)}(?![-0-9a-z])", folded)
    ]
    return list(dict.fromkeys(missing))


def letters(text: str) -> str:
    """Return a text folded to one width and case, letters and digits only."""
    return _LETTERS.sub("", fold(text)).lower()


def _made_of(name: str, known: frozenset[str]) -> bool:
    parts = words(name)
    return bool(parts) and all(part in known for part in parts)


@cache
def _ends() -> re.Pattern[str]:
    ends = "|".join(sorted(map(re.escape, claim_settings().name_ends), key=len, reverse=True))
    return re.compile(rf"([一-鿿々ァ-ヺーA-Za-z0-9０-９]{{1,30}}?(?:{ends}))(?![一-鿿々ァ-ヺー])")


def _ended(text: str) -> Iterator[str]:
    for match in _ends().finditer(text):
        name = match[1]
        if len(name) >= _SHORT and name not in claim_settings().no_names:
            yield name
