"""A document as a web page."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from tests.corpus.rendering.document import Document, Heading, Item, Part
from tests.corpus.rendering.grid import Cell, Table


def to_html(document: Document, *, style: str = "") -> str:
    """Return the document as a whole page; ``style`` is its style sheet."""
    sheet = f"<style>{style}</style>" if style else ""
    head = f'<head><meta charset="utf-8"><title>{escape(document.title)}</title>{sheet}</head>'
    return f'<!DOCTYPE html>\n<html lang="ja">{head}\n<body>\n{"".join(_parts(document.parts))}</body></html>\n'


def _parts(parts: Sequence[Part]) -> Iterator[str]:
    for listed, run in groupby(parts, key=lambda part: isinstance(part, Item)):
        if listed:
            yield _list([part for part in run if isinstance(part, Item)])
        else:
            yield from (_part(part) for part in run)


def _part(part: Part) -> str:
    if isinstance(part, Heading):
        level = min(part.level, 6)
        return f"<h{level}>{_text(part.text)}</h{level}>\n"
    if isinstance(part, Table):
        return _table(part)
    return f"<p>{_text(part.text)}</p>\n"


def _list(items: Sequence[Item]) -> str:
    """Return items as nested lists; an item deeper than the one before it stands in that one."""
    lines: list[str] = []
    open_: list[int] = []
    for item in items:
        while open_ and open_[-1] > item.depth:
            open_.pop()
            lines.append("</li></ul>")
        if open_ and open_[-1] == item.depth:
            lines.append("</li>")
        else:
            open_.append(item.depth)
            lines.append("<ul>")
        lines.append(f"<li>{_text(item.text)}")
    return "\n".join(lines) + "</li></ul>" * len(open_) + "\n"


def _table(table: Table) -> str:
    kind = ' class="wide"' if table.wide else ""
    head = "".join(_row(row, "th") for row in table.rows[: table.header])
    body = "".join(_row(row, "td") for row in table.rows[table.header :])
    return f"<table{kind}>\n{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>\n"


def _row(row: Sequence[Cell], tag: str) -> str:
    return "<tr>" + "".join(_cell(cell, tag) for cell in row if cell.rows) + "</tr>\n"


def _cell(cell: Cell, tag: str) -> str:
    span = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    return f"<{tag}{span}>{_text(cell.text)}</{tag}>"


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")
