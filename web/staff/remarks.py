"""What was said while a plan was read, in the language of a page."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from corpus.health import UncertainValue
from corpus.notice import Notice
from corpus.plan import Rejection
from corpus.remarks.causes import CauseCode
from corpus.remarks.evidence import EvidenceCode, evidence_of
from corpus.remarks.grammar import Code, Remark
from corpus.remarks.lines import LineCode
from corpus.remarks.parts import PartCode
from corpus.remarks.places import PlaceCode, place_of
from corpus.remarks.refusals import RefusalCode, refusals_of
from web.rendering import lang_of
from web.wording import Wording

_TABLES: Final[Mapping[type[Code], str]] = {
    LineCode: "remark_lines",
    PartCode: "remark_parts",
    PlaceCode: "remark_places",
    EvidenceCode: "remark_evidence",
    RefusalCode: "remark_refusals",
    CauseCode: "remark_causes",
}
_QUOTED: Final = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in, as HTML names it."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class RemarkWords:
    """Rejections, notices and doubts in the words of one language; a line without words stays as it is."""

    words: Wording

    def place(self, place: str) -> Said:
        """Return where in a file something was; the text is empty where no place is named."""
        return self._said(place_of(place), place)

    def why(self, one: Rejection | Notice) -> Said:
        """Return why something was not taken, or what was noticed."""
        return self._said(one.remark, one.message if isinstance(one, Notice) else one.reason)

    def whole(self, one: Rejection | Notice) -> Said:
        """Return the file, the place and what is said of it."""
        place, why = self.place(one.place), self.why(one)
        return Said(f"{' '.join(filter(None, (one.file, place.text)))}: {why.text}", why.lang)

    def refusal(self, line: str) -> str:
        """Return why a plan or zip file was refused; empty where this cannot be told in the words of the language."""
        told = [self._sentence(remark) for remark in refusals_of(line)]
        return "" if None in told else " ".join(filter(None, told))

    def doubt(self, value: UncertainValue) -> Said:
        """Return an uncertain value with what speaks for and against it."""
        evidence = self._evidence(value.evidence)
        year = str(value.fiscal_year or value.period)
        kind = self.words(f"kpi_kinds.{value.kind.value}")
        told = (value.project_id, value.indicator, year, kind, value.raw, evidence.text)
        return Said(" / ".join(filter(None, told)), evidence.lang)

    def _evidence(self, evidence: str) -> Said:
        found = evidence_of(evidence)
        sentences = [self._sentence(remark) for remark in found or ()]
        told = [one for one in sentences if one is not None]
        if not told or len(told) < len(sentences):
            return Said(evidence, lang_of(evidence))
        return Said(self.words("remark_joint.between").join(told), self.words.html_lang)

    def _said(self, remark: Remark | None, line: str) -> Said:
        sentence = self._sentence(remark) if remark else None
        return Said(line, lang_of(line)) if sentence is None else Said(sentence, self.words.html_lang)

    def _sentence(self, remark: Remark) -> str | None:
        """Return the words of a remark, None where it or a part of it has none."""
        told = [self._sentence(part) for part in remark.parts]
        parts = self.words("remark_joint.between").join(part for part in told if part is not None)
        if None in told:
            return None
        figures = {name: _FIGURES.get(name, str)(figure) for name, figure in remark.figures.items()}
        try:
            return self.words(f"{_TABLES[type(remark.code)]}.{remark.code}", **figures, part=parts, parts=parts)
        except KeyError:
            return None


def _choices(listed: str) -> str:
    """Return what may be chosen, as Japanese and English alike list it: 'a', 'b' or 'c' -> 「a」「b」「c」."""
    return "".join(f"「{choice}」" for choice in _QUOTED.findall(listed))


def _file(named: str) -> str:
    """Return the name of a file; a line on a part of a workbook names it twice."""
    once = named[: len(named) // 2 - 1]
    return once if named == f"{once}, {once}" else named


_FIGURES: Final[Mapping[str, Callable[[str], str]]] = {"choices": _choices, "file": _file}
