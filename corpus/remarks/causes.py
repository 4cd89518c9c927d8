"""What is wrong with a plan that is refused: the part of the line before its way out, where several lines share it."""

from typing import Final

from corpus.remarks.grammar import Code, Grammar


class CauseCode(Code):
    """What a cause says."""

    # Keys of plan.toml. ``KEY`` writes what pydantic says; the others tell its lines apart.
    KEY_MISSING = "key_missing", "{field} is missing; add it, for example {example}"
    KEY_UNKNOWN = "key_unknown", "unknown key {text}; remove it (known: {known})"
    KEY = "key", "{field} = {input}: {reason}; correct it"
    KEY_ID = "key_id", "id = {input}: String should match pattern '{pattern}'; correct it"
    KEY_SUPERSEDES = "key_supersedes", "supersedes = {input}: String should match pattern '{pattern}'; correct it"
    KEY_DATE = "key_date", "published = {input}: String should match pattern '{pattern}'; correct it"
    KEY_CHOICES = "key_choices", "{field} = {input}: Input should be {choices}; correct it"
    KEY_TEXT = "key_text", "{field} = {input}: Input should be a valid string; correct it"
    KEY_INTEGER = "key_integer", "{field} = {input}: Input should be a valid integer; correct it"
    KEY_BOOLEAN = "key_boolean", "{field} = {input}: Input should be a valid boolean; correct it"
    KEY_LEAST = "key_least", "{field} = {input}: Input should be greater than or equal to {least}; correct it"
    KEY_MOST = "key_most", "{field} = {input}: Input should be less than or equal to {most}; correct it"
    KEY_EMPTY = "key_empty", "{field} = {input}: String should have at least 1 character; correct it"
    KEY_LONG = "key_long", "{field} = {input}: String should have at most {most} characters; correct it"
    # Zip and Office files.
    NO_ARCHIVE = "no_archive", "not an Office file, or a broken one"
    LOCKED = "locked", "protected with a password"
    OLD = "old", "in the old Office format"
    MANY_PARTS = "many_parts", "holds more than {most} parts"
    UNPACKS = "unpacks", "unpacks to more than {most} MiB"
    PART_OUTSIDE = "part_outside", "holds a part whose name leaves the file"
    PART_LOCKED = "part_locked", "holds a part that is protected with a password"
    PART_ODD = "part_odd", "holds a part that was packed in an unusual way"
    PART_LARGE = "part_large", "holds a part of more than {most} MiB"
    PART_TIGHT = "part_tight", "holds a part that was packed too tightly to be text"
    MISSING = "missing", "missing"
    BROKEN = "broken", "broken"
    # Workbooks.
    TYPED = "typed", "{member}: holds a document type or is not UTF-8; open it in Excel and save it again"
    CELLS = "cells", "more than {most} cells; split the workbook or save as CSV"
    XML = "xml", "broken XML ({reason}); open it in Excel and save it again"
    NO_WORKBOOK = "no_workbook", "not a workbook, or a broken one ({reason}); open it in Excel and save it again"
    RANGE = "range", "a range of cells that is none ({text}); save it again in Excel"
    NO_SHEETS = "no_sheets", "holds no sheets; open it in Excel and save it again"


CAUSES: Final = Grammar(CauseCode)
