"""A browser to look at pages with, where the machine has one."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")
_FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
_RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],
    "preload": False,  # style sheets fetched again, for rules that are not among these
}
_WIDTHS = (1280, 390, 320)  # a desk, a phone, and a desk at 400 %


@contextmanager
def opened(path: Path, width: int = 1280) -> Iterator[tuple[Page, list[str]]]:
    """Give the page of a file, and the list that its messages and requests other than for itself go to."""
    told: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(str(CHROMIUM)), args=_FLAGS)
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("console", lambda message: told.append(message.text))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("request", lambda request: None if _own(request.url, path) else told.append(request.url))
        page.goto(path.as_uri())
        yield page, told
        browser.close()


def _own(url: str, path: Path) -> bool:
    return url == path.as_uri() or url.startswith("data:")


def axe_violations(page: Page) -> str:
    """Return what axe finds against WCAG 2.2 A and AA, empty where it finds nothing."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(rules).then(found => found.violations)", _RULES)
    return json.dumps(found, ensure_ascii=False, indent=1) if found else ""


def problems(page: Page, language: str) -> list[str]:
    """Return what axe finds at a desk, and in Japanese at the narrowest width too, and the widths that do not fit."""
    size, found = page.viewport_size or {"width": _WIDTHS[0], "height": 900}, list[str]()
    for width in _WIDTHS:
        page.set_viewport_size({**size, "width": width})
        looked = width == _WIDTHS[0] or (width == _WIDTHS[-1] and language == "ja")
        violations = axe_violations(page) if looked else ""
        found += [f"{width}: {violations}"] * bool(violations) + [f"{width}: wider than the window"] * (not fits(page))
    page.set_viewport_size(size)
    return found


def fits(page: Page) -> bool:
    """Return whether the page is no wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
