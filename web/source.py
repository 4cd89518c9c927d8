"""The content of one page of the source viewer."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from corpus.access import Access
from corpus.plan import PlanManifest, Section
from index.plans import PlanRecord
from index.reader import IndexReader
from web import limits
from web.anchors import Anchors, Span
from web.viewer import Layout, SectionView, page_starts, section_starts


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """A row of the contents list and the address it leads to."""

    title: str
    level: int
    href: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A plan's text, or the page of it that holds the cited span. Page numbers count from 1."""

    manifest: PlanManifest
    number: int
    count: int
    contents: tuple[ContentsRow, ...]
    sections: tuple[SectionView, ...]
    cited: bool

    @classmethod
    def read(cls, index: IndexReader, plan: PlanRecord, span: Span | None, number: int, *, access: Access) -> Self:
        """Return the page that holds the start of ``span``, or without one page ``number`` (the last, if beyond)."""
        plan_id = plan.manifest.id
        text = index.text(plan_id, access=access) or ""
        sections = index.sections(plan_id, access=access) or (Section(0, 1, "", (), 0, len(text)),)
        pages = page_starts(section_starts(sections), text, limits.PAGE_CHARACTERS)
        chosen = min(number, len(pages)) if span is None else bisect_right(pages, span[0])
        marked = span or (0, 0)
        window = _window(pages, chosen, len(text), marked)
        shown = _reaching(sections, window)
        places = Anchors(index, plan_id, access).within(shown, window, marked)
        return cls(
            manifest=plan.manifest,
            number=chosen,
            count=len(pages),
            contents=_contents(plan_id, sections if len(sections) <= limits.CONTENTS_ROWS else shown, pages, chosen),
            sections=Layout.of(text, window, marked, places.chunks, places.pages).sections(sections),
            cited=marked[0] < marked[1],
        )


def _window(pages: tuple[int, ...], number: int, length: int, marked: Span) -> Span:
    """Return the span of a page, drawn out so that the marked span is whole (by one page's length at most)."""
    end = pages[number] if number < len(pages) else length
    return pages[number - 1], max(end, min(marked[1], end + limits.PAGE_CHARACTERS))


def _reaching(sections: tuple[Section, ...], window: Span) -> tuple[Section, ...]:
    starts = section_starts(sections)
    ends = (*starts[1:], window[1])
    return tuple(s for s, a, b in zip(sections, starts, ends, strict=True) if a < window[1] and b > window[0])


def _contents(
    plan_id: str, sections: tuple[Section, ...], pages: tuple[int, ...], shown: int
) -> tuple[ContentsRow, ...]:
    return tuple(
        _row(plan_id, section, bisect_right(pages, section.start), shown) for section in sections if section.title
    )


def _row(plan_id: str, section: Section, page: int, shown: int) -> ContentsRow:
    place = "" if page == shown else f"/sources/{plan_id}?page={page}"
    return ContentsRow(section.title, section.level, f"{place}#s-{section.number}")
