"""Tables of PostgreSQL altered under a server: what is no longer what was written is told, and never quoted."""

from collections.abc import Iterable, Iterator
from typing import Final

import psycopg
from psycopg import sql

from index.place import DatabaseUrl
from tests.faults.open_files import asked
from tests.faults.outcomes import Outcome
from tests.faults.servers import Served
from tests.faults.world import QUESTIONS
from tests.web.client import Client

AREA: Final = "PostgreSQL: table altered"
ALTERED: Final = {
    "a number of a plan's text": "UPDATE plan SET text = replace(text, '30万人', '90万人')",
    "a letter of each chunk": "UPDATE chunk SET text = replace(text, '万', '億')",
    "a heading": "UPDATE chunk SET heading = replace(heading, '1', '2')",
    "a sentence": "UPDATE sentence SET text = replace(text, '475', '574')",
    "a place of a sentence": 'UPDATE sentence SET "end" = "end" - 1',
    "sentences gone": "DELETE FROM sentence WHERE ordinal % 2 = 0",
    "chunks gone": "DELETE FROM chunk WHERE ordinal % 2 = 0",
    "values": "UPDATE kpi SET value = '96.5'",
    "values in other years": "UPDATE kpi SET fiscal_year = fiscal_year + 1",
    "values gone": "DELETE FROM kpi",
    "a column gone": "ALTER TABLE chunk DROP COLUMN seal",
    "postings cut short": "UPDATE posting SET weights = substring(weights for 3)",
    "postings of chunks that are not there": "UPDATE posting SET chunks = '\\xffffff7f', weights = '\\x0000803f'",
    "postings gone": "DELETE FROM posting",
    "table of postings gone": "DROP TABLE posting",
    "table of chunks gone": "DROP TABLE chunk",
    "table of vectors gone": "DROP TABLE vector_public",
    "table of plans empty": "TRUNCATE plan",
    "another city": "UPDATE plan SET manifest = replace(manifest, '谷沢市', '川沢市')",
    "staff plan made public": "UPDATE plan SET access = 'public'",
    "all tables gone": "DROP SCHEMA {schema} CASCADE",
}


def faults(served: Served, names: Iterable[str] = ALTERED) -> Iterator[Outcome]:
    """Yield what came of each statement: answers, /readyz, a new start, and all sound after the next ingest."""
    for name in names:
        with served.world.client() as client:
            _run(served, ALTERED[name])
            for question in QUESTIONS:
                yield asked(client, served.world, question, AREA, name)
            ready = client.get("/readyz").status_code
            yield Outcome(AREA, f"{name}, /readyz", "told" if ready == 503 else "wrong", str(ready))
            said = served.world.command("check")
            clear = said.status == 1 and not said.crash
            yield Outcome(AREA, f"{name}, `assistant check`", "told" if clear else "wrong", said.crash or said.err)
            yield _mended(served, client, name)


def _mended(served: Served, client: Client, name: str) -> Outcome:
    """Return whether the server that was running answers as at first once the plans are ingested again."""
    served.world.ingest()
    client.app.state.watch.look()
    ready = client.get("/readyz").status_code
    answers = [asked(client, served.world, question, AREA, name) for question in QUESTIONS]
    trouble = served.world.trouble()
    good = ready == 200 and {one.verdict for one in answers} == {"right"} and not trouble
    return Outcome(AREA, f"{name}, ingested", "right" if good else "lost", f"{ready} {trouble} {answers}")


def _run(served: Served, statement: str) -> None:
    place, schema = served.world.where, served.world.live
    if not isinstance(place, DatabaseUrl):
        raise TypeError(f"{place} is no database")
    options = f"-c search_path={schema},public"
    with psycopg.connect(place.address, autocommit=True, options=options) as connection:
        connection.execute(sql.SQL(statement).format(schema=sql.Identifier(schema)))
