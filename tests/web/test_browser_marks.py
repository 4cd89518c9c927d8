"""Marks of the source's pages in a real browser: seen, arrived at, not copied, printed."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.eval.browsers import axe_violations, fits
from tests.serving import served
from tests.web.browsing import NARROWEST, NEEDS_CHROMIUM, PHONE, opened
from tests.web.test_page_marks import SENTENCES, app_of, read_in

pytestmark = NEEDS_CHROMIUM

_COPIED = "(getSelection().selectAllChildren(document.querySelector('article')), getSelection().toString())"


@pytest.mark.parametrize("size", [PHONE, NARROWEST], ids=["phone", "zoomed"])
def test_a_mark_is_seen_and_arrived_at_but_not_copied(browser: Browser, tmp_path: Path, size: tuple[int, int]) -> None:
    with served(app_of(read_in(tmp_path))) as address:
        watch = opened(browser, address, "/sources/yottsu?language=en#page-4", size)
        mark = watch.page.locator("#page-4")
        expect(mark).to_be_in_viewport()
        assert mark.evaluate("one => getComputedStyle(one, '::before').content") == '"p. 4"'
        copied = watch.page.evaluate(_COPIED)
        assert SENTENCES[4] in copied
        assert "p. 4" not in copied
        assert axe_violations(watch.page) == ""
        assert fits(watch.page)
        watch.page.emulate_media(media="print")
        expect(mark).to_be_visible()
        watch.close()
