"""Where an embedding endpoint answers, what it serves, and the key to it."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from index.errors import ModelError


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible service: ``POST {url}/embeddings``.

    ``url`` is its base address (``http://127.0.0.1:8080/v1``), ``model`` the name under which it serves the model.

    Raises:
        ModelError: the address is not one of http or https, or the key cannot stand in a header.

    """

    url: str = ""
    model: str = ""
    key: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if self.url and not _is_address(self.url):
            raise ModelError(f"{self.shown}: not an http address; change ASSISTANT_EMBEDDING_URL or the entry's `url`")
        if not all("!" <= letter <= "~" for letter in self.key):
            raise ModelError("ASSISTANT_EMBEDDING_KEY: holds blanks or letters other than ASCII; give the bare key")

    @property
    def shown(self) -> str:
        """Return the address as messages may show it: without user, password and query."""
        return self.url.split("?")[0].split("#")[0].rpartition("@")[2]


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return False
