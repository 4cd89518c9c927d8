"""Where in a plan a value stands: the issue and field of a section by its headings."""

import re
import unicodedata
from collections.abc import Sequence

from corpus.display import clean, one_line
from corpus.outline.labels import is_bracketed
from corpus.outline.numbering import numbering

_NUMBER = re.compile(
    r"(?:第\s?[\d一二三四五六七八九十百]+\s?[編部章節項]|[(（]?[\d０-９]{1,2}(?:[-.．][\d０-９]{1,2}){0,3}[)）]?"
    r"|[(（]?[ア-ンｱ-ﾝA-Za-zⅠ-Ⅻ一二三四五六七八九十工力才][)）]?(?=[.．、:：)）\s])"
    r"|[①-⑳❶-❿⑴-⒇]|[^\s\d]{1,8}[\d０-９]{1,2}(?=[\s:：.．、]))[.．、:：)）\s]*"
)
_FIELD = re.compile(r"\s*[\d０-９]{0,2}\s*【([^【】]{1,20})】\s*\S")
_NAMED_FIELD = re.compile(r"(?:(?:政策)?分野\s*[:：]\s*(.{1,20})|(.{1,15})分野)")
_CLEANED = re.compile(r"<sup>[^<>]{0,12}</sup>")


def issue_of(heading: Sequence[str]) -> str:
    """Return the title of the nearest numbered heading without its number; of the nearest one where none has any."""
    numbered = next((title for title in reversed(heading) if numbering(title)), None)
    if numbered is None:
        return next((title for title in reversed(heading) if not is_bracketed(title)), "")
    title = _NUMBER.sub("", numbered, count=1) if _NUMBER.match(numbered) else numbered
    bracket = _FIELD.match(title)
    return (title[bracket.end() - 1 :] if bracket else title).strip() or numbered


def field_of(heading: Sequence[str]) -> str:
    """Return the field that the nearest heading names in brackets (02【農林水産】…) or as 観光分野, else ""."""
    for title in reversed(heading):
        match = _FIELD.match(title) or _NAMED_FIELD.fullmatch(_NUMBER.sub("", title, count=1).strip())
        if match:
            return next(part for part in match.groups() if part).strip()
    return ""


def plain(text: str) -> str:
    """Return a label for display: on one line, without footnote marks and blanks inside Japanese words."""
    return one_line(clean(text, 0, len(text)).text).strip()


def matching(text: str) -> str:
    """Return a text in NFKC without white space."""
    return "".join(unicodedata.normalize("NFKC", _CLEANED.sub("", text)).split())
