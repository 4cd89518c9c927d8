"""What of the staff plans the requests aim at: every chunk, KPI series, title and glossary term."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.assembly import Assistant
from assistant.kpis.series import grouped
from corpus.access import Access
from tests.security.town import SecretPlan
from web.kpi_keys import key_of


@dataclass(frozen=True, slots=True)
class Target:
    """One hidden thing: words that name it, its exact text, and the names and ids by which it could be reached."""

    plan: SecretPlan
    about: str
    quote: str
    chunk_id: str
    start: int
    end: int
    heading: str = ""
    field: str = ""
    issue: str = ""
    indicator: str = ""
    key: str = "0" * 12


def targets_of(assistant: Assistant, plans: tuple[SecretPlan, ...]) -> tuple[Target, ...]:
    """Return every target of these plans, in order."""
    return tuple(target for plan in plans for target in _of_plan(assistant, plan))


def _of_plan(assistant: Assistant, plan: SecretPlan) -> Iterator[Target]:
    chunks = assistant.index.chunks(plan.plan_id, access=Access.STAFF)
    for chunk in chunks:
        heading = chunk.heading[-1] if chunk.heading else plan.title
        yield Target(plan, chunk.text[:40].split("。")[0], chunk.text, chunk.id, chunk.start, chunk.end, heading)
    first = Target(plan, plan.title, plan.title, chunks[0].id, chunks[0].start, chunks[0].end)
    yield first
    yield from (replace(first, about=term, quote=term) for term in plan.terms)
    records = assistant.index.kpis(access=Access.STAFF, plan_ids=[plan.plan_id])
    for one in grouped(records, []):
        named = replace(first, field=one.field, issue=one.issue, indicator=one.indicator, key=key_of(one))
        yield replace(named, about=one.indicator, quote=f"{one.field} {one.issue} {one.indicator}")
