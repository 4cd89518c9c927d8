"""Writing the live index of any engine as JSON Lines, a plan at a time."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from pydantic import BaseModel

from corpus.access import Access
from index.dump.lines import Head, PlanLine, Proof
from index.dump.proof import proof_of
from index.errors import IndexFault
from index.prepared import place_in_index
from index.reader import IndexReader

FORMAT = 1


def dump(reader: IndexReader, path: Path) -> Proof:
    """Write an index to a file that only its owner may read, for staff plans are in it; return the proof it ends with.

    Raises:
        IndexFault: the file cannot be written; what stood there before still does.

    """
    proof = proof_of(reader)
    building = path.with_name(f".{path.name}-{token_hex(4)}")
    try:
        building.touch(mode=0o600, exist_ok=False)
        with building.open("w", encoding="utf-8") as file:
            for line in _lines(reader, proof):
                file.write(f"{line.model_dump_json()}\n")
        building.replace(path)
    except OSError as error:
        raise IndexFault(f"{path}: cannot write there ({error.strerror}); choose another file") from error
    finally:
        with suppress(OSError):
            building.unlink(missing_ok=True)
    return proof


def _lines(reader: IndexReader, proof: Proof) -> Iterator[BaseModel]:
    manifest = reader.manifest
    yield Head(
        dump=FORMAT, index_id=manifest.index_id, recipe=manifest.recipe, plans=manifest.plans,
        synonyms=manifest.synonyms,
    )  # fmt: skip
    for plan in sorted(reader.plans(access=Access.STAFF), key=lambda one: place_in_index(one.manifest)):
        yield PlanLine.of(*reader.prepared(plan.manifest.id))
    yield proof
