"""Addresses inside the site."""

from typing import Final
from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.datastructures import URL

from assistant.turn import Language

_WEB_SCHEMES: Final = ("http://", "https://")


def with_language(url: str, language: Language) -> str:
    """Return an address of ours that opens in a language; Japanese is what opens without saying so."""
    if language == "ja":
        return url
    parts = urlsplit(url)
    query = "&".join(filter(None, (parts.query, urlencode({"language": language}))))
    return urlunsplit(parts._replace(query=query))


def without_language(url: URL) -> str:
    """Return the path and query of an address, less its language."""
    bare = url.remove_query_params("language")
    return f"{bare.path}?{bare.query}" if bare.query else bare.path


def web_address(text: str | None) -> str | None:
    """Return an address from a plan's manifest where it is one of the web, so that no script can hide in it."""
    return text if text and text.lower().startswith(_WEB_SCHEMES) else None
