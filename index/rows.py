"""Between our dataclasses and rows of the store: one pair of functions a table. The last column of a row is its seal.

Reading a row raises IndexDamagedError where it no longer fits its seal.
"""

import json
from decimal import Decimal

from corpus.kpi.record import Certainty, Indicator, KpiKind, KpiRecord, KpiTable
from corpus.plan import Chunk, ChunkKind, Section, Sentence, SentenceKind
from index.seals import damaged, sealed, unbroken
from index.store_database import Row as StoredRow

Row = tuple[object, ...]
# Columns before the seal.
_SECTION, _CHUNK, _SENTENCE, _KPI, _INDICATOR = 8, 12, 6, 19, 17


def section_row(plan_id: str, section: Section) -> Row:
    """Return a section as a row of the table ``section``."""
    heading = json.dumps(section.heading, ensure_ascii=False)
    place = (section.start, section.end, int(section.contents))
    return sealed((plan_id, section.number, section.level, section.title, heading, *place))


def section_of(row: StoredRow) -> Section:
    """Return the section that a row holds."""
    unbroken(row, _SECTION, "section")
    heading = tuple(json.loads(row["heading"]))
    return Section(row["number"], row["level"], row["title"], heading, row["start"], row["end"], bool(row["contents"]))


def chunk_row(ordinal: int, chunk: Chunk, words: list[str]) -> Row:
    """Return a chunk, and the index terms of its words, as a row of the table ``chunk``."""
    heading = json.dumps(chunk.heading, ensure_ascii=False)
    return sealed((
        ordinal, chunk.id, chunk.plan_id, chunk.section, chunk.kind.value, heading, chunk.text, chunk.start, chunk.end,
        chunk.page, "\n".join(words), len(chunk.sentences),
    ))  # fmt: skip


def chunk_of(row: StoredRow, sentences: tuple[Sentence, ...]) -> Chunk:
    """Return the chunk that a row holds, with its sentences."""
    if len(sentences) != unbroken(row, _CHUNK, "chunk")["sentences"]:
        raise damaged(f"sentences of {row['id']} are missing")
    heading = tuple(json.loads(row["heading"]))
    return Chunk(
        row["id"], row["plan_id"], row["section"], ChunkKind(row["kind"]), heading, row["text"], row["start"],
        row["end"], row["page"], sentences,
    )  # fmt: skip


def words_of(row: StoredRow) -> str:
    """Return the index terms of a chunk's row, one a line."""
    words: str = unbroken(row, _CHUNK, "chunk")["words"]
    return words


def headed_of(row: StoredRow) -> str:
    """Return the headings and the text of a chunk's row."""
    return f"{unbroken(row, _CHUNK, 'chunk')['heading']}{row['text']}"


def sentence_row(ordinal: int, chunk: int, sentence: Sentence) -> Row:
    """Return a sentence as a row of the table ``sentence``."""
    return sealed((ordinal, chunk, sentence.text, sentence.start, sentence.end, sentence.kind.value))


def sentence_of(row: StoredRow) -> Sentence:
    """Return the sentence that a row holds."""
    unbroken(row, _SENTENCE, "sentence")
    return Sentence(row["text"], row["start"], row["end"], SentenceKind(row["kind"]))


def kpi_row(record: KpiRecord) -> Row:
    """Return a KPI record as a row of the table ``kpi``."""
    value = None if record.value is None else format(record.value, "f")
    return sealed((
        record.plan_id, record.table.value, record.field, record.issue, record.indicator, record.project_id,
        record.fiscal_year, record.period, record.kind.value, value, record.unit, record.raw, record.qualifier,
        record.certainty.value, record.start, record.end, record.cell_start, record.cell_end, record.evidence,
    ))  # fmt: skip


def kpi_of(row: StoredRow) -> KpiRecord:
    """Return the KPI record that a row holds."""
    unbroken(row, _KPI, "kpi")
    value = None if row["value"] is None else Decimal(row["value"])
    return KpiRecord(
        row["plan_id"], KpiTable(row["table"]), row["field"], row["issue"], row["indicator"], row["project_id"],
        row["fiscal_year"], row["period"], KpiKind(row["kind"]), value, row["unit"], row["raw"], row["qualifier"],
        Certainty(row["certainty"]), row["start"], row["end"], row["cell_start"], row["cell_end"], row["evidence"],
    )  # fmt: skip


def indicator_row(plan_id: str, indicator: Indicator) -> Row:
    """Return an indicator as a row of the table ``indicator``."""
    leading = None if indicator.leading is None else int(indicator.leading)
    return sealed((
        plan_id, indicator.table.value, indicator.field, indicator.issue, indicator.indicator, indicator.project_id,
        indicator.direction, indicator.formula, indicator.department, indicator.priority_issue, indicator.project_name,
        leading, indicator.years, indicator.definition, indicator.note, indicator.start, indicator.end,
    ))  # fmt: skip


def indicator_of(row: StoredRow) -> Indicator:
    """Return the indicator that a row holds."""
    unbroken(row, _INDICATOR, "indicator")
    leading = None if row["leading"] is None else bool(row["leading"])
    return Indicator(
        KpiTable(row["table"]), row["field"], row["issue"], row["indicator"], row["project_id"], row["direction"],
        row["formula"], row["department"], row["priority_issue"], row["project_name"], leading, row["years"],
        row["definition"], row["note"], row["start"], row["end"],
    )  # fmt: skip
