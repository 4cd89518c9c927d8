"""What the log says of requests and questions, and that it holds nothing that people typed or sent."""

import asyncio
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any, cast

import pytest

from assistant.assembly import Assistant
from assistant.errors import LanguageModelError
from assistant.settings import Settings
from index.errors import IndexDamagedError
from tests.web.client import PAGE, Client
from tests.web.fake_assistant import FakeAssistant
from tests.web.towns import PUBLIC, STAFF
from tests.web.visitor import ACCOUNT, Visitor, hidden
from web import app as application
from web.app import create_app, reopen
from web.serving.log_lines import start_logs

LOG = logging.getLogger("web.test")
NUMBER = "123456789018"  # twelve digits with the check digit of a My Number
SEEDS = (
    "090-1234-5678",
    "0955-12-3456",
    NUMBER,
    "hanako@example.jp",
    "中央区大手町1丁目2番3号",
    "山田花子",
    "4111 1111 1111 1111",
)
TYPED = "、".join(SEEDS)
Lines = Callable[[], list[str]]


@pytest.fixture
def started(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[..., Lines]]:
    """Give what starts the log with settings and returns what reads its lines."""

    def start(**settings: Any) -> Lines:
        start_logs(Settings(_env_file=None, **settings))
        capsys.readouterr()
        return lambda: capsys.readouterr().err.splitlines()  # noqa: PLW0108  (read anew at each call)

    yield start
    logging.captureWarnings(capture=False)


def rows(lines: list[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines]


def held(lines: list[str]) -> list[str]:
    """Return the seeds, and pieces of them, that stand in the lines; escapes do not hide them.

    Pieces of digits are eight long or hold a separator: shorter ones stand in one random id of some thousands.
    """
    text = "\n".join([*lines, *(line.encode().decode("unicode_escape", "ignore") for line in lines)])
    pieces = (
        *SEEDS,
        "090-1234",
        "1234-5678",
        "12345678",
        "12-3456",
        "09551234",
        "hanako",
        "大手町",
        "山田",
        "花子",
        "4111 1111",
        "41111111",
        "seed-agent",
        "203.0.113",
    )
    return [piece for piece in pieces if piece in text]


def test_a_request_is_one_line_by_its_pattern(started: Callable[..., Lines], client: Client) -> None:
    lines = started(log="json")
    response = client.get(f"/sources/{PUBLIC.id}?q=検診&start=0&end=9", headers={"user-agent": "seed-agent", **PAGE})
    assert response.status_code == 200
    [row] = rows(lines())
    assert list(row) == [
        "time", "level", "event", "process", "request_id", "method", "route", "status", "milliseconds", "bytes",
    ]  # fmt: skip
    assert (row["event"], row["method"], row["route"], row["status"]) == ("request", "GET", "/sources/{plan_id}", 200)
    assert row["bytes"] == len(response.content)
    assert 0 < row["milliseconds"] < 60_000
    assert row["request_id"] == response.headers["x-request-id"]
    assert len(row["request_id"]) == 16


def test_an_id_that_was_sent_is_not_taken(started: Callable[..., Lines], client: Client) -> None:
    lines = started(log="json")
    client.get("/healthz", headers={"x-request-id": NUMBER})
    assert rows(lines())[0]["request_id"] != NUMBER
    assert held(lines()) == []


def test_a_question_is_one_line_without_its_words(started: Callable[..., Lines], client: Client) -> None:
    lines = started(log="json")
    client.post(
        "/api/ask", json={"question": "推進会議は年に何回開きますか", "plan_ids": [PUBLIC.id], "language": "easy"}
    )
    question, request = rows(lines())
    assert (question["event"], question["status"], question["language"]) == ("question", "answered", "easy")
    assert (question["plans"], sorted(question["seconds"])) == ([PUBLIC.id], ["compose", "find_chunks", "understand"])
    assert question["request_id"] == request["request_id"]
    assert "会議" not in str((question, request))


def test_staff_plans_are_not_named(started: Callable[..., Lines], fake: FakeAssistant) -> None:
    fake.settings = Settings(_env_file=None, accounts=ACCOUNT, web_db=Settings().web_db)
    visitor = Visitor(create_app(cast("Assistant", fake)))
    visitor.sign_in()
    lines = started(log="json")
    response = visitor.post("/api/ask", json={"question": "会議は", "plan_ids": [STAFF.id, PUBLIC.id]})
    assert response.status_code == 200
    told = lines()
    assert rows(told)[0]["plans"] == [PUBLIC.id]
    assert STAFF.id not in str(told)


@pytest.mark.parametrize("level", ["debug", "info", "warning", "error"])
@pytest.mark.parametrize("form", ["json", "text"])
def test_nothing_that_was_sent_is_in_any_line(
    started: Callable[..., Lines], fake: FakeAssistant, form: str, level: str
) -> None:
    fake.settings = Settings(_env_file=None, accounts=ACCOUNT, web_db=Settings().web_db)
    app = create_app(cast("Assistant", fake))
    client, visitor = Client(app), Visitor(app, host="203.0.113.9")
    headers = {"user-agent": "seed-agent", "x-forwarded-for": "203.0.113.9", "referer": "http://hanako@example.jp/"}
    lines = started(log=form, log_level=level)
    for mood in ("well", "crash", "index"):
        fake.mood = cast("Any", mood)
        row = {"question": TYPED, "history": [TYPED], "drop": [TYPED]}
        client.post("/api/ask", json=row, headers=headers)
        client.post("/api/ask/stream", json=row, headers=headers)
        client.post("/ask", data={"question": TYPED}, headers={**PAGE, **headers})
        client.post("/ask/stream", data={"question": TYPED}, headers=headers)
    fake.mood = "well"
    client.post("/api/ask", json={"question": TYPED, "plan_ids": [TYPED], TYPED: 1})
    client.post("/api/feedback", json={"answer_id": TYPED[:20], "rating": "good", "comment": TYPED})
    client.get("/api/search", params={"q": TYPED})
    client.get(f"/{TYPED}", params={TYPED: TYPED})
    client.get(f"/sources/{SEEDS[0]}")
    client.send("090-1234-5678", "/")
    visitor.sign_in(name=TYPED, password=TYPED)
    visitor.sign_in()
    fields = {
        "token": hidden(visitor.get("/staff/upload").text, "token"),
        "title": TYPED,
        "city": SEEDS[5],
        "plan_id": "",
    }
    for name in (f"{SEEDS[5]} {SEEDS[0]}.txt", f"{SEEDS[5]} {SEEDS[0]}.zip"):
        sent = visitor.send("POST", "/staff/upload", data=fields, files={"file": (name, TYPED.encode(), "text/plain")})
        assert sent.status_code in (303, 422)
    told = lines()
    assert held(told) == []
    assert len(told) >= (30 if level in ("debug", "info") else 4)
    if form == "json":
        assert all(rows(told))


@pytest.mark.parametrize("form", ["json", "text"])
@pytest.mark.parametrize(
    "error",
    [
        RuntimeError(TYPED),
        KeyError(TYPED),
        FileNotFoundError(2, "No such file", f"/srv/{TYPED}.pdf"),
        LanguageModelError(f"the language model failed (BadRequestError: {TYPED} John Smith)"),
        IndexDamagedError(f'index: unreadable (syntax error near "John Smith {TYPED}")'),
        ValueError("1 validation error: input_value='John Smith'"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_error_with_the_question_inside_is_told_without_it(
    started: Callable[..., Lines], form: str, error: Exception
) -> None:
    lines = started(log=form)

    def broken() -> None:
        try:
            raise error
        except type(error) as first:
            raise RuntimeError(f"while asking {TYPED}, John Smith") from first

    try:
        broken()
    except RuntimeError as caught:
        LOG.exception("a request failed")
        LOG.warning("going on: %s", error)
        LOG.warning("%s", caught)
        LOG.error(error)  # noqa: TRY400  (an error as the message itself)
    told = lines()
    assert (held(told), len(told)) == ([], 4)
    assert "John" not in str(told)
    assert type(error).__name__ in told[1]
    assert "tests/web/serving/test_logs.py:" in told[0]


def test_what_helps_to_mend_it_stays(started: Callable[..., Lines], client: Client, fake: FakeAssistant) -> None:
    lines = started(log="json")
    fake.mood = "crash"
    client.post("/api/ask", json={"question": TYPED})
    question, request = rows(lines())
    assert (question["status"], request["status"]) == ("error", 500)
    LOG.warning("starting without the database: %s", IndexDamagedError("var/index: missing; run `assistant ingest`"))
    LOG.error("no disk", exc_info=OSError(28, "No space left on device", TYPED))
    first, second = rows(lines())
    assert first["message"] == (
        "starting without the database: IndexDamagedError: var/index: missing; run `assistant ingest`"
    )
    assert second["error"] == ["OSError: No space left on device"]


def test_libraries_are_heard_from_warnings_on(started: Callable[..., Lines]) -> None:
    lines = started(log="json", log_level="debug")
    for name in ("openai", "httpx", "python_multipart", "asyncio"):
        logging.getLogger(name).debug("body: %s", "John Smith")
        logging.getLogger(name).info("sent John Smith")
    assert lines() == []
    logging.getLogger("uvicorn.error").info("Started server process [%d]", 7)
    logging.getLogger("pdfminer").warning("strange page %s of %s", "九", {"a": 1})
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("the value '山田花子' is odd", UserWarning, stacklevel=1)
    told = lines()
    assert [row["logger"] for row in rows(told)] == ["uvicorn.error", "pdfminer", "py.warnings"]
    assert rows(told)[0]["message"] == "Started server process [7]"
    assert held(told) == []


def test_the_level_and_off_are_kept(started: Callable[..., Lines], client: Client) -> None:
    for settings in ({"log": "json", "log_level": "warning"}, {"log": "off", "log_level": "debug"}):
        lines = started(**settings)
        client.get("/healthz")
        assert lines() == []
    LOG.critical("nobody hears this")
    assert lines() == []


def test_text_is_one_line_an_event_whatever_it_holds(started: Callable[..., Lines], client: Client) -> None:
    lines = started()
    client.get("/plans")
    LOG.warning("two\nlines, %d%%", 5)
    LOG.warning("a wrong template %d", "x")
    request, two, wrong = lines()
    assert " info request process=" in request
    assert " route=/plans status=200 " in request
    assert " warning web.test: two lines, 5% process=" in two
    assert "a wrong template %d" in wrong


def test_start_stop_and_another_index_are_told(
    started: Callable[..., Lines], fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "close_later", lambda _: None)  # the fake has nothing to close
    app = create_app(cast("Assistant", fake))
    lines = started(log="json")

    async def live() -> None:
        events = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])

        async def receive() -> dict[str, Any]:
            return next(events)

        async def send(_: Any) -> None:
            return

        await app({"type": "lifespan", "app": app, "state": {}}, receive, send)

    asyncio.run(live())
    other = FakeAssistant()
    other.index.index_id = "fake-index-2"
    reopen(app, cast("Assistant", other))
    told = rows(lines())
    assert [(row["event"], row["index"]) for row in told] == [
        ("started", "fake-index-1"),
        ("stopped", "fake-index-1"),
        ("index", "fake-index-2"),
    ]
    assert told[0]["version"]


def test_a_closed_stderr_costs_no_answer(
    started: Callable[..., Lines], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    started(log="text")
    with open("/dev/null", "w") as closed:  # noqa: PTH123
        pass
    monkeypatch.setattr(sys, "stderr", closed)
    assert client.get("/healthz").status_code == 200
