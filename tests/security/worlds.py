"""Two servers, alike but for the staff plans that one of them holds, and what they show."""

import asyncio
import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Self
from unittest.mock import patch

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from assistant.assembly import Assistant
from assistant.reader import embedder_of
from assistant.settings import Settings
from corpus.ingest import find_plan_folders
from index.build import ingest
from index.place import Place
from tests.security.town import SecretPlan, write_public, write_secret
from tests.security.words import Words
from tests.web.visitor import ACCOUNT, NAME, PASSWORD, hidden
from web.app import create_app

_CHANCE = (  # what is new each time, or tells of the whole index by design (docs/security.md)
    re.compile(r'"answer_id":\s*"[^"]*"'),
    re.compile(r'name=\\?"answer_id\\?" value=\\?"[^"]*"'),
    re.compile(r"^assistant_index_opened_seconds .*$", re.MULTILINE),
)
_BY_CHANCE = ("content-length", "x-request-id")


@dataclass(frozen=True, slots=True)
class Shown:
    """What an asker gets to see of one response, and what was typed to get it."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str
    typed: str


class Asker:
    """One browser of one server; keeps its cookies and everything that it was shown."""

    def __init__(self, app: FastAPI, cookies: Mapping[str, str] | None = None) -> None:
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app, raise_app_exceptions=False),
            base_url="http://plans.test", cookies=dict(cookies or {}),
        )  # fmt: skip
        self._index_id: str = app.state.room.index.index_id
        self._typed: deque[str] = deque(maxlen=200)
        self.shown: list[Shown] = []

    @property
    def cookies(self) -> dict[str, str]:
        """Return the cookies by name."""
        return dict(self._client.cookies)

    async def get(self, address: str, params: Any = None, *, page: bool = False) -> httpx.Response:
        """Return the response to a GET, as a browser asks where ``page``."""
        return await self.send("GET", address, params=params, page=page)

    async def recall(self, address: str, params: Any = None) -> httpx.Response:
        """Return a page that repeats what was asked before: all of that counts as typed for it."""
        response = await self.get(address, params, page=True)
        self.shown[-1] = replace(self.shown[-1], typed=" ".join(self._typed))
        return response

    async def post(self, address: str, *, page: bool = False, **rest: Any) -> httpx.Response:
        """Return the response to a POST."""
        return await self.send("POST", address, page=page, **rest)

    async def send(self, method: str, address: str, *, page: bool = False, **rest: Any) -> httpx.Response:
        """Return a response and keep what it shows."""
        headers = {"accept": "text/html"} if page else {}
        response = await self._client.request(method, address, headers=headers, **rest)
        self._typed.append(f"{address} {rest}")
        self.shown.append(self._shown(response, self._typed[-1]))
        return response

    async def close(self) -> None:
        """Release the client."""
        await self._client.aclose()

    def _shown(self, response: httpx.Response, typed: str) -> Shown:
        body = response.text.replace(self._index_id, "INDEX")
        for chance in _CHANCE:
            body = chance.sub("", body)
        headers = [(name, value) for name, value in response.headers.items() if name not in _BY_CHANCE]
        return Shown(response.status_code, tuple(headers), body, typed)


@dataclass(slots=True)
class Worlds:
    """``without`` the staff plans and ``with_secrets``; ``staff`` is signed in to the latter."""

    without: FastAPI
    with_secrets: FastAPI
    assistants: tuple[Assistant, Assistant]
    plans: tuple[SecretPlan, ...]
    secrets: tuple[str, ...]
    runner: asyncio.Runner
    askers: tuple[Asker, Asker]
    staff: Asker

    @classmethod
    def build(cls, folder: Path, seed: int, runner: asyncio.Runner, model: str = "hashing") -> Self:
        """Return two servers over invented plans below ``folder``."""
        words = Words(seed)
        public = write_public(folder / "public")
        plans = write_secret(folder / "staff", words)
        assistants = (
            _assistant(folder / "without", [public], model),
            _assistant(folder / "with", [public, folder / "staff"], model),
        )
        apps = [create_app(assistant) for assistant in assistants]
        askers, staff = runner.run(_signed_in(apps))
        return cls(apps[0], apps[1], assistants, plans, words.given, runner, askers, staff)

    def close(self) -> None:
        """Release files and clients."""
        for asker in (*self.askers, self.staff):
            self.runner.run(asker.close())
        for assistant in self.assistants:
            assistant.index.close()


@contextmanager
def worlds(folder: Path, seed: int = 0, model: str = "hashing") -> Iterator[Worlds]:
    """Give two servers whose answers take no time, so that seconds are no difference."""
    with asyncio.Runner() as runner, patch("assistant.pipeline.time", SimpleNamespace(perf_counter=lambda: 0.0)):
        built = Worlds.build(folder, seed, runner, model)
        yield built
        built.close()


def settings_in(folder: Path, *, index: Place, model: str = "hashing", secret: str = "a secret for tests") -> Settings:  # noqa: S107  (of a test)
    """Return the settings of a server that keeps what it writes in ``folder`` and knows one account."""
    return Settings(
        _env_file=None,
        index=index,
        uploads=folder / "uploads",
        model=model,
        web_db=folder / "web.db",
        accounts=SecretStr(ACCOUNT),
        secret=SecretStr(secret),
    )


def _assistant(folder: Path, plans: list[Path], model: str) -> Assistant:
    settings = settings_in(folder, index=folder / "index", model=model)
    ingest(find_plan_folders(plans), folder / "index", embedder_of(settings), _quiet)
    return Assistant.open(settings)


def _quiet(*_: object) -> None:
    """Show nothing of the progress."""


async def _signed_in(apps: list[FastAPI]) -> tuple[tuple[Asker, Asker], Asker]:
    """Return an asker of each server with the same cookie, and one who is signed in to the second."""
    first, staff = Asker(apps[0]), Asker(apps[1])
    await first.get("/sign-in", page=True)
    token = hidden((await staff.get("/sign-in", page=True)).text, "token")
    await staff.post("/sign-in", page=True, data={"name": NAME, "password": PASSWORD, "token": token})
    if "staff" not in staff.cookies:
        raise RuntimeError(f"signing in failed with HTTP {staff.shown[-1].status}")
    return (first, Asker(apps[1], first.cookies)), staff
