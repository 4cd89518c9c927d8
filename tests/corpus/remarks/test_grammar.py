"""Lines are read back as what they were written from."""

import pytest

from corpus.remarks.causes import CAUSES, CauseCode
from corpus.remarks.evidence import EVIDENCE, EvidenceCode, edit_said, evidence_of
from corpus.remarks.grammar import Code, Grammar, Remark, line_of
from corpus.remarks.lines import LINES, LineCode, remark_of
from corpus.remarks.parts import PARTS, PartCode
from corpus.remarks.places import PLACES, PlaceCode, place_of
from corpus.remarks.refusals import REFUSALS, RefusalCode
from tests.corpus.remarks.figures import figures_of, holds_lines

INNER = {
    LineCode: (PARTS, PartCode.OUTSIDE),
    PartCode: (PARTS, PartCode.PICTURE),
    EvidenceCode: (EVIDENCE, EvidenceCode.LAST),
    RefusalCode: (CAUSES, CauseCode.KEY_CHOICES),
}
GRAMMARS = (LINES, PARTS, PLACES, EVIDENCE, REFUSALS, CAUSES)


@pytest.mark.parametrize(("grammar", "code"), [(grammar, code) for grammar in GRAMMARS for code in grammar.codes])
def test_a_line_is_read_back_as_its_code_and_figures(grammar: Grammar, code: Code) -> None:
    figures = figures_of(code)
    if not holds_lines(code):
        assert grammar.read(line_of(code, **figures)) == Remark(code, figures)
        return
    inner, part = INNER[type(code)]
    line = line_of(part, **figures_of(part))
    assert grammar.read(line_of(code, line, **figures)) == Remark(code, figures, (Remark(part, figures_of(part)),))
    assert grammar.read(line_of(code, "no such part", **figures)) is None
    assert inner.read(line) is not None


def test_no_two_codes_write_the_same() -> None:
    for grammar in GRAMMARS:
        assert len({code.template for code in grammar.codes}) == len(list(grammar.codes))


@pytest.mark.parametrize("line", ["", "something else", "line 3", "x" * 3000 + ": states no value"])
def test_other_lines_have_no_code(line: str) -> None:
    assert remark_of(line) is None


def test_a_list_may_hold_its_own_joint() -> None:
    heads = [line_of(PartCode.RUNNING, text="第1章, 現状", count=3), line_of(PartCode.NUMBERS, count=12)]
    read = remark_of(line_of(LineCode.LEFT_OUT, *heads))
    assert read is not None
    assert [(part.code, part.figures) for part in read.parts] == [
        (PartCode.RUNNING, {"text": "第1章, 現状", "count": "3"}),
        (PartCode.NUMBERS, {"count": "12"}),
    ]


def test_a_text_that_looks_like_a_line_changes_no_code() -> None:
    for text in ("not read yet: a folder", "a: states no value", "60: a value behind those of all years"):
        read = remark_of(line_of(LineCode.NO_VALUE, text=text))
        assert (read and read.code, read and read.figures) == (LineCode.NO_VALUE, {"text": text})


def test_a_misread_text_is_told_from_what_stands_around_it() -> None:
    for part in (PartCode.REPLACED, PartCode.LETTER_IN_FIGURE):
        figures = {"text": "7.32八", "count": "2", "quote": "比率: 7.32八, 前年"}
        read = remark_of(line_of(LineCode.MISREAD_OFTEN, line_of(part), **figures))
        assert read == Remark(LineCode.MISREAD_OFTEN, figures, (Remark(part, {}),))


def test_evidence_is_a_list_with_what_speaks_against() -> None:
    edit = edit_said(EvidenceCode.BLANKS_OUT, count=2)
    said = (
        f"header column; last reported year ({edit}); but fewer cells than years; no unit, unlike the cells beside it"
    )
    read = evidence_of(said)
    assert read is not None
    assert [one.code for one in read] == [
        EvidenceCode.COLUMN, EvidenceCode.BLANKS_OUT, EvidenceCode.BUT, EvidenceCode.NO_UNIT,
    ]  # fmt: skip
    assert [part.code for one in read for part in one.parts] == [EvidenceCode.LAST, EvidenceCode.LOST]
    assert evidence_of("header column; something else") is None


def test_places() -> None:
    assert place_of("sheet 目標, cell B2") == Remark(PlaceCode.CELL, {"sheet": "目標", "cell": "B2"})
    assert place_of("sheet 目標, 実績") == Remark(PlaceCode.SHEET, {"sheet": "目標, 実績"})
    assert place_of("pages 3, 5-7") == Remark(PlaceCode.PAGES, {"pages": "3, 5-7"})
    assert place_of("凧あげの参加者, 2024") is None
