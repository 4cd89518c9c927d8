"""Elements of web pages: which are read, and what their attributes say."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.readers.counting import counted

Attributes = Mapping[str, str]
_NUMBER = re.compile(r"\s*([+-]?\d{1,6})")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:([^;]*)")
_HIDDEN_LABEL = "hidden"
_BULLET = "bullet"
_WHOLE = ("html", "body")


@dataclass(frozen=True, slots=True)
class ElementRules:
    """The content of ``webpage.toml``."""

    left_out: Mapping[str, str]
    outside: Mapping[str, str]
    roles: Mapping[str, str]
    names: Mapping[str, str]
    hidden: re.Pattern[str]
    blocks: frozenset[str]
    ordered: Mapping[str, str]
    encodings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Omission:
    """Why an element is left out: ``label`` is its kind, as in 「navigation」, empty for what every page has.

    ``hidden`` where nobody sees it.
    """

    label: str
    hidden: bool = False


@cache
def rules() -> ElementRules:
    """Return the rules of ``webpage.toml``."""
    data = tomllib.loads(files("corpus.readers.webpage").joinpath("webpage.toml").read_text(encoding="utf-8"))
    return ElementRules(
        left_out=data["left_out"],
        outside=data["left_out_outside"],
        roles=data["roles"],
        names=data["names"],
        hidden=re.compile(data["hidden"]["style"], re.VERBOSE | re.IGNORECASE),
        blocks=frozenset(data["blocks"]["names"]),
        ordered=data["ordered"],
        encodings=data["encodings"],
    )


def omission(tag: str, attributes: Attributes, *, main: bool) -> Omission | None:
    """Return why an element is left out, or None; ``main`` tells whether it stands in the main content."""
    label = rules().left_out.get(tag)
    if label is None and not main:
        label = rules().outside.get(tag)
    if label is None and attributes:
        if "hidden" in attributes or ("style" in attributes and rules().hidden.search(attributes["style"])):
            return Omission(_HIDDEN_LABEL, hidden=True)
        label = rules().roles.get(attributes.get("role", "").lower())
        label = _named(attributes) if label is None and not main and tag not in _WHOLE else label
    return None if label is None else Omission(label)


def main_rank(tag: str, attributes: Attributes) -> int:
    """Return how surely an element is the main content: 2 for <main>, 1 for <article>, 0 for others."""
    if tag == "main" or (attributes and attributes.get("role", "").lower() == "main"):
        return 2
    return 1 if tag == "article" else 0


def list_style(tag: str, attributes: Attributes) -> str:
    """Return how a list is numbered, as a format of ``counting``; ``bullet`` where it is not."""
    said = _LIST_STYLE.search(attributes.get("style", ""))
    words = said[1].lower().split() if said else []
    found = next((rules().ordered[word] for word in words if word in rules().ordered), None)
    if found or tag != "ol":
        return found or _BULLET
    return rules().ordered.get(attributes.get("type", ""), "decimal")


def item_mark(style: str, number: int) -> str:
    """Return the number of a list item as browsers print it: 「1.」, 「ア、」; empty for a bullet."""
    mark = counted(style, number)
    return f"{mark}{'.' if mark.isascii() else '、'}" if mark else ""


def whole_number(attributes: Attributes, name: str) -> int | None:
    """Return the whole number that an attribute opens with, or None."""
    match = _NUMBER.match(attributes[name]) if name in attributes else None
    return int(match[1]) if match else None


def _named(attributes: Attributes) -> str | None:
    names = [attributes.get("id", ""), *attributes.get("class", "").split()]
    return next((rules().names[name.lower()] for name in names if name.lower() in rules().names), None)
