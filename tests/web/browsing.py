"""A browser, the app served on a free port, and what a page must not do while it is used."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
NEEDS_CHROMIUM = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine: apt-get install chromium")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE, DESKTOP, NARROWEST = (390, 844), (1280, 900), (320, 640)
_PATIENCE = 30_000  # milliseconds: tests share a machine, and none waits for what is there


@contextmanager
def launched() -> Iterator[Browser]:
    """Give a browser, closed at the end."""
    expect.set_options(timeout=_PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=Path(str(CHROMIUM)), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Watch:
    """What a page wrote to its console, and what it asked other hosts for."""

    page: Page
    address: str
    told: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.told.append(message.text))
        self.page.on("pageerror", lambda error: self.told.append(str(error)))
        self.page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith(self.address):
            self.foreign.append(url)

    def close(self) -> None:
        """Close the page, which must have been quiet and kept to its host."""
        self.page.close()
        assert (self.told, self.foreign) == ([], [])


def opened(
    browser: Browser, address: str, path: str = "/", size: tuple[int, int] = DESKTOP, *, javascript: bool = True
) -> Watch:
    """Return the watched page of an address."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, java_script_enabled=javascript)
    watch = Watch(page, address)
    page.goto(address + path)
    return watch


def ask(page: Page, question: str) -> None:
    """Ask a question in the form, in whatever language the page is."""
    page.locator("#question").fill(question)
    page.locator("form.ask button.primary").click()
