"""The layout of a plan's text: nothing is lost, moved or marked that should not be."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.plan import Section
from tests.web.towns import PUBLIC_TEXT
from web.viewer import Layout, heading_end, page_starts, section_starts

TEXT = st.text(alphabet="ab#\n\f 　計画", max_size=60)


def section(title: str, start: int, end: int, level: int = 1) -> Section:
    return Section(1, level, title, (title,), start, end)


@given(text=TEXT, data=st.data())
def test_pieces_joined_are_the_window_and_marks_the_span(text: str, data: st.DataObject) -> None:
    offset = st.integers(0, len(text))
    starts = sorted(data.draw(st.sets(offset, max_size=4)))
    sections = tuple(section(data.draw(TEXT), start, start) for start in starts) or (section("", 0, 0),)
    window = tuple(sorted((data.draw(offset), data.draw(offset))))
    span = tuple(sorted((data.draw(offset), data.draw(offset))))
    anchors = {place: (f"c{place}",) for place in data.draw(st.sets(offset, max_size=3))}
    pages = {place: number for number, place in enumerate(sorted(data.draw(st.sets(offset, max_size=3))), 1)}
    views = Layout.of(text, (window[0], window[1]), (span[0], span[1]), anchors, pages).sections(sections)
    pieces = [piece for view in views for piece in (*view.heading, *view.body)]
    assert "".join(piece.text for piece in pieces) == text[slice(*window)]
    cited = slice(max(span[0], window[0]), max(min(span[1], window[1]), span[0], window[0]))
    assert "".join(piece.text for piece in pieces if piece.marked) == text[cited]
    shown = [name for piece in pieces for name in piece.anchors]
    assert sorted(shown) == sorted(f"c{place}" for place in anchors if window[0] <= place < window[1])
    assert [piece.page for piece in pieces if piece.page] == [
        number for place, number in pages.items() if window[0] <= place < window[1]
    ]


@given(text=TEXT, limit=st.integers(1, 20), data=st.data())
def test_pages_cover_the_text_and_keep_to_the_limit(text: str, limit: int, data: st.DataObject) -> None:
    starts = tuple(sorted({0, *data.draw(st.sets(st.integers(0, len(text)), max_size=5))}))
    pages = page_starts(starts, text, limit)
    assert pages[0] == 0
    assert all(
        0 < after - before <= limit for before, after in zip(pages, (*pages[1:], len(text)), strict=True) if text
    )


def test_pages_break_at_sections_then_at_lines() -> None:
    text = "あ" * 6 + "\n" + "い" * 6 + "\n" + "う" * 30
    assert page_starts((0, 7), text, 12) == (0, 7, 14, 26, 38)


def test_a_heading_is_found_in_the_words_of_the_source() -> None:
    for text, title in (
        ("# 計画の目的\n本文", "計画の目的"),
        ("第１章\n　計 画の目的\n\n本文", "第1章 計画の目的"),
        ("\n\n## 計画の目的\n本文", "計画の目的"),
    ):
        assert text[heading_end(text, title, 0, len(text)) :].strip() == "本文"


def test_a_heading_that_the_source_words_otherwise_is_shown_by_its_title() -> None:
    text = "其の一\n本文"
    view = Layout.of(text, (0, len(text)), (0, 0), {}).sections((section("計画の目的", 0, len(text)),))[0]
    assert (view.title, view.heading, view.body[0].text) == ("計画の目的", (), text)


def test_blank_lines_and_heading_marks_are_quiet() -> None:
    text = "## 目的\n\n\n  字下げ\n\n二行目\n\n"
    view = Layout.of(text, (0, len(text)), (0, 0), {}).sections((section("目的", 0, len(text), 2),))[0]
    assert view.tag == "h3"
    assert [(piece.text, piece.quiet) for piece in view.heading] == [("## ", True), ("目的", False), ("\n", True)]
    assert [piece.text for piece in view.body if not piece.quiet] == ["  字下げ\n\n二行目"]


def test_a_page_begins_with_the_words_that_stand_on_it() -> None:
    text = "一の一。\n一の二。\n"
    view = Layout.of(text, (0, len(text)), (0, 0), {}, {0: 7, 5: 8}).sections((section("", 0, len(text)),))[0]
    assert [(piece.page, piece.text) for piece in view.body] == [(7, "一の一。\n"), (8, "一の二。"), (None, "\n")]


def test_the_first_section_takes_what_stands_before_it() -> None:
    assert section_starts((section("一", 5, 9), section("二", 9, 20))) == (0, 9)
    assert PUBLIC_TEXT.startswith("#")
