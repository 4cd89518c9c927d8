"""An index in memory with the shape of ``index.reader.IndexReader``: small, exact, no model."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from corpus.access import Access
from corpus.kpi.record import Indicator, KpiKind, KpiRecord
from corpus.plan import Chunk, ChunkKind, PlanManifest, Section, Sentence, SentenceKind
from index.hits import Hit
from index.plans import PlanRecord


@dataclass(frozen=True)
class FakePlan:
    manifest: PlanManifest
    text: str
    sections: tuple[Section, ...]
    chunks: tuple[Chunk, ...]

    @classmethod
    def of(cls, manifest: PlanManifest, text: str) -> "FakePlan":
        sections = tuple(_sections(text))
        chunks = tuple(chunk for section in sections for chunk in _chunks(manifest.id, section, text))
        return cls(manifest, text, sections, chunks)

    def record(self, kpi_values: int) -> PlanRecord:
        sentences = sum(len(chunk.sentences) for chunk in self.chunks)
        sizes = (len(self.text), len(self.sections), len(self.chunks), sentences)
        return PlanRecord(self.manifest, "0" * 64, *sizes, kpi_values)


@dataclass
class FakeIndex:
    held: tuple[FakePlan, ...]
    records: tuple[KpiRecord, ...] = ()
    described: tuple[Indicator, ...] = ()
    wrong: tuple[str, ...] = ()
    index_id: str = "fake-index-1"
    model_id: str = "fake-model"
    looked_up: list[str] = field(default_factory=list)

    def _seen(self, access: Access) -> tuple[FakePlan, ...]:
        return tuple(plan for plan in self.held if plan.manifest.access in access.sees())

    def _one(self, plan_id: str, access: Access) -> FakePlan | None:
        return next((plan for plan in self._seen(access) if plan.manifest.id == plan_id), None)

    def plans(self, *, access: Access) -> tuple[PlanRecord, ...]:
        return tuple(plan.record(len(self.kpis(access=access))) for plan in self._seen(access))

    def plan(self, plan_id: str, *, access: Access) -> PlanRecord | None:
        return next((plan for plan in self.plans(access=access) if plan.manifest.id == plan_id), None)

    def text(self, plan_id: str, *, access: Access) -> str | None:
        plan = self._one(plan_id, access)
        return plan.text if plan else None

    def sections(self, plan_id: str, *, access: Access) -> tuple[Section, ...]:
        plan = self._one(plan_id, access)
        return plan.sections if plan else ()

    def chunk(self, chunk_id: str, *, access: Access) -> Chunk | None:
        self.looked_up.append(chunk_id)
        return next((c for plan in self._seen(access) for c in plan.chunks if c.id == chunk_id), None)

    def chunk_at(self, plan_id: str, offset: int, *, access: Access) -> Chunk | None:
        return next((c for c in self.chunks(plan_id, access=access) if c.start <= offset < c.end), None)

    def chunks(self, plan_id: str, *, access: Access) -> tuple[Chunk, ...]:
        plan = self._one(plan_id, access)
        return plan.chunks if plan else ()

    def kpis(
        self,
        *,
        access: Access,
        plan_ids: Sequence[str] = (),
        field: str | None = None,
        indicator: str | None = None,
        fiscal_year: int | None = None,
        kind: KpiKind | None = None,
    ) -> tuple[KpiRecord, ...]:
        wanted = {"field": field, "indicator": indicator, "fiscal_year": fiscal_year, "kind": kind}
        visible = {plan.manifest.id for plan in self._seen(access)}
        return tuple(
            record
            for record in self.records
            if record.plan_id in visible and (not plan_ids or record.plan_id in plan_ids)
            if all(value is None or getattr(record, name) == value for name, value in wanted.items())
        )

    def kpis_at(self, plan_id: str, spans: Collection[tuple[int, int]], *, access: Access) -> tuple[KpiRecord, ...]:
        return tuple(one for one in self.kpis(access=access, plan_ids=[plan_id]) if (one.start, one.end) in spans)

    def indicators(self, plan_id: str, *, access: Access) -> tuple[Indicator, ...]:
        return tuple(self.described) if self._one(plan_id, access) else ()

    def search(self, question: str, *, access: Access, plan_ids: Sequence[str] = (), top: int = 10) -> tuple[Hit, ...]:
        plans = [plan for plan in self._seen(access) if not plan_ids or plan.manifest.id in plan_ids]
        scored = [(_shared(question, chunk.text), chunk) for plan in plans for chunk in plan.chunks]
        best = sorted((row for row in scored if row[0]), key=lambda row: -row[0])[:top]
        return tuple(_hit(rank, score, chunk, question) for rank, (score, chunk) in enumerate(best, 1))

    served = False

    def guard(self) -> None:
        """Look at nothing."""

    def problems(self) -> tuple[str, ...]:
        return self.wrong

    def close(self) -> None:
        """Hold nothing open."""


def _hit(rank: int, score: float, chunk: Chunk, question: str) -> Hit:
    similarities = tuple(_shared(question, sentence.text) for sentence in chunk.sentences)
    return Hit(rank, score, chunk, rank, None, similarities, score)


def _shared(question: str, text: str) -> float:
    """Return the share of the question's pairs of letters that stand in the text."""
    pairs = {question[n : n + 2] for n in range(len(question) - 1)}
    return sum(pair in text for pair in pairs) / max(len(pairs), 1)


def _sections(text: str) -> Iterator[Section]:
    path: tuple[str, ...] = ()
    starts = [0, *(n for n in _line_starts(text) if text[n] == "#")]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True)):
        if number == 0:
            yield Section(0, 0, "", (), start, end)
            continue
        marks, title = text[start:end].split("\n", 1)[0].split(" ", 1)
        path = (*path[: len(marks) - 1], title)
        yield Section(number, len(marks), title, path, start, end)


def _line_starts(text: str) -> Iterator[int]:
    return (n for n in range(len(text)) if n == 0 or text[n - 1] == "\n")


def _chunks(plan_id: str, section: Section, text: str) -> Iterator[Chunk]:
    numbers, position = count(1), section.start
    for part in text[section.start : section.end].split("\n\n"):
        start, position = position, position + len(part) + 2
        words = part.rstrip("\n")
        if words.strip() and not words.startswith("#"):
            span = (start, start + len(words))
            yield _chunk(f"{plan_id}.{section.number}.{next(numbers)}", plan_id, section, text, span)


def _chunk(chunk_id: str, plan_id: str, section: Section, text: str, span: tuple[int, int]) -> Chunk:
    start, end = span
    is_list = text[start] == "・"
    kind = ChunkKind.LIST if is_list else ChunkKind.PROSE
    sentences = tuple(_sentences(text, start, end, SentenceKind.ITEM if is_list else SentenceKind.PROSE))
    return Chunk(chunk_id, plan_id, section.number, kind, section.heading, text[start:end], start, end, None, sentences)


def _sentences(text: str, start: int, end: int, kind: SentenceKind) -> Iterator[Sentence]:
    position = start
    for line in text[start:end].split("\n"):
        yield Sentence(line.removeprefix("・"), position, position + len(line), kind)
        position += len(line) + 1
