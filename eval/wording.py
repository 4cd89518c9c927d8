"""The words of the report and the comparison, from ``eval/wording/report.toml``."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

_FILE: Final = Path(__file__).parent / "wording" / "report.toml"
Words = dict[str, dict[str, str]]


@cache
def report_wording() -> Words:
    """Return the words by table and key, in the order of the file."""
    return TypeAdapter(Words).validate_python(tomllib.loads(_FILE.read_text(encoding="utf-8")))
