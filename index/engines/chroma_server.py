"""Sentence vectors on a Chroma server, beside an index in a folder: its collections carry the generation's name."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from corpus.access import Access
from index.chroma import ChromaCollections
from index.errors import IndexDamagedError, IndexUnavailableError

if TYPE_CHECKING:
    import httpx
    from chromadb.api.client import Client
    from chromadb.api.fastapi import FastAPI

ASKED_SECONDS: Final = 6.0
"""Longest wait for what a question asks of the server: well below ``answer_seconds``."""

FILL_SECONDS: Final = 120.0
"""Longest wait amid an ingest, for 5,000 vectors at a time."""

# What chromadb asks when it connects: without an end, and leaving connections open where it fails.
_FIRST = ("auth/identity", "tenants/default_tenant", "tenants/default_tenant/databases/default_database")
_PORTS = {"http": 80, "https": 443}


def server_chroma(url: str, generation: str, patience: float = ASKED_SECONDS) -> ChromaCollections:
    """Return the collections of a generation on the server at ``http://host:port``; nothing is asked of it yet.

    ``patience`` is how many seconds the server may let each request wait.
    """

    def connect() -> "Client":
        import chromadb  # noqa: PLC0415 (half a second, only where the server is asked)
        import httpx  # noqa: PLC0415 (with chromadb)
        from chromadb.config import Settings  # noqa: PLC0415

        parts = urlsplit(url)
        with httpx.Client(timeout=patience) as first:
            for asked in _FIRST:
                first.get(f"{url.rstrip('/')}/api/v2/{asked}").raise_for_status()
        made = chromadb.HttpClient(
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            ssl=parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )
        client = cast("Client", made)
        for session in _sessions(client):
            session.timeout = httpx.Timeout(patience)  # chromadb itself would wait for ever
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
    """Return a context that turns what a server fails in into one clear line."""

    @contextmanager
    def told() -> Iterator[None]:
        import httpx  # noqa: PLC0415 (with chromadb)
        from chromadb import errors  # noqa: PLC0415

        gone = (errors.NotFoundError, errors.InvalidDimensionException, errors.InvalidArgumentError)
        try:
            yield
        except gone as error:
            raise IndexDamagedError(
                f"{url}: Chroma has not what was written ({_said(error)}); run `assistant ingest`"
            ) from error
        except (httpx.HTTPError, ValueError, errors.ChromaError, KeyError, TypeError) as error:
            # chromadb tells a refused connection by ValueError, and stumbles over an answer that is none of Chroma's
            raise IndexUnavailableError(f"{url}: no answer from Chroma ({_said(error)}); start it, or wait") from error
        except Exception as error:
            if type(error) is not Exception:  # chromadb raises nothing better for what it does not know
                raise
            raise IndexUnavailableError(f"{url}: no answer from Chroma ({_said(error)}); start it, or wait") from error

    return told


def _said(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
