"""``assistant migrate``: the live index moves from one place to another, without reading or embedding anything anew."""

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from assistant.commands.options import load_settings
from assistant.reader import embedder_of
from assistant.settings import Settings
from index.dump.lines import Proof
from index.dump.loading import load
from index.dump.proof import Parity
from index.dump.writing import dump
from index.embedding import Embedder
from index.engines.choice import engine_of
from index.place import Place, place_of

_SUFFIX = ".jsonl"
_From = Annotated[
    str,
    typer.Argument(metavar="FROM", help="Folder or postgresql:// URL of an index, or a .jsonl file."),
]
_To = Annotated[str, typer.Argument(metavar="TO", help="Folder, postgresql:// URL, or a .jsonl file to write.")]


def register(app: typer.Typer) -> None:
    """Add ``migrate``."""
    app.command("migrate")(migrate)


def migrate(source: _From, target: _To) -> None:
    """Move the live index from one place to another and prove that it is the same there; exit 1 where it is not.

    Raises:
        IndexFault: one of the places cannot be used, or the index is not the same: what was live in TO stays live.

    """
    given, wanted = place_of(source), place_of(target)
    if given == wanted or (_is_dump(given) and _is_dump(wanted)):
        raise typer.BadParameter(f"FROM and TO are both the same place, or both {_SUFFIX} files; one must be an index")
    settings = load_settings()
    embedder = embedder_of(settings)
    with TemporaryDirectory(prefix="plan-assistant-") as folder:
        between = Path(folder) / f"index{_SUFFIX}"
        if isinstance(wanted, Path) and _is_dump(wanted):
            _write(given, wanted, settings, embedder)
        elif isinstance(given, Path) and _is_dump(given):
            _read(given, wanted, settings, embedder)
        else:
            _write(given, between, settings, embedder)
            _read(between, wanted, settings, embedder)


def _is_dump(place: Place) -> bool:
    return isinstance(place, Path) and place.suffix == _SUFFIX


def _write(given: Place, path: Path, settings: Settings, embedder: Embedder) -> None:
    with closing(engine_of(given, settings.vectors).open(embedder)) as reader:
        proof = dump(reader, path)
        typer.echo(f"index {reader.index_id} from {given}: {_counts(proof)}")


def _read(path: Path, wanted: Place, settings: Settings, embedder: Embedder) -> None:
    engine = engine_of(wanted, settings.vectors)
    parity = load(path, engine, embedder)
    typer.echo(f"index {engine.manifest().index_id} is live in {wanted}: {_counts(parity.after)}")
    typer.echo(_compared(parity))


def _counts(proof: Proof) -> str:
    return (
        f"{proof.plans} plans, {proof.sections} sections, {proof.chunks} chunks, {proof.sentences} sentences,"
        f" {proof.kpi_values} KPI values"
    )


def _compared(parity: Parity) -> str:
    return (
        f"compared: all counts are the same, the text of {parity.same_texts} of {len(parity.before.texts)} plans by"
        f" SHA-256, the first ten hits of {parity.same_hits} of {len(parity.before.asked)} questions"
    )
