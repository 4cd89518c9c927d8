"""docs/evaluation.md names every column, word, measure, command, file and field."""

from pathlib import Path

import pytest
import typer

from eval.cli import register
from eval.feedback import FeedbackRow
from eval.judge import Judged
from eval.measures.registry import MEASURES, SET_MEASURES
from eval.runs import RunConfig, RunVersions
from eval.scores import QuestionScores, ScoreFile
from eval.table_cells import table_columns

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_every_column_and_word_of_a_table() -> None:
    for column, spellings in table_columns().heads.items():
        assert f"| {spellings[0]} | `{column}` |" in TEXT, column
    for column, words in table_columns().words.items():
        for value, spellings in words.items():
            assert f"{spellings[0]} (`{value}`)" in TEXT, (column, value)


@pytest.mark.parametrize("name", [*MEASURES, *SET_MEASURES])
def test_every_measure(name: str) -> None:
    assert f"`{name}`" in TEXT


def test_every_command() -> None:
    app = typer.Typer()
    register(app)
    group = typer.main.get_group(app).commands["eval"]
    names = list(getattr(group, "commands", ()))
    assert len(names) == 13
    assert [name for name in names if f"eval {name}" not in TEXT] == []


@pytest.mark.parametrize("model", [RunConfig, RunVersions, QuestionScores, ScoreFile, Judged, FeedbackRow])
def test_every_field_of_every_file(model: type[RunConfig]) -> None:
    named = {"questions"}  # "for every question"
    assert [name for name in model.model_fields if f"`{name}`" not in TEXT and name not in named] == []
