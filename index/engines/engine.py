"""What an engine does: it opens the live generation, and lets one writer at a time put another in its place."""

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from typing import Protocol

from index.embedding import Embedder
from index.errors import IndexDamagedError
from index.manifest import Manifest
from index.prepared import Content
from index.reader import IndexReader

# What else must hold of a new generation before it goes live: yields what is wrong.
Proof = Callable[[IndexReader], Iterable[str]]


class Engine(Protocol):
    """One index at one place; ``str`` of an engine is what messages call the place, without a password."""

    def generation(self) -> str:
        """Return the name of the live generation: another name, another generation. Raises as ``manifest``."""
        ...

    def manifest(self) -> Manifest:
        """Return the manifest of the live generation; raises as ``open``, IndexMismatchError apart."""
        ...

    def open(self, embedder: Embedder) -> IndexReader:
        """Return the live generation.

        Raises:
            IndexMissingError: there is none.
            IndexMismatchError: it was built with another model, chunker or format.
            IndexDamagedError: a part of it is missing or cannot be read.
            IndexUnavailableError: its server does not answer.

        """
        ...

    def writing(self) -> AbstractContextManager["Writer"]:
        """Return the one writer's place for as long as the block runs; clears what killed writers left.

        Raises:
            IndexBusyError: another process writes.
            IndexFault: the place cannot be written.

        """
        ...


class Writer(Protocol):
    """The one writer of an index."""

    def publish(self, content: Content, embedder: Embedder, proof: Proof) -> None:
        """Build a generation beside the live one, verify it, make it live; all but the last two then go.

        Raises:
            IndexDamagedError: it failed its check or the proof; the old generation stays live.
            IndexFault: the place cannot be written; the old generation stays live.

        """
        ...


def no_proof(_reader: IndexReader) -> Iterable[str]:
    """Return nothing: the engine's own check is enough."""
    return ()


def verify(reader: IndexReader, proof: Proof) -> None:
    """Return where a new generation is sound, and close it in any case.

    Raises:
        IndexDamagedError: its own check or the proof finds something wrong.

    """
    try:
        problems = reader.problems() or tuple(proof(reader))
    finally:
        reader.close()
    if problems:
        raise IndexDamagedError(f"{reader.place}: the new index failed its check ({problems[0]}); the old one stays")
