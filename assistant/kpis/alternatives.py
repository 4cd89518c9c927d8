"""Names that hold several: アクセス数/利用者数, 移住・定住相談件数, RPA(自動化)導入件数."""

import re
from collections.abc import Iterator, Sequence

from index.tokens import morphemes

_SHORTEST = 6  # letters; a shorter alternative stands in other words by chance
_JOINTS = re.compile("[/・]")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_WHOLE = re.compile("[数率度比額量]$")  # what ends a name that needs nothing of the next


def alternatives(name: str) -> tuple[str, ...]:
    """Return the names that a folded name holds beside itself, each whole: 移住相談件数 and 定住相談件数."""
    found = (one for text in dict.fromkeys(_without_brackets(name)) for one in (text, *_parted(text)))
    return tuple(one for one in dict.fromkeys(found) if len(one) >= _SHORTEST and one != name)


def _without_brackets(name: str) -> Iterator[str]:
    """Yield a name as it is; without brackets inside it, and with what they hold instead of the word before them."""
    yield name
    inside = _BRACKETS.search(name)
    if inside and inside.end() < len(name):
        before, behind = name[: inside.start()], name[inside.end() :]
        yield f"{before}{behind}"
        yield f"{_head(before)}{inside[1]}{behind}"


def _parted(name: str) -> Iterator[str]:
    """Yield each part with what it shares with the others: the thing before the first, the measure behind the last."""
    parts = _JOINTS.split(_BRACKETS.sub("", name))
    if len(parts) == 1 or not all(parts):
        return
    head, last = _head(parts[0]), [word.surface for word in morphemes(parts[-1])]
    for number, part in enumerate(parts):
        whole = part if number == 0 else f"{head}{part}"
        if number == len(parts) - 1:
            yield from (part, whole)
        elif _WHOLE.search(part):
            yield whole
        else:
            yield from (f"{whole}{end}" for end in _ends(part, last))


def _head(text: str) -> str:
    """Return what stands before the last thing that a text names: 観光ルートの."""
    return text[: text.rfind("の") + 1]


def _ends(part: str, last: Sequence[str]) -> Iterator[str]:
    """Yield what a part may share with the end of the last one, which has as many words of its own, or all but one."""
    own = len(morphemes(_behind_head(part)))
    yield from dict.fromkeys("".join(last[at:]) for at in (own, len(last) - 1) if 0 < at < len(last))


def _behind_head(text: str) -> str:
    return text[text.rfind("の") + 1 :]
