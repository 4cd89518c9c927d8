"""The written training data: questions and the passages that answer them, everyday words and official words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from index.errors import ModelError
from index.lexicon.concepts import CONCEPTS, Concept, ConceptRow

_DATA = Path(__file__).with_name("data")
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=400)]


class Pair(BaseModel):
    """A question and a passage that answers it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: _Text
    passage: _Text


class Passage(BaseModel):
    """A passage, questions that it answers, and a passage close in topic that answers none of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passage: _Text
    questions: Annotated[tuple[_Text, ...], Field(min_length=1)]
    near: _Text


class PlanSection(BaseModel):
    """A section of an invented plan, and questions that it answers and no other section of that plan does."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    plan: _Text
    heading: _Text
    sentences: Annotated[tuple[_Text, ...], Field(min_length=1)]
    questions: Annotated[tuple[_Text, ...], Field(min_length=1)]


class IndicatorName(BaseModel):
    """The name of an indicator with its field, and questions for its figure."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: _Text
    field: _Text
    questions: Annotated[tuple[_Text, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class TrainingRows:
    """All rows, in file order."""

    pairs: tuple[Pair, ...] = ()
    passages: tuple[Passage, ...] = ()
    concepts: tuple[Concept, ...] = ()
    sections: tuple[PlanSection, ...] = ()
    indicators: tuple[IndicatorName, ...] = ()


Row = TypeVar("Row", bound=BaseModel)


def training_rows(data: Path = _DATA, concepts: Path = CONCEPTS) -> TrainingRows:
    """Return the bundled training data. Raises ModelError for a broken row, with its file and line."""
    return TrainingRows(
        tuple(_read(data / "pairs.jsonl", Pair)),
        tuple(_read(data / "passages.jsonl", Passage)),
        tuple(row.concept() for row in _read(concepts, ConceptRow)),
        tuple(_read(data / "sections.jsonl", PlanSection)),
        tuple(_read(data / "indicators.jsonl", IndicatorName)),
    )


def data_files() -> Sequence[Path]:
    """Return the files that the shipped model is trained from."""
    written = ("pairs", "passages", "sections", "indicators")
    return (*(_DATA / f"{name}.jsonl" for name in written), CONCEPTS)


def _read(path: Path, kind: type[Row]) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ModelError(f"{path}: unreadable ({error.strerror}); training needs it") from error
    for number, line in enumerate(lines, 1):
        try:
            yield kind.model_validate_json(line)
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            raise ModelError(f"{path}, line {number}: {first['msg']}; mend or remove the row") from error
