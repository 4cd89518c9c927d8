"""A client that calls the application in the same process and waits for each whole response."""

import asyncio
from collections.abc import AsyncIterable, Mapping
from typing import Any

import httpx
from fastapi import FastAPI

PAGE = {"accept": "text/html"}


class Client:
    """Sends requests to an app; a crash in the app comes back as its 500 response."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def get(self, address: str, *, params: Any = None, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.send("GET", address, params=params, headers=headers)

    def post(
        self,
        address: str,
        *,
        json: Any = None,
        data: Any = None,
        content: bytes | AsyncIterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        return self.send("POST", address, json=json, data=data, content=content, headers=headers)

    def send(self, method: str, address: str, **rest: Any) -> httpx.Response:
        return asyncio.run(self._send(method, address, **rest))

    async def _send(self, method: str, address: str, **rest: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://plans.test") as client:
            return await client.request(method, address, **rest)


def error_of(response: httpx.Response) -> dict[str, str]:
    """Return the content of an error body, which holds nothing else."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) <= {"code", "message", "field"}
    error: dict[str, str] = body["error"]
    return error
