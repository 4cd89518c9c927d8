"""Citations: issued one a span, in the order of their first use."""

import hashlib
from dataclasses import dataclass, field
from urllib.parse import quote as url_quote

from assistant.turn import Citation
from corpus.plan import Chunk
from index.plans import PlanRecord

CITED = "cited"  # the id that the source page gives to the marked span


def citation_url(plan_id: str, start: int, end: int, chunk_id: str) -> str:
    """Return where a span is shown: ``/sources/<plan_id>?start=…&end=…#<chunk_id>``, ``#cited`` outside of chunks."""
    return f"/sources/{url_quote(plan_id)}?start={start}&end={end}#{url_quote(chunk_id) or CITED}"


def quote_digest(quote: str) -> str:
    """Return the SHA-256 of a quote in UTF-8, hexadecimal."""
    return hashlib.sha256(quote.encode()).hexdigest()


@dataclass(slots=True)
class CitationDesk:
    """Issues markers from 1; the same span gets the same marker. A marker never issued is no citation."""

    issued: dict[tuple[str, int, int], Citation] = field(default_factory=dict)

    def issue(
        self, chunk: Chunk | None, plan: PlanRecord, start: int, end: int, quote: str, heading: tuple[str, ...] = ()
    ) -> Citation:
        """Return the citation of a span of a plan; ``quote`` is its exact text.

        A row of ``kpi.csv`` stands in no chunk: its citation has the heading given, and an empty chunk id.
        """
        manifest = plan.manifest
        key = (manifest.id, start, end)
        if key not in self.issued:
            above, page, chunk_id = (chunk.heading, chunk.page, chunk.id) if chunk else (heading, None, "")
            self.issued[key] = Citation(
                len(self.issued) + 1, manifest.id, manifest.title, manifest.city, above, page, chunk_id,
                quote, start, end, quote_digest(quote), citation_url(manifest.id, start, end, chunk_id),
                manifest.restated, manifest.published,
            )  # fmt: skip
        return self.issued[key]
