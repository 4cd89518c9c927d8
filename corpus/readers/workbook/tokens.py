"""Number formats taken apart: 「#,##0"人";▲#,##0"人"」 as sections of tokens."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_TOKEN = re.compile(
    r"""(?P<general>General|G/標準)
    |"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<skipped>_.|\*.)
    |(?P<elapsed>\[(?:h+|m+|s+)\])
    |\[(?P<compared>[<>=]{1,2})(?P<bound>-?\d{1,15}(?:\.\d{1,15})?)\]
    |\[\$(?P<currency>[^\]-]*)(?P<locale>[^\]]*)\]|(?P<colour>\[[^\]]*\])
    |(?P<clock>AM/PM|A/P|上午/下午|午前/午後)
    |(?P<exponent>E[+-])(?=[0\#?])|(?P<day>y+|m+|d+|h+|s+(?:\.0+)?|g+|e+|a{3,4}|r+)
    |(?P<digit>[0\#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)|(?P<slash>/)|(?P<text>@)
    |(?P<end>;)|(?P<literal>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_LITERALS = {"quoted", "escaped", "currency", "literal"}
_JAPANESE = re.compile("411|ja", re.IGNORECASE)
# Excel takes codes of 255 letters.
_LONGEST_CODE = 1000


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a number format: what ``kind`` it is and its ``text``; literals are shown as they are."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format, with the numbers it is for where it says so (「[>=1000]」)."""

    tokens: tuple[Token, ...]
    kinds: frozenset[str]
    compared: str = ""
    bound: Decimal = Decimal(0)

    def has(self, *kinds: str) -> bool:
        """Return whether a token of one of these kinds is in the section."""
        return not self.kinds.isdisjoint(kinds)

    def literals(self) -> str:
        """Return what is shown beside the value."""
        return "".join(token.text for token in self.tokens if token.kind == "literal")

    def is_day(self) -> bool:
        """Return whether the section shows a day or a time."""
        return self.has("day", "elapsed", "clock") and not self.has("general")


@lru_cache(maxsize=512)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a number format, one or more; of none and of one too long to be meant 「General」's."""
    if not code or len(code) > _LONGEST_CODE:
        return sections_of("General")
    parts: list[list[re.Match[str]]] = [[]]
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "end":
            parts.append([])
        else:
            parts[-1].append(match)
    return tuple(_section(part) for part in parts)


def _section(matches: list[re.Match[str]]) -> Section:
    tokens = tuple(_tokens(matches))
    kinds = frozenset(token.kind for token in tokens)
    condition = next((match for match in matches if match["compared"]), None)
    if condition is None:
        return Section(tokens, kinds)
    return Section(tokens, kinds, condition["compared"], Decimal(condition["bound"]))


def _tokens(matches: list[re.Match[str]]) -> Iterator[Token]:
    for match in matches:
        kind = match.lastgroup or ""
        if kind == "locale":
            yield Token("literal", match["currency"])
            if _JAPANESE.search(match["locale"]):
                yield Token("japanese", "")
        elif kind in _LITERALS:
            yield Token("literal", match[kind])
        elif kind not in {"skipped", "colour", "bound", ""}:
            yield Token(kind, match[kind])
