"""A client that keeps its cookies as a browser does, and fills in forms."""

import re
from html import unescape
from typing import Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI

from tests.web.client import PAGE, Client

NAME, PASSWORD = "anna", "四月の雨と青い傘"
ACCOUNT = f"{NAME}:{PasswordHasher(1, 8, 1).hash(PASSWORD)}"  # a hash that is quickly checked, for hundreds of sign-ins


class Visitor(Client):
    """A browser of one person; pages only."""

    def __init__(self, app: FastAPI, place: str = "http://plans.test", host: str = "127.0.0.1") -> None:
        super().__init__(app)
        self.place, self.host = place, host
        self.cookies = httpx.Cookies()

    async def _send(self, method: str, address: str, **rest: Any) -> httpx.Response:
        transport = httpx.ASGITransport(self.app, raise_app_exceptions=False, client=(self.host, 1))
        rest["headers"] = {**PAGE, **(rest.get("headers") or {})}
        async with httpx.AsyncClient(transport=transport, base_url=self.place, cookies=self.cookies) as client:
            response = await client.request(method, address, **rest)
            self.cookies = client.cookies
            return response

    def sign_in(self, name: str = NAME, password: str = PASSWORD) -> httpx.Response:
        token = hidden(self.get("/sign-in").text, "token")
        return self.post("/sign-in", data={"name": name, "password": password, "token": token})

    def submit(self, page: str, action: str, **fields: str) -> httpx.Response:
        """Send the form of ``page`` (an address) that goes to ``action``, with its token."""
        token = hidden(self.get(page).text, "token")
        return self.post(action, data={"token": token, **fields})


def hidden(page: str, name: str) -> str:
    """Return the value of the first hidden field of that name."""
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])
