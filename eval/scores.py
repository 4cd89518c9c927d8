"""Scores of a run: one value a question and measure; undefined is NaN in memory and null in the file."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Lost = Literal[
    "not_lost", "not_in_a_chunk", "not_retrieved", "not_selected", "dropped_by_verification", "abstained", "error",
    "unknown",
]  # fmt: skip


class QuestionScores(BaseModel):
    """One question's values by measure name, and at which step its evidence was lost."""

    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="null")

    id: str
    kind: str
    values: dict[str, float | None]
    passed: bool | None
    lost: Lost


class ScoreFile(BaseModel):
    """The content of a run's ``scores.json``; ``cases`` and ``answers`` are SHA-256 of what was scored."""

    model_config = ConfigDict(extra="forbid", frozen=True, ser_json_inf_nan="null")

    run: str
    index_id: str
    cases: str
    answers: str
    questions: tuple[QuestionScores, ...]
