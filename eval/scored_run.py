"""A scored run as it stands in its folder: cases, answers and scores, question by question."""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue, TypeAdapter, ValidationError

from eval.answer_file import AnswerRow, GivenAnswer
from eval.cases import AnyCase, UnanswerableCase, read_cases
from eval.errors import EvalError
from eval.measures.expected import gold_of, values_of
from eval.measures.registry import MEASURES
from eval.rows import read_rows
from eval.scores import QuestionScores, ScoreFile

PASSED = "passed"
_PACKAGE = "packages."
_OBJECT: TypeAdapter[dict[str, JsonValue]] = TypeAdapter(dict[str, JsonValue])
_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[-T](\d{2})[-:]?(\d{2})[-:]?(\d{2}))?(?!\d)")

Setting = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a run; ``row`` is None where the answer file has no row for it."""

    case: AnyCase
    row: AnswerRow | None
    scores: QuestionScores

    def value(self, measure: str) -> float:
        """Return the question's value of a measure, 1 or 0 for ``passed``; NaN where it has none."""
        value = self.scores.passed if measure == PASSED else self.scores.values.get(measure)
        return math.nan if value is None else float(value)

    @property
    def values(self) -> tuple[tuple[str, float], ...]:
        """Return the measures that have a value, in the order of the score file."""
        given = ((measure, self.value(measure)) for measure in self.scores.values)
        return tuple((measure, value) for measure, value in given if not math.isnan(value))

    @property
    def answer(self) -> GivenAnswer | None:
        """Return the answer; None where there is an error or nothing instead."""
        return self.row.answer if self.row else None


@dataclass(frozen=True, slots=True)
class ScoredRun:
    """A run: what it was called and made with, and its questions in the order of the cases.

    ``config``, ``versions`` and ``packages`` are flat: ``("search.top", "5")``; ``date`` is ISO, to the day or the
    second. ``sources`` are the texts of the plans that the folder keeps, by plan id.
    """

    name: str
    index_id: str
    date: str
    config: tuple[Setting, ...]
    versions: tuple[Setting, ...]
    packages: tuple[Setting, ...]
    questions: tuple[Question, ...]
    sources: Mapping[str, str]

    @property
    def measures(self) -> tuple[str, ...]:
        """Return ``passed`` and then every measure that some question has, in the order of the registry."""
        found = dict.fromkeys(name for question in self.questions for name in question.scores.values)
        known = [name for name in MEASURES if name in found]
        return (PASSED, *known, *(name for name in found if name not in MEASURES))

    @property
    def failed(self) -> tuple[Question, ...]:
        """Return the questions that did not pass; those without a verdict are not among them."""
        return tuple(question for question in self.questions if question.scores.passed is False)


def read_scored_run(folder: Path) -> ScoredRun:
    """Return the run of a folder.

    Raises:
        EvalError: a file is missing or cannot be read, or a score belongs to no case of the folder.

    """
    scores = _scores(folder / "scores.json")
    cases = {case.id: case for case in read_cases([_present(folder / "cases.jsonl")])}
    rows = {row.id: row for _, row in read_rows(_present(folder / "answers.jsonl"))}
    by_id = {one.id: one for one in scores.questions}
    strange = next((name for name in by_id if name not in cases), None)
    if strange is not None:
        raise EvalError(f"{folder / 'scores.json'}: {strange!r} is not in cases.jsonl; {_way_out(folder)}")
    versions = _settings(folder / "versions.json")
    return ScoredRun(
        name=scores.run,
        index_id=scores.index_id,
        date=_date(scores.run, folder / "answers.jsonl"),
        config=_settings(folder / "config.json"),
        versions=tuple(row for row in versions if not row[0].startswith(_PACKAGE)),
        packages=tuple((name.removeprefix(_PACKAGE), value) for name, value in versions if name.startswith(_PACKAGE)),
        questions=tuple(Question(case, rows.get(name), by_id[name]) for name, case in cases.items() if name in by_id),
        sources={path.stem: path.read_bytes().decode() for path in sorted((folder / "sources").glob("*.txt"))},
    )


def _way_out(folder: Path) -> str:
    return f"score it: assistant eval score {folder}"


def _present(path: Path) -> Path:
    if path.is_file():
        return path
    if path.name == "scores.json" and (path.parent / "answers.jsonl").is_file():
        raise EvalError(f"{path}: the run is not scored; {_way_out(path.parent)}")
    raise EvalError(f"{path}: no such file; name the folder of a run that assistant eval run and score have made")


def _scores(path: Path) -> ScoreFile:
    try:
        return ScoreFile.model_validate_json(_present(path).read_bytes())
    except ValidationError as error:
        raise EvalError(f"{path}: {_first(error)}; {_way_out(path.parent)}") from error


def _settings(path: Path) -> tuple[Setting, ...]:
    try:
        return tuple(_flat("", _OBJECT.validate_json(_present(path).read_bytes())))
    except ValidationError as error:
        raise EvalError(f"{path}: {_first(error)}; it holds one JSON object") from error


def _first(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else first["msg"]


def _flat(prefix: str, value: JsonValue) -> Iterator[Setting]:
    if isinstance(value, dict) and value:
        for name, inner in value.items():
            yield from _flat(f"{prefix}.{name}" if prefix else name, inner)
    else:
        yield prefix, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _date(name: str, answers: Path) -> str:
    """Return when the run was made: as its name says, else the day of the last answer."""
    found = _DATE.search(name)
    if not found:
        return datetime.fromtimestamp(answers.stat().st_mtime, UTC).strftime("%Y-%m-%d")
    day, time = found.groups()[:3], found.groups()[3:]
    return f"{'-'.join(day)} {':'.join(time)}" if all(time) else "-".join(day)


def plans_of(case: AnyCase) -> tuple[str, ...]:
    """Return the plans that a case is about: those of its gold or values, else the near one, else those chosen."""
    gold = [*(one.plan_id for one in gold_of(case)), *(one.plan_id for one in values_of(case))]
    near = [case.near_plan_id] if isinstance(case, UnanswerableCase) and case.near_plan_id else []
    return tuple(dict.fromkeys(gold or near or case.plan_ids))


def defined(questions: Iterable[Question], measure: str) -> list[float]:
    """Return the values of a measure, those that are undefined left out."""
    return [value for question in questions if not math.isnan(value := question.value(measure))]
