"""Scoring a run folder, without the assistant."""

import hashlib
from pathlib import Path

from pydantic import ValidationError

from eval.errors import RunError
from eval.runs import RunFolder, write_whole
from eval.scores import ScoreFile
from eval.scoring import score_questions

SCORES = "scores.json"


def score_run(run: RunFolder) -> ScoreFile:
    """Return the scores of a run; the same cases and answers give the same scores."""
    return ScoreFile(
        run=run.path.resolve().name,
        index_id=run.versions.index_id,
        cases=_digest(run.path / "cases.jsonl"),
        answers=_digest(run.path / "answers.jsonl"),
        questions=tuple(score_questions(run.cases(), run.rows(), run.sources(), run.chunks())),
    )


def write_scores(run: RunFolder) -> ScoreFile:
    """Write a run's ``scores.json`` and return it."""
    scores = score_run(run)
    write_whole(run.path / SCORES, scores.model_dump_json(indent=1))
    return scores


def scored(path: Path) -> Path:
    """Return the path of a run, scored first where it has no scores of its present cases and answers.

    Raises:
        RunError: there is no run.

    """
    run = RunFolder.open(path)
    try:
        found = read_scores(run)
        fresh = (found.cases, found.answers) == (_digest(path / "cases.jsonl"), _digest(path / "answers.jsonl"))
    except RunError:
        fresh = False
    if not fresh:
        write_scores(run)
    return path


def read_scores(run: RunFolder) -> ScoreFile:
    """Return a run's scores as they stand in its folder.

    Raises:
        RunError: it has none, or they cannot be read.

    """
    try:
        return ScoreFile.model_validate_json((run.path / SCORES).read_bytes())
    except (OSError, ValidationError) as error:
        raise RunError(f"{run.path}: no scores that can be read; run `assistant eval score {run.path}`") from error


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
