"""Files to time readers with: plans written as a web page, a Word file, a workbook and PDF."""

import io
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from docx import Document as WordDocument
from openpyxl import Workbook

from corpus.display import CELL_SEPARATOR
from corpus.kpi.record import KpiRecord
from corpus.plan import Chunk, ChunkKind, Plan
from eval.errors import EvalError

_FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer")
_PATIENCE = 600  # seconds for a print of hundreds of pages
_STYLE = """@page { size: A4; margin: 22mm 18mm; @bottom-center { content: counter(page) } }
body { font: 10.5pt/1.6 "Noto Sans CJK JP", sans-serif } h1 { font-size: 20pt } h2 { font-size: 16pt }
table { border-collapse: collapse; font-size: 9pt } td { border: .6pt solid #000; padding: 2pt 4pt }"""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (``level`` from 1), a paragraph (``level`` 0), or a table (``rows``)."""

    level: int = 0
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def parts_of(plan: Plan, *, tables: bool) -> list[Part]:
    """Return a plan's sections in order and, with ``tables``, its KPI values by year, one table an indicator."""
    parts = []
    for section in plan.sections:
        chunks = [chunk for chunk in plan.chunks if chunk.section == section.number]
        if section.number:
            parts.append(Part(min(section.level, 6), section.title))
        parts.extend(_part(chunk) for chunk in chunks if tables or chunk.kind is not ChunkKind.TABLE)
    return [*parts, *_value_tables(plan.kpis)] if tables else parts


def _part(chunk: Chunk) -> Part:
    if chunk.kind is not ChunkKind.TABLE:
        return Part(0, "".join(sentence.text for sentence in chunk.sentences))
    return Part(rows=tuple(tuple(sentence.text.split(CELL_SEPARATOR)) for sentence in chunk.sentences))


def _value_tables(records: Sequence[KpiRecord]) -> Iterator[Part]:
    series: dict[tuple[str, str, str], list[KpiRecord]] = {}
    for record in records:
        series.setdefault((record.field, record.issue, record.indicator), []).append(record)
    for (_, _, indicator), found in series.items():
        years = sorted({record.fiscal_year for record in found if record.fiscal_year})
        head = ("指標", "区分", *(f"{year}年度" for year in years))
        rows = [_row(indicator, kind, years, found) for kind in sorted({record.kind.value for record in found})]
        yield Part(rows=(head, *rows))


def _row(indicator: str, kind: str, years: Sequence[int], found: Sequence[KpiRecord]) -> tuple[str, ...]:
    cells = {record.fiscal_year: record.raw for record in found if record.kind.value == kind}
    return (indicator, kind, *(cells.get(year, "") for year in years))


def to_html(parts: Sequence[Part]) -> bytes:
    """Return a web page, in UTF-8."""
    body = "\n".join(map(_html, parts))
    return f'<!DOCTYPE html><html lang="ja"><meta charset="utf-8"><style>{_STYLE}</style>\n{body}</html>'.encode()


def _html(part: Part) -> str:
    if part.rows:
        rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in part.rows)
        return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
    tag = f"h{part.level}" if part.level else "p"
    return f"<{tag}>{escape(part.text)}</{tag}>"


def to_docx(parts: Sequence[Part]) -> bytes:
    """Return a Word file with heading styles."""
    word, out = WordDocument(), io.BytesIO()
    for part in parts:
        if part.rows:
            table = word.add_table(0, max(map(len, part.rows)))
            for row in part.rows:
                for cell, text in zip(table.add_row().cells, row, strict=False):
                    cell.text = text
        elif part.level:
            word.add_heading(part.text, part.level)
        else:
            word.add_paragraph(part.text)
    word.save(out)
    return out.getvalue()


def to_xlsx(parts: Sequence[Part]) -> bytes:
    """Return a workbook of one sheet."""
    book, out = Workbook(), io.BytesIO()
    for part in parts:
        for row in part.rows or ((part.text,),):
            book.active.append(row)
    book.save(out)
    return out.getvalue()


def chromium() -> str | None:
    """Return the command of a Chromium that can print, or None."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def to_pdf(parts: Sequence[Part]) -> bytes:
    """Return PDF on A4, printed by Chromium; raises EvalError where it does not print."""
    command = chromium()
    with tempfile.TemporaryDirectory() as name:
        page, out = Path(name) / "page.html", Path(name) / "page.pdf"
        page.write_bytes(to_html(parts))
        flags = (*_FLAGS, f"--user-data-dir={name}/profile", f"--print-to-pdf={out}")
        try:
            subprocess.run((str(command), *flags, page.as_uri()), check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603 - our own command
            return out.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise EvalError(f"Chromium printed no PDF ({error}); install it, or look at its own message") from error
