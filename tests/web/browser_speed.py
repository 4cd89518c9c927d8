"""How quick and how heavy the pages are in a real browser, asked of a real server.

``python -m tests.web.browser_speed --index var/gate`` (``make bench`` runs it, too) writes
``var/bench/<date>-browser.md``: each figure with its goal and its n.
"""

import datetime
import os
import platform
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated
from zoneinfo import ZoneInfo

import numpy as np
import typer
from playwright.sync_api import Browser, Page

from eval.bench import Row, serving, table
from eval.cases import FollowUpCase, bundled_cases
from tests.web.browsing import CHROMIUM, launched

_FOLDER = Path("var/bench")
_JAPAN = ZoneInfo("Asia/Tokyo")
HEAD = ("figure", "median", "p95", "most", "goal", "n")
_PAINT_GOAL, _ANSWER_GOAL, _WEIGHT_GOAL = 300, 150, 150  # milliseconds, milliseconds, kB
_KILO = 1_000  # bytes
_SOME = 10  # indicator pages that are weighed

_PAINT = """() => new Promise((done) => new PerformanceObserver((list) => {
    const first = list.getEntriesByName("first-contentful-paint")[0];
    if (first) done(first.startTime);
}).observe({ type: "paint", buffered: true }))"""

_WEIGHT = r"""() => [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")]
    .filter((one) => !/\.(woff2?|ttf|otf)(\?|$)/.test(one.name))
    .reduce((sum, one) => sum + one.decodedBodySize, 0)"""

# Sends the question as a form that no script takes over: the answer page opens as it does without JavaScript.
_OPEN_ANSWER = """([address, question]) => {
    const form = Object.assign(document.createElement("form"), { method: "post", action: `${address}/ask` });
    form.append(Object.assign(document.createElement("input"), { name: "question", value: question }));
    document.body.append(form);
    form.submit();
}"""

# Presses the button of the page and waits until the frame that shows the answer has been drawn.
_ASK = """(question) => new Promise((done, fail) => {
    document.getElementById("question").value = question;
    const begun = performance.now();
    new MutationObserver((_, observer) => {
        if (document.querySelector("main .problem")) fail(new Error(`no answer: ${question}`));
        if (!document.querySelector("main .answer:not(.working) .status")) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
    }).observe(document.body, { childList: true, subtree: true });
    document.querySelector("form.ask button.primary").click();
})"""


@contextmanager
def fresh(browser: Browser, address: str, path: str) -> Iterator[Page]:
    """Give the page of a path in a browser that has stored nothing."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address + path)
    yield page
    context.close()


@contextmanager
def fresh_answer(browser: Browser, address: str, question: str) -> Iterator[Page]:
    """Give the page with the answer to a question in a browser that has stored nothing."""
    context = browser.new_context()
    page = context.new_page()
    with page.expect_navigation():
        page.evaluate(_OPEN_ANSWER, [address, question])
    yield page
    context.close()


def paints(browser: Browser, address: str, path: str, loads: int) -> list[float]:
    """Return the milliseconds to the first content of a page, each in a fresh context."""
    found = []
    for _ in range(loads):
        with fresh(browser, address, path) as page:
            found.append(float(page.evaluate(_PAINT)))
    return found


def answer_pages(browser: Browser, address: str, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Return the milliseconds to the first content of answer pages, and the kilobytes of each."""
    painted, weights = [], []
    for question in questions:
        with fresh_answer(browser, address, question) as page:
            painted.append(float(page.evaluate(_PAINT)))
            weights.append(_weight(page))
    return painted, weights


def answer_times(browser: Browser, address: str, questions: Sequence[str]) -> list[float]:
    """Return the milliseconds from asking on the opening page to the answer drawn in its place."""
    page = browser.new_page()
    found = []
    for question in questions:
        page.goto(address)
        found.append(float(page.evaluate(_ASK, question)))
    page.close()
    return found


def addresses(browser: Browser, address: str) -> dict[str, list[str]]:
    """Return paths of this server to be weighed, by kind of page."""
    with fresh(browser, address, "/plans") as page:
        plans = page.locator("main a[href^='/sources/']").all()
        sources = list(dict.fromkeys(str(one.get_attribute("href")) for one in plans))
    with fresh(browser, address, "/kpis") as page:
        details = [str(one.get_attribute("href")) for one in page.locator(".card h3 a").all()[:_SOME]]
        keys = [str(one.get_attribute("value")) for one in page.locator(".card input[name=key]").all()[:2]]
    compared = f"/kpis/compare?{'&'.join(f'key={key}' for key in keys)}"
    return {
        "/": ["/"],
        "/plans": ["/plans"],
        "/privacy": ["/privacy"],
        "/kpis": ["/kpis"],
        "/kpis/compare": [compared],
        "an indicator": details,
        "a plan's text": sources,
    }


def _weight(page: Page) -> float:
    return float(page.evaluate(_WEIGHT)) / _KILO


def _weights(browser: Browser, address: str, paths: Sequence[str]) -> list[float]:
    found = []
    for path in paths:
        with fresh(browser, address, path) as page:
            found.append(_weight(page))
    return found


def row(figure: str, values: Sequence[float], unit: str, goal: int, *, judged: int) -> Row:
    """Return a row of the table; the percentile ``judged`` is held against the goal."""
    middle, high, most = (f"{value:.0f} {unit}" for value in np.percentile(values, [50, 95, 100]))
    met = "met" if np.percentile(values, judged) < goal else "missed"
    return figure, middle, high, most, f"< {goal} {unit}: {met}", str(len(values))


def measure(browser: Browser, address: str, questions: Sequence[str], loads: int) -> Iterator[Row]:
    """Yield every figure; the first question is asked once before, unmeasured."""
    answer_times(browser, address, questions[:1])
    for path in ("/", "/kpis"):
        yield row(f"first content of {path}", paints(browser, address, path, loads), "ms", _PAINT_GOAL, judged=95)
    painted, weights = answer_pages(browser, address, questions[:: max(1, len(questions) // loads)])
    yield row("first content of an answer page", painted, "ms", _PAINT_GOAL, judged=95)
    times = answer_times(browser, address, questions)
    yield row("question sent to answer shown", times, "ms", _ANSWER_GOAL, judged=95)
    for kind, paths in addresses(browser, address).items():
        yield row(f"weight of {kind}", _weights(browser, address, paths), "kB", _WEIGHT_GOAL, judged=100)
    yield row("weight of an answer page", weights, "kB", _WEIGHT_GOAL, judged=100)


def spread_questions(count: int) -> list[str]:
    """Return so many of the development questions, each another one, from all question sets alike."""
    found = list(dict.fromkeys(one.question for one in bundled_cases() if not isinstance(one, FollowUpCase)))
    chosen = min(count, len(found))
    return [found[place * len(found) // chosen] for place in range(chosen)]


def write(rows: Sequence[Row], folder: Path, load: float) -> None:
    """Print the figures and write them to ``<folder>/<date>-browser.md``; ``load`` is the machine's before."""
    now = datetime.datetime.now(_JAPAN)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    made = f"{now:%Y-%m-%d %H:%M} (Japan), {machine}, by `{shlex.join(sys.orig_argv)}`."
    beside = f"Headless Chromium and server shared the machine; {load:.1f} other processes ran when it began."
    text = "\n".join(("# Pages in a browser", "", made, beside, "", *table(HEAD, *rows)))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{now:%Y-%m-%d}-browser.md").write_text(text + "\n", encoding="utf-8")
    typer.echo(text)


def browser_speed(
    index: Annotated[Path, typer.Option(help="Index folder to serve.")] = _FOLDER / "index",
    loads: Annotated[int, typer.Option(min=1, help="How often each page is opened.")] = 20,
    questions: Annotated[int, typer.Option(min=1, help="How many questions are asked.")] = 120,
) -> None:
    """Measure a server of the index and write the figures."""
    if CHROMIUM is None:
        typer.echo("nothing measured: no chromium on this machine")
        return
    load = os.getloadavg()[0]
    with TemporaryDirectory() as folder, launched() as browser:
        os.environ["ASSISTANT_WEB_DB"] = f"{folder}/web.db"  # the questions stay out of the server's own log
        with serving(index) as (address, _):
            write(list(measure(browser, f"http://{address}", spread_questions(questions), loads)), _FOLDER, load)


if __name__ == "__main__":
    typer.run(browser_speed)
