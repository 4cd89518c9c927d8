"""Rows proposed from a plan for a person to edit: its headings, its glossary and its KPI values.

A proposed row has a key ``draft``, which question sets refuse: none counts before somebody has edited it.
"""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from corpus.access import Access
from corpus.japanese.width import fold
from corpus.kpi.record import Certainty, KpiKind, KpiRecord
from corpus.plan import Chunk, Section, Sentence, SentenceKind
from eval.cases import AnyCase, case_of
from eval.errors import EvalError
from eval.runs import write_whole
from index.plans import PlanRecord
from index.reader import IndexReader

_FILE = Path(__file__).with_name("drafting.toml")
_MARK = re.compile(
    r"^(?:第[\d一二三四五六七八九十]+[章節項]|[(（][^)）]{1,3}[)）]|\d+(?:[.．、]|\s)|[①-⑳]|[ア-ン][.．])\s*"
)
_FACT = tuple(
    map(
        re.compile,
        (
            r"(?<=[「『])[^「」『』]{2,12}(?=[」』])",
            r"(?:令和|平成)?\d[\d,.]*(?:年度|[%％]|[一-鿿]{1,2})",
            r"[ァ-ヴー]{4,12}|[一-鿿]{3,12}",
            r"[ァ-ヴー]{3}|[一-鿿]{2}",
        ),
    )
)  # a name in quotes tells most, then a figure, then a long word, then any
_FACTS = 2  # of one passage: enough to tell a right answer, few enough for a person to check


class _Wording(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    heading: str
    glossary: str
    kpi: str
    kpi_of_field: str
    kinds: dict[str, str]
    notes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed row without its id and half: what is asked, by key, and where it comes from."""

    row: dict[str, object]
    note: str


@cache
def drafting_wording() -> _Wording:
    """Return the wording of proposed rows, from ``drafting.toml``."""
    return _Wording.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


def propose_from_plan(index: IndexReader, plan_id: str, *, access: Access, most: int) -> list[Proposal]:
    """Return at most ``most`` rows each from a plan's headings, glossary and KPI values, spread over the plan.

    Raises:
        EvalError: there is no such plan for this asker.

    """
    plan = index.plan(plan_id, access=access)
    if plan is None:
        raise EvalError(f"plan {plan_id!r} is not in the index; `assistant ingest` lists the plans")
    chunks = index.chunks(plan_id, access=access)
    headings = list(_from_headings(plan_id, index.sections(plan_id, access=access), chunks))
    glossary = list(_from_glossary(plan_id, chunks))
    values = list(_from_kpis(plan, index.kpis(access=access, plan_ids=[plan_id])))
    return [one for found in (headings, glossary, values) for one in _spread(found, most)]


def write_drafts(proposals: Sequence[Proposal], stem: str, target: Path) -> int:
    """Write proposed rows as JSON Lines, numbered and in alternating halves, and return how many there are."""
    lines = []
    for number, proposal in enumerate(proposals, 1):
        half = "tune" if number % 2 else "report"
        case: AnyCase = case_of({"id": f"draft-{stem}-{number:03}", "half": half, **proposal.row})
        lines.append(json.dumps({"draft": proposal.note, **case.model_dump(mode="json")}, ensure_ascii=False))
    write_whole(target, "\n".join(lines))
    return len(lines)


def facts_of(sentences: Iterable[str], known: str) -> list[list[str]]:
    """Return facts to be checked by a person: names in quotes, figures, long words that ``known`` does not hold."""
    text = "\n".join(sentences)
    found = dict.fromkeys(fact for pattern in _FACT for fact in pattern.findall(text))
    return [[fact] for fact in found if fold(fact) not in fold(known)][:_FACTS]


def common(question: str, plan_ids: Sequence[str], type_: str) -> dict[str, object]:
    """Return what every proposed row has: plain words of a citizen, of medium difficulty."""
    row: dict[str, object] = {"question": question, "wording": "plain", "audience": "citizen"}
    return row | {"difficulty": "medium", "type": type_, "plan_ids": list(plan_ids)}


def passage(row: dict[str, object], plan_id: str, heading: str, facts: Sequence[Sequence[str]]) -> dict[str, object]:
    """Return a row made a passage row."""
    return row | {"kind": "passage", "gold": [{"plan_id": plan_id, "heading": heading, "facts": facts}]}


def bare(title: str) -> str:
    """Return a heading without its number or mark: 「(1) 押印の見直し」 gives 押印の見直し."""
    return _MARK.sub("", title).strip() or title


def _spread(found: Sequence[Proposal], most: int) -> list[Proposal]:
    """Return ``most`` elements at even distances, in order; all where there are no more."""
    return [found[i * len(found) // most] for i in range(most)] if len(found) > most else list(found)


def _from_headings(plan_id: str, sections: Sequence[Section], chunks: Sequence[Chunk]) -> Iterator[Proposal]:
    counts = Counter(section.title for section in sections)
    texts: dict[int, list[str]] = {}
    for chunk in chunks:
        texts.setdefault(chunk.section, []).extend(_prose(chunk.sentences))
    for section in sections:
        title = bare(section.title)
        facts = facts_of(texts.get(section.number, ()), title)
        if section.title and counts[section.title] == 1 and not section.contents and facts:
            words = drafting_wording()
            row = common(words.heading.format(title=title), [plan_id], "fact")
            yield Proposal(passage(row, plan_id, title, facts), words.notes["heading"].format(title=title))


def _prose(sentences: Iterable[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences if sentence.kind is not SentenceKind.ENTRY]


def _from_glossary(plan_id: str, chunks: Sequence[Chunk]) -> Iterator[Proposal]:
    words = drafting_wording()
    entries = [(c, s.text) for c in chunks for s in c.sentences if s.kind is SentenceKind.ENTRY and c.heading]
    for chunk, text in entries:
        term, _, explained = text.replace("：", ":", 1).partition(":")
        facts = facts_of([explained], term)
        if facts:
            row = common(words.glossary.format(term=term.strip()), [plan_id], "definition")
            note = words.notes["glossary"].format(term=term.strip())
            yield Proposal(passage(row, plan_id, bare(chunk.heading[-1]), facts), note)


def _from_kpis(plan: PlanRecord, records: Sequence[KpiRecord]) -> Iterator[Proposal]:
    """Yield a row an indicator: its last actual value, or its last value where none is."""
    by_key: dict[tuple[str, ...], list[KpiRecord]] = {}
    for record in records:
        if record.value is not None and record.fiscal_year is not None and record.certainty is Certainty.CERTAIN:
            key = (record.table.value, record.field, record.issue, record.indicator, record.project_id)
            by_key.setdefault(key, []).append(record)
    counts = Counter(key[3] for key in by_key)
    for found in by_key.values():
        last = max(found, key=lambda one: (one.kind is KpiKind.ACTUAL, one.fiscal_year or 0))
        yield _from_value(plan, last, alone=counts[last.indicator] == 1)


def _from_value(plan: PlanRecord, record: KpiRecord, *, alone: bool) -> Proposal:
    words = drafting_wording()
    question = (words.kpi if alone or not record.field else words.kpi_of_field).format(
        city=plan.manifest.city, field=record.field, indicator=record.indicator, year=record.fiscal_year,
        kind=words.kinds[record.kind.value],
    )  # fmt: skip
    value = {
        "plan_id": record.plan_id, "table": record.table, "field": record.field, "indicator": record.indicator,
        "project_id": record.project_id, "fiscal_year": record.fiscal_year, "kind": record.kind,
        "value": record.value, "unit": record.unit,
    }  # fmt: skip
    row = common(question, [record.plan_id], "figure")
    row |= {"kind": "kpi", "ask": "value", "language": "ja", "expected_status": "answered"}
    row |= {"values": [value], "verdict": None, "difference": None}
    return Proposal(row, words.notes["kpi"].format(indicator=record.indicator))
