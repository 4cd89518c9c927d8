"""Loading a dump into any engine: a plan at a time, built beside the live index, proved, then made live."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from index.dump.lines import Head, PlanLine, Proof
from index.dump.proof import Parity, proof_of
from index.dump.writing import FORMAT
from index.embedding import Embedder
from index.engines.engine import Engine
from index.errors import IndexFault
from index.manifest import check_recipe
from index.prepared import Content, PreparedPlan
from index.reader import IndexReader

_Line = TypeVar("_Line", bound=BaseModel)


def load(path: Path, engine: Engine, embedder: Embedder) -> Parity:
    """Make the index of an engine that of a dump; return what was compared.

    Raises:
        IndexFault: the dump is broken or of another model, or the new index is not the same: the old one stays.

    """
    dumped = Dump.open(path)
    check_recipe(dumped.head.recipe, embedder, str(path))
    content = Content(dumped.head.recipe, dumped, dumped.head.plans, dumped.head.synonyms)
    compared: list[Parity] = []

    def same(reader: IndexReader) -> Iterable[str]:
        compared.append(Parity(dumped.proof, proof_of(reader)))
        return compared[-1].faults()

    with engine.writing() as writer:
        writer.publish(content, embedder, same)
    return compared[-1]


@dataclass(frozen=True, slots=True)
class Dump:
    """The plans of a dump, read from the file each time they are gone through; one is in memory at a time."""

    path: Path
    head: Head
    proof: Proof
    lines: int

    @classmethod
    def open(cls, path: Path) -> "Dump":
        """Return a dump whose first and last line are sound.

        Raises:
            IndexFault: there is no such file, it was not written to its end, or by another version.

        """
        try:
            with path.open("rb") as file:
                first = last = file.readline()
                count = 1
                while line := file.readline():
                    last, count = line, count + 1
        except OSError as error:
            raise IndexFault(f"{path}: cannot be read ({error.strerror}); name another file") from error
        head = _parsed(Head, first, path, 1)
        if head.dump != FORMAT:
            raise IndexFault(f"{path}: dump format {head.dump}, expected {FORMAT}; write it anew with this version")
        if count != len(head.plans) + 2:
            raise IndexFault(f"{path}: {count} lines, expected {len(head.plans) + 2}; write it anew")
        return cls(path, head, _parsed(Proof, last, path, count), count)

    def __iter__(self) -> Iterator[PreparedPlan]:
        """Yield the plans in order; raises IndexFault at a broken line."""
        with self.path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if 1 < number < self.lines:
                    yield self._plan(line, number)

    def _plan(self, line: bytes, number: int) -> PreparedPlan:
        try:
            return _parsed(PlanLine, line, self.path, number).prepared(self.head.recipe.dimension)
        except ValueError as error:
            raise IndexFault(f"{self.path}, line {number}: {error}; write the dump anew") from error


def _parsed(kind: type[_Line], line: bytes, path: Path, number: int) -> _Line:
    try:
        return kind.model_validate_json(line)
    except ValidationError as error:
        faults = error.error_count()
        raise IndexFault(f"{path}, line {number}: broken ({faults} faults); write the dump anew") from error
