"""Single indicators in running text and in lists: 「実質公債費比率は2.2%」, 「目標値：80%以上」."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.display import DisplayText, clean
from corpus.japanese.era import YearMention
from corpus.japanese.sentences import split_sentences
from corpus.japanese.width import Normalised, normalise
from corpus.kpi.extract import Found, Source
from corpus.kpi.prose.lists import LineValue, values_in_lines
from corpus.kpi.prose.values import Said, values_said
from corpus.kpi.prose.words import prose_words
from corpus.kpi.record import Certainty, KpiKind, KpiRecord, KpiTable
from corpus.kpi.surveys.links import linked
from corpus.kpi.surveys.place import field_of, issue_of
from corpus.kpi.surveys.records import indicators_of
from corpus.layout.blocks import Block, BlockKind
from corpus.plan import PlanManifest
from corpus.remarks.evidence import EvidenceCode
from corpus.remarks.grammar import line_of
from corpus.sections import SectionBody

_SPOKEN = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.NUMBERED)
_CLAUSE, _LIMIT = EvidenceCode.CLAUSE.template, EvidenceCode.LIMIT.template
_WORDS = EvidenceCode.WORDS.template
_SURE = (_CLAUSE, _LIMIT, _WORDS)
_LONGEST = 1000  # a longer sentence is text without full stops
_LONGEST_LINE = 60  # of a list that gives a name and its value


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence in matching form, with the way back to the plan's text."""

    text: str
    matching: Normalised
    display: DisplayText
    offset: int

    def source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the plan's text behind characters of the sentence."""
        first, last = self.matching.source(start, end)
        return self.display.source(self.offset + first, self.offset + last)


def find_in_prose(source: Source) -> Found:
    """Return the values that sentences and list lines state of a named measure, in order of their place.

    Only plain statements are taken: what is left out is ordinary text and gives no rejection.
    """
    records = [record for body in source.bodies if _speaks(body) for record in _section(source, body)]
    records = linked(sorted(records, key=lambda record: record.cell_start), figures=True)
    return Found(tuple(records), tuple(indicators_of(records)))


def _speaks(body: SectionBody) -> bool:
    headings = "".join(body.section.heading)
    return not body.section.contents and not any(word in headings for word in prose_words().sections)


def _section(source: Source, body: SectionBody) -> Iterator[KpiRecord]:
    blocks = [block for block in body.blocks if block.kind in _SPOKEN]
    lines = values_in_lines(blocks)
    taken = {line.cell_start for line in lines}
    for line in lines:
        yield _of_line(source, body, line)
    for block in blocks:
        for sentence in _sentences(source.text, block):
            for said in _values(source.manifest, body, sentence):
                start, end = sentence.source(said.start, said.end)
                if start not in taken and "\n" not in source.text[start:end]:
                    yield _of_sentence(source, body, sentence, said)


def _values(manifest: PlanManifest, body: SectionBody, sentence: _Sentence) -> list[Said]:
    short = len(sentence.text) <= _LONGEST_LINE and "。" not in sentence.text
    return values_said(sentence.text, manifest.city, listed=short and _lists(body))


def _lists(body: SectionBody) -> bool:
    return any(word in body.section.title for word in prose_words().lists)


def _sentences(text: str, block: Block) -> Iterator[_Sentence]:
    display = clean(text, block.start, block.end)
    spans = split_sentences(display.text)
    for start, end in (span for span in spans if span[1] - span[0] <= _LONGEST):
        matching = normalise(display.text[start:end])
        if any(letter.isdigit() or letter in "一二三四五六七八九十百千万" for letter in matching.text):
            yield _Sentence(matching.text, matching, display, start)


def _of_sentence(source: Source, body: SectionBody, sentence: _Sentence, said: Said) -> KpiRecord:
    cell_start, cell_end = sentence.source(said.start, said.end)
    start, end = sentence.source(0, len(sentence.text))
    kind, evidence = _kind(body, sentence.text, said)
    sure = not said.doubt and evidence in _SURE
    year, period = _time(said.year, said.period, sentence.text)
    return KpiRecord(
        plan_id=source.manifest.id,
        table=KpiTable.KPI if kind is KpiKind.TARGET else KpiTable.FIGURE,
        field=field_of(body.section.heading),
        issue=issue_of(body.section.heading),
        indicator=said.name,
        project_id="",
        fiscal_year=year,
        period=period,
        kind=kind,
        value=said.quantity.value,
        unit=said.quantity.unit,
        raw=source.text[cell_start:cell_end],
        qualifier=said.qualifier,
        certainty=Certainty.CERTAIN if sure else Certainty.UNCERTAIN,
        start=start,
        end=end,
        cell_start=cell_start,
        cell_end=cell_end,
        evidence=said.doubt if said.doubt and evidence == _CLAUSE else "; ".join(filter(None, [evidence, said.doubt])),
    )


def _kind(body: SectionBody, sentence: str, said: Said) -> tuple[KpiKind, str]:
    """Return what a value states by the words of its sentence, and how that is known."""
    clause = sentence[said.end :].split("、", 1)[0]
    near = {kind for kind, words in prose_words().kinds.items() if any(word in clause for word in words)}
    far = {kind for kind, words in prose_words().kinds.items() if any(word in sentence for word in words)}
    if said.qualifier in prose_words().limits and _lists(body):
        return KpiKind.TARGET, _LIMIT
    if len(near) == 1:
        return near.pop(), _WORDS
    if far:
        kind = KpiKind.FORECAST if KpiKind.FORECAST in far else KpiKind.TARGET
        last = len(far) == 1 and said.end >= _last_value(sentence)
        return kind, _WORDS if last else line_of(EvidenceCode.ELSEWHERE)
    if said.link == "を":
        return KpiKind.TARGET, line_of(EvidenceCode.REACHED)
    return KpiKind.ACTUAL, _CLAUSE


def _last_value(sentence: str) -> int:
    return max((at for at, letter in enumerate(sentence) if letter.isdigit()), default=0)


def _time(year: YearMention | None, period: str, sentence: str) -> tuple[int | None, str]:
    if year is None:
        return None, period
    said = sentence[year.start : year.end]
    if not year.fiscal:
        return None, period if said in period else said
    return year.year, period if period and period != said else ""


def _of_line(source: Source, body: SectionBody, line: LineValue) -> KpiRecord:
    return KpiRecord(
        plan_id=source.manifest.id,
        table=KpiTable.KPI,
        field=field_of(body.section.heading),
        issue=issue_of(body.section.heading),
        indicator=line.name,
        project_id="",
        fiscal_year=line.fiscal_year,
        period=line.period,
        kind=line.kind,
        value=line.value.value,
        unit=line.value.unit or line.unit,
        raw=source.text[line.cell_start : line.cell_end],
        qualifier=line.value.qualifier,
        certainty=Certainty.UNCERTAIN if line.value.doubtful else Certainty.CERTAIN,
        start=line.start,
        end=line.end,
        cell_start=line.cell_start,
        cell_end=line.cell_end,
        evidence=line_of(EvidenceCode.LABELLED),
    )
