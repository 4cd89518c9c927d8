"""What speaks for and against the way a KPI value was read."""

from typing import Final

from corpus.remarks.grammar import Code, Grammar, Remark, line_of

_JOINT: Final = "; "


class EvidenceCode(Code):
    """What a part of the evidence says."""

    BUT = "but", "but {part}"
    BLANKS_OUT = "blanks_out", "{part} ({count} blank cells taken out)"
    CELLS_BACK = "cells_back", "{part} ({count} lost cells put back)"
    BLANK_OUT = "blank_out", "{part} (a blank taken out at {at})"
    # Tables by year.
    LABEL = "label", "label position"
    NAME = "name", "name position"
    POSITION = "position", "position alone"
    COLUMN = "column", "header column"
    FILLED = "filled", "as many cells as years"
    LAST = "last", "last reported year"
    SIBLING = "sibling", "sibling row"
    KPI_TABLE = "kpi_table", "KPI table"
    ACTIVITY_TABLE = "activity_table", "activity table"
    COMMENT = "comment", "comment"
    NEIGHBOURS = "neighbours", "neighbouring rows"
    EACH_YEAR = "each_year", "one cell for each year"
    LATE = "late", "a value after the last reported year"
    LOST = "lost", "fewer cells than years"
    TEXT = "text", "a text where a year's value should stand"
    RIVAL = "rival", "another reading is as well supported"
    SURPLUS = "surplus", "more values than years"
    NOTHING_ELSE = "nothing_else", "nothing else agrees"
    NO_UNIT = "no_unit", "no unit, unlike the cells beside it"
    MISREAD = "misread", "the cell may be misread"
    # Surveys, targets and figures.
    BESIDE = "beside", "the one column beside a target"
    KIND_SAID = "kind_said", "kind in header"
    YEAR_SAID = "year_said", "year in header"
    LATER_TARGET = "later_target", "year after the plan's date, beside a target"
    LATER = "later", "year after the plan's date"
    FORECAST = "forecast", "heading speaks of a forecast"
    SAME_NAME = "same_name", "two rows have this name"
    SHORT_ROW = "short_row", "cells missing in the row"
    SECOND_LINE = "second_line", "the row's second line says {text}"
    HALF_READ = "half_read", "cell not fully understood"
    FOOTNOTE = "footnote", "year from a footnote on something else"
    RENAMED = "renamed", "named as beside its target"
    # Prose.
    CLAUSE = "clause", "one clause"
    LIMIT = "limit", "limit in a list of targets"
    WORDS = "words", "words of the sentence"
    ELSEWHERE = "elsewhere", "words elsewhere in the sentence"
    REACHED = "reached", "what is to be reached, not said to be a target"
    OTHER_YEAR = "other_year", "another year in the sentence"
    CLAUSES = "clauses", "name and value in different clauses"
    LABELLED = "labelled", "labelled line"
    # Everywhere.
    DISPUTED = "disputed", "another place says {text}"
    PERSON = "person", "kpi.csv"


EVIDENCE: Final = Grammar(EvidenceCode)


def edit_said(code: EvidenceCode, **figures: int) -> str:
    """Return what was put back or taken out, as it stands in parentheses behind a part of the evidence."""
    return line_of(code, "", **figures).strip(" ()")


def evidence_of(evidence: str) -> tuple[Remark, ...] | None:
    """Return the parts of a record's evidence, None where one of them is unknown."""
    return EVIDENCE.read_list(evidence, _JOINT)
