"""Which engine keeps the index of a place."""

from index.engines.engine import Engine
from index.engines.folder import FolderEngine
from index.errors import IndexFault
from index.place import DatabaseUrl, Place


def engine_of(place: Place, vectors: str = "") -> Engine:
    """Return the engine of a place: PostgreSQL for its URL, files for a folder.

    ``vectors`` is the address of a Chroma server for a folder's vectors; empty: they are in the folder.

    Raises:
        IndexFault: the place is a database, and its driver is not installed.

    """
    if isinstance(place, DatabaseUrl):
        try:
            from index.engines.postgres import postgres_engine  # noqa: PLC0415  (an extra, not always installed)
        except ImportError as error:
            raise IndexFault(f"{place}: psycopg is missing; pip install 'plan-assistant[postgres]'") from error
        return postgres_engine(place)
    return FolderEngine(place, vectors)
