"""The word data: what plans call a thing, and what people and English speakers call it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

_FOLDER = Path(__file__).parent
CONCEPTS = _FOLDER / "concepts.jsonl"
# Question words (``how many``) ask for a kind of answer, and are no topic to search for.
_NO_TOPIC = "question"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing: the words of plans for it, and those of everyday speech."""

    formal: tuple[str, ...]
    everyday: tuple[str, ...]


class ConceptRow(BaseModel):
    """A concept as it is written in ``concepts.jsonl`` and ``synonyms.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_min_length=1, str_max_length=60)

    formal: tuple[str, ...] = Field(min_length=1)
    everyday: tuple[str, ...] = Field(min_length=1)

    def concept(self) -> Concept:
        """Return the concept that the row tells."""
        return Concept(self.formal, self.everyday)


@dataclass(frozen=True, slots=True)
class Translation:
    """An English phrase in lower case, and the words of plans for it."""

    english: str
    japanese: str
    kind: str

    @property
    def is_topic(self) -> bool:
        """Return whether the phrase names something to search for."""
        return self.kind != _NO_TOPIC


@cache
def built_in_concepts() -> tuple[Concept, ...]:
    """Return the concepts of ``concepts.jsonl``, in the order of the file."""
    lines = CONCEPTS.read_text(encoding="utf-8").splitlines()
    return tuple(ConceptRow.model_validate_json(line).concept() for line in lines)


@cache
def translations() -> tuple[Translation, ...]:
    """Return the rows of ``english.tsv``, in the order of the file."""
    return tuple(_translations())


def _translations() -> Iterator[Translation]:
    head, *lines = (_FOLDER / "english.tsv").read_text(encoding="utf-8").splitlines()
    columns = head.split("\t")
    for line in lines:
        yield Translation(**dict(zip(columns, line.split("\t"), strict=True)))
