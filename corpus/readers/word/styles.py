"""Styles of Word files: what a paragraph or run takes from its style and the styles that one is based on."""

import re
from dataclasses import dataclass
from functools import reduce

from lxml.etree import _Element as Element

from corpus.readers.word.package import W

# Styles are based on each other a dozen times at most; longer chains are circles.
_LONGEST_CHAIN = 50
_HEADING = re.compile(r"(?:heading|見出し)\s*([1-9])")
_CONTENTS = re.compile(r"(?:toc|目次)\s*[1-9]")
_NO = ("0", "false", "off", "none")
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Letters:
    """How letters look: None where it is not said."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None

    def over(self, other: "Letters") -> "Letters":
        """Return this look, and ``other`` where this one says nothing."""
        return Letters(
            other.hidden if self.hidden is None else self.hidden,
            other.struck if self.struck is None else self.struck,
            other.raised if self.raised is None else self.raised,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says, or a paragraph itself: None where it says nothing.

    ``level`` is the level of a heading, from 0 on, 9 for body text; ``number`` the list's id, 0 for none; ``step`` the
    level in that list; ``indent`` the left indent in twentieths of a point; ``id`` that of the style that named
    ``number``.
    """

    level: int | None = None
    number: int | None = None
    step: int | None = None
    indent: int | None = None
    letters: Letters = Letters()
    contents: bool = False
    id: str = ""

    def over(self, other: "Style") -> "Style":
        """Return what this style says, and what ``other`` says where this one says nothing."""
        listed = other if self.number is None else self
        step = other.step if self.step is None and self.number is None else self.step
        return Style(
            other.level if self.level is None else self.level,
            listed.number,
            step,
            other.indent if self.indent is None else self.indent,
            self.letters.over(other.letters),
            self.contents or other.contents,
            listed.id,
        )


class Styles:
    """The styles of a file, each with those it is based on."""

    __slots__ = ("_default", "_elements", "_known")

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else root.findall(f"{W}style")
        self._elements = {style.get(f"{W}styleId", ""): style for style in elements}
        defaults = (style for style in elements if _is_default(style))
        self._default = next((style.get(f"{W}styleId", "") for style in defaults), "")
        self._known: dict[str, Style] = {}

    def of_paragraph(self, paragraph: Element) -> Style:
        """Return what holds for a paragraph: what it says itself over what its style says."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return self._named(self._default)
        named = value(properties, "pStyle")
        return _paragraph_style(properties).over(self._named(named if named in self._elements else self._default))

    def of_run(self, properties: Element, paragraph: Style) -> Letters:
        """Return how the letters of a run with ``properties`` look in a paragraph."""
        named = value(properties, "rStyle")
        return letters_of(properties).over(self._named(named).letters).over(paragraph.letters)

    def _named(self, name: str) -> Style:
        if name not in self._known:
            chain: list[Style] = []
            at = name
            while (element := self._elements.get(at)) is not None and len(chain) < _LONGEST_CHAIN:
                chain.append(_style(element))
                at = value(element, "basedOn")
            self._known[name] = reduce(Style.over, chain, Style())
        return self._known[name]


def value(parent: Element, name: str) -> str:
    """Return the value of the child ``name``, or nothing where there is no such child."""
    child = parent.find(W + name)
    return "" if child is None else child.get(f"{W}val", "")


def whole(parent: Element | None, name: str) -> int | None:
    """Return the value of the child ``name`` as a whole number, or None where there is none."""
    return None if parent is None else as_whole(value(parent, name))


def as_whole(text: str | None) -> int | None:
    """Return a whole number of up to six digits, or None for other text."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,6}", text) else None


def letters_of(properties: Element | None) -> Letters:
    """Return how letters look by their own properties."""
    if properties is None:
        return Letters()
    struck = [found for name in ("strike", "dstrike") if (found := _switch(properties, name)) is not None]
    position = properties.find(f"{W}vertAlign")
    raised = None if position is None else position.get(f"{W}val") == "superscript"
    return Letters(_switch(properties, "vanish"), any(struck) if struck else None, raised)


def left_indent(properties: Element | None) -> int | None:
    """Return the left indent that a paragraph's properties say, in twentieths of a point."""
    found = None if properties is None else properties.find(f"{W}ind")
    return None if found is None else as_whole(found.get(f"{W}left") or found.get(f"{W}start"))


def _switch(properties: Element, name: str) -> bool | None:
    found = properties.find(W + name)
    return None if found is None else found.get(f"{W}val", "").lower() not in _NO


def _paragraph_style(properties: Element) -> Style:
    listed = properties.find(f"{W}numPr")
    return Style(
        whole(properties, "outlineLvl"), whole(listed, "numId"), whole(listed, "ilvl"), left_indent(properties)
    )


def _style(element: Element) -> Style:
    """Return what a style says itself."""
    name = value(element, "name").lower()
    properties = element.find(f"{W}pPr")
    said = Style() if properties is None else _paragraph_style(properties)
    heading = _HEADING.fullmatch(name)
    level = int(heading[1]) - 1 if heading and said.level is None else said.level
    contents = bool(_CONTENTS.fullmatch(name))
    return Style(
        _BODY_LEVEL if contents else level,
        said.number,
        said.step,
        said.indent,
        letters_of(element.find(f"{W}rPr")),
        contents,
        element.get(f"{W}styleId", "") if said.number is not None else "",
    )


def _is_default(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default", "0").lower() not in _NO
