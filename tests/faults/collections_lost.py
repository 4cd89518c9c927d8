"""A Chroma server whose data are damaged, gone, or altered by others: told, and right again after the next ingest."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from index.engines.chroma_server import remove_collections
from tests.faults.open_files import asked
from tests.faults.outcomes import Outcome
from tests.faults.servers import Served
from tests.faults.world import QUESTIONS
from tests.web.client import Client

AREA: Final = "Chroma: data damaged"


def faults(served: Served, names: Iterable[str] = ()) -> Iterator[Outcome]:
    """Yield what came of each damage (all where none is named): answers, `assistant check`, sound after an ingest."""
    for name, damage in ((name, DAMAGES[name]) for name in names or DAMAGES):
        with served.world.client() as client:
            damage(served)
            for question in QUESTIONS:
                yield asked(client, served.world, question, AREA, name)
            said = served.world.command("check")
            clear = said.status == 1 and not said.crash
            yield Outcome(AREA, f"{name}, `assistant check`", "told" if clear else "wrong", f"{said}")
            _emptied(served)
            yield _mended(served, client, name)


def _mended(served: Served, client: Client, name: str) -> Outcome:
    served.world.ingest()
    client.app.state.watch.look()
    answers = [asked(client, served.world, question, AREA, name) for question in QUESTIONS]
    trouble = served.world.trouble()
    good = {one.verdict for one in answers} == {"right"} and not trouble
    return Outcome(AREA, f"{name}, ingested", "right" if good else "lost", f"{trouble} {answers}")


def _emptied(served: Served) -> None:
    """Start the server again with no data."""
    served.server.kill()
    shutil.rmtree(_folder(served))
    served.server.start()


def _cut_short(served: Served) -> None:
    """Cut the server's database short under it."""
    database = _folder(served) / "chroma.sqlite3"
    os.truncate(database, database.stat().st_size // 2)


def _removed(served: Served) -> None:
    remove_collections(served.world.vectors, served.world.live)


def _folder(served: Served) -> Path:
    return served.world.folder / "chroma"


DAMAGES: Final[Mapping[str, Callable[[Served], None]]] = {
    "collections removed": _removed,
    "database cut short": _cut_short,
    "all data gone": _emptied,
}
