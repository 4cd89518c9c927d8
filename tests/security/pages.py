"""What of a page could run or lead away: elements, attributes and addresses that are not our own."""

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from lxml import html
from lxml.html import HtmlElement

_NEVER: Final = frozenset({"iframe", "object", "embed", "base", "style", "img", "audio", "video", "frame", "applet"})
_ADDRESSES: Final = ("href", "src", "action", "formaction", "data", "poster", "cite", "srcset", "xlink:href")


def foreign(page: str, place: str) -> list[str]:
    """Return what of a page is not ours: what runs, loads or leads outside ``place``; empty where nothing does."""
    return [what for element in html.document_fromstring(page).iter(html.etree.Element) for what in _of(element, place)]


def _of(element: HtmlElement, place: str) -> Iterator[str]:
    if element.tag in _NEVER or (element.tag == "script" and not element.get("src", "").startswith("/static/")):
        yield f"<{element.tag}>"
    if element.tag == "meta" and element.get("http-equiv"):
        yield "<meta http-equiv>"
    for name, value in element.attrib.items():
        if name.startswith("on") or name == "style":
            yield f"{element.tag} {name}={value}"
        if name in _ADDRESSES and not _is_own(value, place):
            yield f"{element.tag} {name}={value}"


def _is_own(address: str, place: str) -> bool:
    parts = urlsplit(address.strip())
    return (not parts.scheme and not parts.netloc) or address.startswith(place)
