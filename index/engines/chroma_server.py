"""Sentence vectors on a Chroma server, beside an index in a folder: its collections carry the generation's name."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from corpus.access import Access
from index.chroma import ChromaCollections
from index.errors import IndexUnavailableError

if TYPE_CHECKING:
    import httpx
    from chromadb.api.client import Client
    from chromadb.api.fastapi import FastAPI

_PATIENCE = 30  # seconds that one answer may take
_PORTS = {"http": 80, "https": 443}


def server_chroma(url: str, generation: str) -> ChromaCollections:
    """Return the collections of a generation on the server at ``http://host:port``; nothing is asked of it yet."""

    def connect() -> "Client":
        import chromadb  # noqa: PLC0415 (half a second, only where the server is asked)
        import httpx  # noqa: PLC0415 (with chromadb)
        from chromadb.config import Settings  # noqa: PLC0415

        parts = urlsplit(url)
        made = chromadb.HttpClient(
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            ssl=parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
        client = cast("Client", made)
        for session in _sessions(client):
            session.timeout = httpx.Timeout(_PATIENCE)  # chromadb itself would wait for ever
        return client

    names = {access: f"{generation}-{access.value}" for access in Access}
    return ChromaCollections(connect, names, _told(url), _disconnect)


def remove_collections(url: str, generation: str) -> None:
    """Remove a generation's collections from the server, as far as they are there.

    Raises:
        IndexUnavailableError: the server does not answer.

    """
    chroma = server_chroma(url, generation)
    chroma.remove()
    chroma.close()


def _disconnect(client: "Client") -> None:
    client.close()
    for session in _sessions(client):
        session.close()  # chromadb leaves them open


def _sessions(client: "Client") -> "list[httpx.Client]":
    """Return the connections of a client: its own, and those of the administrator that it makes for itself."""
    apis = (client._server, cast("Client", client._admin_client)._server)  # noqa: SLF001  (there is no other way to them)
    return [cast("FastAPI", api)._session for api in apis]  # noqa: SLF001


def _told(url: str) -> Callable[[], AbstractContextManager[None]]:
    """Return a context that turns a server that does not answer into one clear line."""

    @contextmanager
    def told() -> Iterator[None]:
        import httpx  # noqa: PLC0415 (with chromadb)

        try:
            yield
        except (httpx.TransportError, ValueError) as error:  # chromadb tells a refused connection by ValueError
            said = " ".join(str(error).split())[:200]
            raise IndexUnavailableError(f"{url}: no answer from Chroma ({said}); start it, or wait") from error

    return told
