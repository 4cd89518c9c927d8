"""Ways to damage a file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Literal

Damage = Literal["empty", "half", "bit", "rot", "gone"]


@contextmanager
def damaged(path: Path, damage: Damage, random: Random, within: bytes = b"") -> Iterator[str]:
    """Give the words for what was done to a file, mended afterwards.

    ``bit`` flips one bit, ``rot`` too but leaves size and time as they are, as a failing disk does. ``within`` is a
    text that is in the file: the bit is one of it.
    """
    content, status = path.read_bytes(), path.stat()
    told = _do(path, damage, content, _place(content, random, within))
    if damage == "rot":
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    left = _content(path)
    try:
        yield f"{path.name}: {told}"
    finally:
        if path.parent.is_dir() and _content(path) == left:  # not written anew meanwhile
            path.write_bytes(content)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _place(content: bytes, random: Random, within: bytes) -> int:
    """Return which bit to flip, counted from the first of the file."""
    if not content:
        return 0
    places = list(_all(content, within)) if within else []
    if places:
        return (random.choice(places) + random.randrange(len(within))) * 8 + random.randrange(8)
    return random.randrange(len(content) * 8)


def _all(content: bytes, within: bytes) -> Iterator[int]:
    at = content.find(within)
    while at >= 0:
        yield at
        at = content.find(within, at + 1)


def _do(path: Path, damage: Damage, content: bytes, bit: int) -> str:
    """Damage a file in its place: whoever has it open or mapped sees it."""
    if damage == "gone":
        path.unlink()
    elif damage in ("empty", "half"):
        os.truncate(path, 0 if damage == "empty" else len(content) // 2)
    elif content:
        with path.open("r+b") as file:
            file.seek(bit // 8)
            file.write(bytes([content[bit // 8] ^ 1 << bit % 8]))
        return f"{damage}, bit {bit} flipped"
    return damage
