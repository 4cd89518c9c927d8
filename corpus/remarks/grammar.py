"""Lines that are written from templates and read back as the code of their template."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from string import Formatter
from typing import Final, Self

_LONGEST: Final = 2_000  # characters; longer lines are of none of the templates
_PART, _PARTS = "part", "parts"  # the figures that are lines themselves: one, or a list
_JOINT: Final = ", "
_NUMBER = r"-?[\d,]+"
_ANY = r".+"
# What stands for a figure of this name; any text for the others.
_SHAPES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("at", "columns", "count", "least", "letters", "line", "most", "right", "row", "rows"), _NUMBER),
    "column": r"[a-z_]+",
    **dict.fromkeys(("folder", "input"), r".*"),
    "field": r"[a-z_]+",
    "suffix": r"\..*",
}


class Code(StrEnum):
    """The short code of a line, with the ``template`` of its English words."""

    template: str

    def __new__(cls, code: str, template: str) -> Self:
        """Return the code ``code``."""
        self = str.__new__(cls, code)
        self._value_ = code
        self.template = template
        return self


@dataclass(frozen=True, slots=True)
class Remark:
    """A line by its code: the ``figures`` in it by their names, as written, and the lines in it."""

    code: Code
    figures: Mapping[str, str]
    parts: tuple["Remark", ...] = ()


def line_of(code: Code, *parts: str, **figures: object) -> str:
    """Return the line of a code with its figures; ``parts`` are the lines in it, written before.

    Raises KeyError where a figure is missing.
    """
    inner = _JOINT.join(parts)
    return code.template.format(**figures, **{_PART: inner, _PARTS: inner})


class Grammar:
    """The lines of one kind of code, to be read back.

    A template may hold ``{part}``, a line of ``parts``, or ``{parts}``, a list of them; without ``parts`` these are
    lines of its own codes that hold no further line.
    """

    def __init__(self, codes: type[Code], parts: "Grammar | None" = None) -> None:
        self.codes = codes
        self._parts = parts or self

    def read(self, line: str) -> Remark | None:
        """Return the code and figures of a line, None for one that no template writes.

        Of several templates that fit, the one with the most letters of its own is taken.
        """
        if len(line) > _LONGEST:
            return None
        return next(filter(None, (self._as(code, pattern, line) for code, pattern in self._patterns)), None)

    def read_list(self, text: str, joint: str = _JOINT) -> tuple[Remark, ...] | None:
        """Return the lines that ``joint`` joins, None where one of them is of no template."""
        pieces, found = text.split(joint), list[Remark]()
        at = 0
        while at < len(pieces):
            ends = range(at + 1, len(pieces) + 1)  # a line may hold the joint itself
            fitting = ((end, self.read(joint.join(pieces[at:end]))) for end in ends)
            end, remark = next(((end, remark) for end, remark in fitting if remark), (0, None))
            if remark is None:
                return None
            found.append(remark)
            at = end
        return tuple(found)

    def _as(self, code: Code, pattern: re.Pattern[str], line: str) -> Remark | None:
        match = pattern.fullmatch(line)
        if match is None:
            return None
        figures = match.groupdict()
        part, listed = figures.pop(_PART, None), figures.pop(_PARTS, None)
        if part is None and listed is None:
            return Remark(code, figures)
        inner = self._parts
        parts = inner.read_list(listed) if listed is not None else _alone(inner.read(part or ""))
        return Remark(code, figures, parts) if parts else None

    @cached_property
    def _patterns(self) -> Sequence[tuple[Code, re.Pattern[str]]]:
        inner = "|".join(self._parts.shapes(flat=self._parts is self))
        codes = sorted(self.codes, key=lambda code: -sum(len(text) for text, _ in _pieces(code.template)))
        return [(code, re.compile(_shape(code.template, inner, named=True), re.DOTALL)) for code in codes]

    def shapes(self, *, flat: bool) -> list[str]:
        """Return the patterns of the templates, where ``flat`` only of those that hold no line."""
        inner = "" if flat else "|".join(self.shapes(flat=True))
        templates = [code.template for code in self.codes if not flat or not _holds_lines(code.template)]
        return [_shape(template, inner, named=False) for template in templates]


def _alone(remark: Remark | None) -> tuple[Remark, ...]:
    return () if remark is None else (remark,)


def _pieces(template: str) -> Iterator[tuple[str, str | None]]:
    """Yield each run of a template's own letters with the name of the figure behind it."""
    return ((text, name) for text, name, _, _ in Formatter().parse(template))


def _holds_lines(template: str) -> bool:
    return any(name in {_PART, _PARTS} for _, name in _pieces(template))


def _shape(template: str, inner: str, *, named: bool) -> str:
    """Return the pattern of a template's lines; ``inner`` is that of the line in it."""
    shape = ""
    for text, name in _pieces(template):
        figure = f"(?:{inner})" if name == _PART else _SHAPES.get(name or "", _ANY)
        shape += re.escape(text)
        if name:
            shape += f"(?P<{name}>{figure})" if named else f"(?:{figure})"
    return shape
