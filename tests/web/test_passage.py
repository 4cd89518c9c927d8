"""A cited passage in its section."""

from typing import cast

from corpus.access import Access
from index.reader import IndexReader
from tests.web.fake_index import FakeIndex, FakePlan
from tests.web.towns import PUBLIC, PUBLIC_TEXT
from web import limits
from web.passage import Passage

BEFORE, QUOTE, AFTER = "前の文です。", "引用する文です。", "後の文です。"
LONG = "\n".join(("# 一章\n", *[BEFORE] * 200, f"\n{QUOTE}\n", *[AFTER] * 200, "\n# 二章\n\n次の章です。\n"))


def read(text: str, quote: str) -> Passage:
    plan = FakePlan.of(PUBLIC, text)
    start = text.index(quote)
    index = cast("IndexReader", FakeIndex((plan,)))
    return Passage.read(index, plan.record(0), (start, start + len(quote)), access=Access.PUBLIC, language="ja")


def shown(passage: Passage) -> str:
    return "".join(piece.text for view in passage.sections for piece in (*view.heading, *view.body))


def marked(passage: Passage) -> str:
    return "".join(piece.text for view in passage.sections for piece in (*view.heading, *view.body) if piece.marked)


def test_a_short_section_is_whole() -> None:
    passage = read(PUBLIC_TEXT, "年に四回")
    assert marked(passage) == passage.quote == "年に四回"
    assert shown(passage).startswith("### (1) 会議")
    assert "(2) 進み具合の公表" not in shown(passage)
    assert (passage.cut_before, passage.cut_after) == (False, False)
    assert passage.heading[-1] == "(1) 会議"


def test_a_long_section_is_cut_at_lines_around_the_quote() -> None:
    passage = read(LONG, QUOTE)
    assert (passage.cut_before, passage.cut_after) == (True, True)
    assert marked(passage) == QUOTE
    assert len(shown(passage)) <= 2 * limits.PASSAGE_CHARACTERS + len(passage.quote)
    assert set(shown(passage).split()) == {BEFORE, QUOTE, AFTER}


def test_a_quote_over_two_sections_shows_both() -> None:
    text = "# 一章\n\n一つ目。\n\n# 二章\n\n二つ目。\n"
    passage = read(text, "一つ目。\n\n# 二章\n\n二つ目")
    assert shown(passage) == text
    assert marked(passage) == passage.quote
