"""The check of free sentences: tricky pairs, none of which may fail."""

from pathlib import Path

import pytest

from assistant.steps.claim_source import ClaimSource
from assistant.steps.claims import unsupported

QUALITY = Path(__file__).parents[2] / "quality"


def _rows() -> list[tuple[str, str, str]]:
    lines = (QUALITY / "claims.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(row[0], "\t".join(row[1:-1]), row[-1]) for row in rows]


def _sources(cell: str) -> list[ClaimSource]:
    parts = [part.split("|") for part in cell.replace("\\n", "\n").split("||")]
    return [
        ClaimSource(part[-1], tuple(part[1:2]), part[0]) if len(part) > 1 else ClaimSource(part[0]) for part in parts
    ]


@pytest.mark.parametrize(("sentence", "cell", "holds"), _rows())
def test_tricky_pairs(sentence: str, cell: str, holds: str) -> None:
    found = unsupported(sentence, _sources(cell))
    assert (not found) is (holds == "yes"), found


@pytest.mark.parametrize("sentence", ["x", "はい。", "…", "です", "OK", "承知いたしました。"])
def test_what_says_nothing_of_the_source_is_not_backed_by_it(sentence: str) -> None:
    assert unsupported(sentence, [ClaimSource("受付は48件です。")])


def test_the_table_is_long_enough() -> None:
    assert len(_rows()) >= 60
