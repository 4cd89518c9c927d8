"""A visitor of the chat page: opens it as a browser does, asks, and holds what the page shows against the plans."""

import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final, cast
from urllib.parse import parse_qs, urlsplit

import httpx
import lxml.html
from lxml.html import HtmlElement
from pydantic import BaseModel, ValidationError

_HTML: Final = {"accept": "text/html"}
_FILES: Final = "//link[@rel='stylesheet']/@href | //script/@src"
_CARRIED: Final = "//form[@class='ask']//input[@type='hidden' and @name='history']/@value"
_COOKIE: Final = "visitor"


class _Page(BaseModel):
    html: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and the plans that its asker chose."""

    question: str
    plan_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a visitor was shown: seconds until it was all there, citations checked, and the fault ("": none).

    ``kind`` is ``page`` for the chat page with its files, ``answer`` for an answer; ``begun`` is when it was asked for
    (``time.perf_counter``).
    """

    kind: str
    seconds: float
    citations: int
    fault: str
    begun: float = 0.0


class Visitor:
    """One conversation on the chat page; ``client`` keeps the cookies, ``texts`` are the plans' texts by id."""

    def __init__(self, client: httpx.AsyncClient, texts: Mapping[str, str]) -> None:
        self._client = client
        self._texts = texts
        self._history: tuple[str, ...] = ()

    async def open(self) -> Shown:
        """Return how the empty chat page came, with its stylesheets and scripts."""
        begun = time.perf_counter()
        try:
            page = await self._client.get("/", headers=_HTML)
            page.raise_for_status()
            for address in _texts(_parsed(page.text), _FILES):
                (await self._client.get(address)).raise_for_status()
        except httpx.HTTPError as error:
            return Shown("page", time.perf_counter() - begun, 0, f"/: {_cause(error)}", begun)
        return Shown("page", time.perf_counter() - begun, 0, "", begun)

    async def ask(self, turn: Turn) -> Shown:
        """Return how the page with the answer came and what is wrong on it; what was asked before goes along."""
        cookie, begun = self._client.cookies.get(_COOKIE), time.perf_counter()
        try:
            html = await self._answered(turn)
        except (httpx.HTTPError, ValidationError, _NoPageError) as error:
            return Shown("answer", time.perf_counter() - begun, 0, f"{_cause(error)}: {turn.question}", begun)
        seconds = time.perf_counter() - begun
        page = _parsed(html)
        self._history = _texts(page, _CARRIED)
        citations, faults = 0, [] if cookie in (None, self._client.cookies.get(_COOKIE)) else ["another session"]
        faults += [] if page.find_class("status") else ["no status"]
        for citation in page.find_class("citation"):
            citations += 1
            faults += _faults(citation, self._texts)
        fault = f"{'; '.join(faults)}: {turn.question}" if faults else ""
        return Shown("answer", seconds, citations, fault, begun)

    async def _answered(self, turn: Turn) -> str:
        fields = {"question": turn.question, "history": self._history, "plan_ids": turn.plan_ids, "language": "ja"}
        async with self._client.stream("POST", "/ask/stream", data=fields, headers=_HTML) as response:
            if response.status_code != HTTPStatus.OK:
                raise _NoPageError(f"HTTP {response.status_code}")
            event = ""
            async for line in response.aiter_lines():
                name, _, value = line.partition(": ")
                event = value if name == "event" else event
                if name == "data" and event == "page":
                    return _Page.model_validate_json(value).html
                if name == "data" and event == "error":
                    raise _NoPageError(f"error {json.loads(value)['name']}")
        raise _NoPageError("the stream ended before the page")


class _NoPageError(Exception):
    """The answer's page did not come."""


def _faults(citation: HtmlElement, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a citation: its words are not the plan's at its address, or its value not in the row."""
    plan_id, start, end = _span("".join(_texts(citation, ".//*[@class='citation-link']/a/@href")))
    text = texts.get(plan_id, "")[start:end]
    quotes = [str(quote.text_content()) for quote in citation.iter("blockquote")]
    values = _texts(citation, ".//dd[contains(@class, 'kpi-value')]/text()[1]")
    held = [quote == text for quote in quotes] or [value.strip() in text for value in values]
    if not text or not held or not all(held):
        yield f"quote is not {plan_id} at {start}-{end}"


def _parsed(html: str) -> HtmlElement:
    return cast("HtmlElement", lxml.html.document_fromstring(html))


def _texts(element: HtmlElement, path: str) -> tuple[str, ...]:
    """Return the texts that an XPath finds, in the order of the page."""
    return tuple(map(str, cast("Sequence[str]", element.xpath(path))))


def _span(address: str) -> tuple[str, int, int]:
    parts = urlsplit(address)
    query = parse_qs(parts.query)
    start, end = (int(query.get(name, ["0"])[0]) for name in ("start", "end"))
    return parts.path.rpartition("/")[2], start, end


def _cause(error: Exception) -> str:
    if isinstance(error, httpx.HTTPStatusError):
        return f"HTTP {error.response.status_code}"
    return str(error) if isinstance(error, _NoPageError) else type(error).__name__
