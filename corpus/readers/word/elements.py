"""Elements of Word files: which hold text, and which are left out."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from itertools import islice

from lxml.etree import _Element as Element

from corpus.readers.word.package import W
from corpus.remarks.grammar import line_of
from corpus.remarks.parts import PartCode

# What a control shows before anybody wrote into it: 「クリックして入力」.
_PLACEHOLDER = f"{W}sdtPr/{W}showingPlcHdr"


@dataclass(frozen=True, slots=True)
class ElementRules:
    """The content of ``word.toml``."""

    left_out: Mapping[str, str]
    counted: Mapping[str, str]
    text: Mapping[str, str]
    symbols: Mapping[str, str]
    nested: int


@dataclass(slots=True)
class Tally:
    """What was not taken: ``left_out`` counts it by kind, ``hidden`` holds the hidden passages' lengths in letters."""

    left_out: Counter[str] = field(default_factory=Counter)
    hidden: list[int] = field(default_factory=list)
    nested: int = 0


@cache
def rules() -> ElementRules:
    """Return the rules of ``word.toml``."""
    data = tomllib.loads(files("corpus.readers.word").joinpath("word.toml").read_text(encoding="utf-8"))
    return ElementRules(data["left_out"], data["counted"], data["text"], data["symbols"], data["nested"]["most"])


def kind_of(element: Element) -> str:
    """Return an element's name without its namespace."""
    return _local(str(element.tag))


def children(element: Element, tally: Tally) -> Iterator[Element]:
    """Yield the elements in ``element`` that may hold text; ``tally`` counts those left out."""
    if kind_of(element) == "AlternateContent":
        yield from islice(element, 1)  # the others say the same for older programs
        return
    if kind_of(element) == "sdt" and element.find(_PLACEHOLDER) is not None:
        tally.left_out[line_of(PartCode.PLACEHOLDER)] += 1
        return
    for child in element:
        label = rules().left_out.get(kind_of(child))
        if label is None:
            yield child
        elif label:
            tally.left_out[label] += 1


def blocks(container: Element, kinds: tuple[str, ...], tally: Tally) -> Iterator[Element]:
    """Yield the outermost elements of ``kinds`` in ``container``, in order, through controls and tracked changes."""
    open_ = [children(container, tally)]
    while open_:
        element = next(open_[-1], None)
        if element is None:
            open_.pop()
        elif kind_of(element) in kinds:
            yield element
        else:
            if label := rules().counted.get(kind_of(element)):
                tally.left_out[label] += 1
            open_.append(children(element, tally))


@lru_cache(maxsize=4096)
def _local(tag: str) -> str:
    return tag.rpartition("}")[2]
