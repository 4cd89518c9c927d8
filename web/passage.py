"""A cited passage in its section: what the side panel shows, and what can be taken away as a quotation."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Self

from assistant.citations import CITED
from assistant.turn import Language
from corpus.access import Access
from corpus.plan import PlanManifest, Section
from index.plans import PlanRecord
from index.reader import IndexReader
from web import limits
from web.kpi_rows import ValueInWords, row_at
from web.viewer import Layout, SectionView, Span, section_starts


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked span with the section around it, cut where that is long.

    ``row`` is the KPI value where the span is a row of ``kpi.csv``; then there is no text around it worth showing.
    """

    manifest: PlanManifest
    heading: tuple[str, ...]
    page: int | None
    url: str
    quote: str
    row: ValueInWords | None
    sections: tuple[SectionView, ...]
    cut_before: bool
    cut_after: bool

    @classmethod
    def read(cls, index: IndexReader, plan: PlanRecord, span: Span, *, access: Access, language: Language) -> Self:
        """Return the passage of a span of a plan."""
        plan_id = plan.manifest.id
        text = index.text(plan_id, access=access) or ""
        sections = index.sections(plan_id, access=access) or (Section(0, 1, "", (), 0, len(text)),)
        chunk = index.chunk_at(plan_id, span[0], access=access)
        row = row_at(index, plan_id, *span, access=access, language=language)
        whole = _around(sections, len(text), span)
        window = _window(text, whole, span)
        anchor = chunk.id if chunk else CITED
        return cls(
            manifest=plan.manifest,
            heading=(row.field, row.issue) if row else _heading(sections, span),
            page=chunk.page if chunk else None,
            url=f"/sources/{plan_id}?start={span[0]}&end={span[1]}#{anchor}",
            quote=text[slice(*span)],
            row=row,
            sections=() if row else Layout.of(text, window, span, {}).sections(sections),
            cut_before=window[0] > whole[0],
            cut_after=window[1] < whole[1],
        )


def _heading(sections: tuple[Section, ...], span: Span) -> tuple[str, ...]:
    return sections[_holding(sections, span[0])].heading


def _around(sections: tuple[Section, ...], length: int, span: Span) -> Span:
    """Return the span of the sections that a marked span touches."""
    ends = (*section_starts(sections)[1:], length)
    first, last = _holding(sections, span[0]), _holding(sections, max(span[0], span[1] - 1))
    return section_starts(sections)[first], ends[last]


def _holding(sections: tuple[Section, ...], offset: int) -> int:
    return bisect_right(section_starts(sections), offset) - 1


def _window(text: str, whole: Span, span: Span) -> Span:
    """Return what is shown of the sections: whole lines, as far as ``PASSAGE_CHARACTERS`` on either side."""
    start, end = span[0] - limits.PASSAGE_CHARACTERS, span[1] + limits.PASSAGE_CHARACTERS
    before = text.find("\n", start, span[0]) + 1 if start > whole[0] else whole[0]
    after = text.rfind("\n", span[1], end) if end < whole[1] else whole[1]
    return before or max(start, whole[0]), after if after >= span[1] else min(end, whole[1])
