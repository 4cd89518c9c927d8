"""An answer to keep, with its sources and its receipt: as Markdown and as JSON.

The question is asked again from the same form: nothing has to be stored, and what a sender changed cannot be kept as
if the assistant had said it. It is not recorded or counted as another question. Without a language model the answer is
the same; with one its wording may differ.
"""

import json
import re
from collections.abc import Iterator
from typing import Annotated, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from assistant.export import answer_json
from assistant.turn import Answer, Citation
from web.deps import AccessDep, Room, RoomDep
from web.kpi_rows import ValueInWords, rows_of
from web.pages import asked
from web.rendering import unturned
from web.schemas import AskForm
from web.wording import Wording

router = APIRouter(include_in_schema=False)

FormDep = Annotated[AskForm, Depends(asked)]
_HTML: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKUP: Final = re.compile(r"[\\`*_\[\]#|~!@]|(?<=[A-Za-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_MARK: Final = re.compile(r"\\\[(\d{1,3})\\\](?![(:]|\\\[)")


@router.post("/export.md")
def export_markdown(request: Request, form: FormDep, room: RoomDep, access: AccessDep) -> Response:
    """Return the answer to a form's question as a Markdown file."""
    given = room.assistant.ask(form.to_question(access))
    wording = room.renderer.wording(form.language)
    rows = rows_of(given.citations, room.index, access=access, language=form.language)
    site = str(request.base_url).rstrip("/")
    lines = (*_head(form, given, wording), *_sources(given, rows, site, wording), *_end(given, room, wording))
    return _file("\n".join(lines) + "\n", "answer.md", "text/markdown")


@router.post("/export.json")
def export_json(form: FormDep, room: RoomDep, access: AccessDep) -> Response:
    """Return the question, the answer of the contract and who (not) stands behind it as a JSON file."""
    given = room.assistant.ask(form.to_question(access))
    content = {
        "question": form.question,
        "history": form.history,
        "statement": statement(room, room.renderer.wording(form.language)),
        "answer": answer_json(given),
    }
    return _file(json.dumps(content, ensure_ascii=False, indent=2) + "\n", "answer.json", "application/json")


def statement(room: Room, wording: Wording) -> str:
    """Return the line that names the operator, or says that this is no official service."""
    operator = room.assistant.settings.operator
    return wording("site.operator", operator=operator) if operator else wording("site.unofficial")


def _file(content: str, name: str, kind: str) -> Response:
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=f"{kind}; charset=utf-8", headers=headers)


def _head(form: AskForm, given: Answer, wording: Wording) -> Iterator[str]:
    yield f"# {_quiet(' '.join(form.question.split()))}"
    yield from ("", f"**{wording(f'status.{given.status}')}**", "")
    yield from (_quiet(line) + "  " if line else "" for line in given.text.split("\n"))


def _sources(given: Answer, rows: dict[int, ValueInWords], site: str, wording: Wording) -> Iterator[str]:
    if given.citations:
        yield from ("", f"## {wording('answer.citations')}")
    for citation in given.citations:
        yield from ("", f"[{citation.marker}] {_quiet(_place(citation, wording))}")
        yield from ("", *(f"> {_quiet(line)}" for line in _quoted(citation, rows, wording)))
        yield from ("", f"<{site}{citation.url}>", f"SHA-256: `{citation.digest}`")


def _quoted(citation: Citation, rows: dict[int, ValueInWords], wording: Wording) -> list[str]:
    row = rows.get(citation.marker)
    if row is None:
        return citation.quote.split("\n")
    uncertain = "" if row.certain else f"（{wording('kpi_row.uncertain')}）"
    return [" / ".join(filter(None, (row.field, row.issue, row.indicator, row.time, wording(f"kpi_kinds.{row.kind}"),
                                     row.raw + uncertain)))]  # fmt: skip


def _place(citation: Citation, wording: Wording) -> str:
    """Return plan, heading, page and date of a citation, and that it is restated where it is."""
    page = wording("answer.page", page=citation.page) if citation.page else ""
    published = wording("answer.published", published=citation.published) if citation.published else ""
    restated = f"（{wording('answer.restated')}）" if citation.restated else ""
    title = f"{citation.city}「{citation.plan_title}」{restated}"
    return " ／ ".join(filter(None, (title, " › ".join(citation.heading), page, published)))


def _end(given: Answer, room: Room, wording: Wording) -> Iterator[str]:
    receipt = given.receipt
    yield from ("", f"## {wording('answer.receipt')}", "")
    yield f"- {wording('answer.receipt_answerer')}: {wording(f'answer.{receipt.answerer}')}"
    yield f"- {wording('answer.receipt_today')}: {receipt.today}"
    seconds = wording("answer.seconds", seconds=f"{sum(receipt.seconds.values()):.2f}")
    yield f"- {wording('answer.receipt_seconds')}: {seconds}"
    yield f"- {wording('answer.receipt_model')}: {receipt.model}"
    yield f"- {wording('answer.receipt_index')}: {receipt.index_id}"
    yield from ("", statement(room, wording))


def _quiet(text: str) -> str:
    """Return a text that Markdown shows as it is: no HTML, link, picture or emphasis; marks such as [1] stay bare."""
    escaped = _MARKUP.sub(lambda sign: f"\\{sign[0]}", unturned(text).translate(_HTML))
    return _MARK.sub(r"[\1]", escaped)
