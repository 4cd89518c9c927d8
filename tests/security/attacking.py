"""The attacks of ``attacks.tsv``: what is sent or written into a document, and what would show that it was obeyed."""

import csv
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

_FILE = Path(__file__).with_name("attacks.tsv")
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


@dataclass(frozen=True, slots=True)
class Attack:
    """One row; ``obeyed`` is empty where only our own instructions would show obedience."""

    kind: str
    place: Literal["question", "document"]
    text: str
    obeyed: str


@cache
def attacks(place: str) -> tuple[Attack, ...]:
    """Return the attacks of a place, in order."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        found = [Attack(row["kind"], row["place"], _read(row["text"]), row["obeyed"]) for row in rows]  # type: ignore[arg-type]
    return tuple(one for one in found if one.place == place)


def _read(text: str) -> str:
    r"""Return a text with ``\n`` and ``\u200b`` as the letters that they stand for."""
    letters = _ESCAPE.sub(lambda escape: chr(int(escape[1], 16)), text.replace("\\n", "\n"))
    return letters.encode("utf-16", "surrogatepass").decode("utf-16")
