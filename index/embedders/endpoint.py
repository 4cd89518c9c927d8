"""Any OpenAI-compatible embedding endpoint, asked over HTTP."""

import time
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from weakref import finalize

import httpx
import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from index.embedding import Vectors, unit_rows
from index.endpoint import Endpoint
from index.errors import ModelError

_FILE = Path(__file__).with_name("endpoint.toml")
_PROBE = "計画"  # any text: what comes back tells the dimension


class EndpointSettings(BaseModel):
    """The content of ``endpoint.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    batch: int = Field(ge=1)
    connect_seconds: float = Field(gt=0)
    answer_seconds: float = Field(gt=0)
    attempts: int = Field(ge=1)
    first_wait_seconds: float = Field(ge=0)
    longest_wait_seconds: float = Field(ge=0)


class _Row(BaseModel):
    embedding: list[float]
    index: int | None = None


class _Embeddings(BaseModel):
    data: list[_Row]


@cache
def endpoint_settings() -> EndpointSettings:
    """Return the settings of ``endpoint.toml``."""
    return EndpointSettings.model_validate(tomllib.loads(_FILE.read_text(encoding="utf-8")))


class EndpointEmbedder:
    """Asks ``endpoint`` for the vectors.

    ``prefixes`` are put before each question and each document. Texts are cut at ``max_length`` characters, of which
    a token holds one or more. A ``dimension`` of None is asked for once.

    Raises:
        ModelError: the endpoint does not answer, or not with vectors; names its address, never its key.

    """

    def __init__(
        self, model_id: str, endpoint: Endpoint, revision: str, *,
        prefixes: tuple[str, str], max_length: int | None, dimension: int | None,
        settings: EndpointSettings | None = None,
    ) -> None:  # fmt: skip
        self.model_id = model_id
        self.revision = revision
        self._endpoint = endpoint
        self._prefixes = prefixes
        self._max_length = max_length
        self._settings = settings or endpoint_settings()
        self._client = _client(endpoint, self._settings)
        finalize(self, self._client.close)
        self.dimension = dimension or len(self._ask([_PROBE])[0])

    def encode_query(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(self._prefixes[0], texts)

    def encode_document(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row a text, in order."""
        return self._encode(self._prefixes[1], texts)

    def _encode(self, prefix: str, texts: Sequence[str]) -> Vectors:
        step = self._settings.batch
        sent = [(prefix + text)[: self._max_length] for text in texts]
        rows = [row for first in range(0, len(sent), step) for row in self._ask(sent[first : first + step])]
        if other := next((row for row in rows if len(row) != self.dimension), None):
            raise self._fault(f"gives {len(other)} dimensions instead of {self.dimension}", "name the model as indexed")
        return unit_rows(np.array(rows, dtype=np.float64).reshape(len(rows), self.dimension))

    def _ask(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of one batch, in its order."""
        rows = self._parse(self._answer(texts))
        places = [place if row.index is None else row.index for place, row in enumerate(rows)]
        if sorted(places) != list(range(len(texts))):
            raise self._fault(f"gave {len(rows)} vectors for {len(texts)} texts, or misnumbered them", "check it")
        vectors = [row.embedding for _, row in sorted(zip(places, rows, strict=True), key=lambda pair: pair[0])]
        if not all(vector and np.isfinite(np.array(vector, dtype=np.float64)).all() for vector in vectors):
            raise self._fault("gave a vector that is empty or not of finite numbers", "check its model")
        return vectors

    def _parse(self, response: httpx.Response) -> list[_Row]:
        if response.status_code != httpx.codes.OK:
            said = f"answered {response.status_code} ({self._quoted(response)})"
            raise self._fault(said, "check the address, ASSISTANT_EMBEDDING_MODEL and ASSISTANT_EMBEDDING_KEY")
        try:
            return _Embeddings.model_validate_json(response.content).data
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            way = "check that it is OpenAI-compatible"
            raise self._fault(f"did not answer with embeddings ({first['msg'][:100]})", way) from error

    def _answer(self, texts: list[str]) -> httpx.Response:
        """Return the endpoint's answer, asked again with growing pauses while it is busy or failing."""
        response = self._send(texts)
        for attempt in range(self._settings.attempts - 1):
            if response.status_code != httpx.codes.TOO_MANY_REQUESTS and not response.is_server_error:
                break
            wait = max(self._settings.first_wait_seconds * 2**attempt, _asked_wait(response))
            time.sleep(min(wait, self._settings.longest_wait_seconds))
            response = self._send(texts)
        return response

    def _send(self, texts: list[str]) -> httpx.Response:
        try:
            body = {"model": self._endpoint.model, "input": texts}
            base = httpx.URL(self._endpoint.url)
            return self._client.post(base.copy_with(path=base.path.rstrip("/") + "/embeddings"), json=body)
        except httpx.TimeoutException as error:
            raise self._fault("no answer in time", "check the service, or raise the times in endpoint.toml") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            said = self._hidden(" ".join(str(error).split()) or type(error).__name__)
            raise self._fault(f"no connection ({said})", "start it or change ASSISTANT_EMBEDDING_URL") from error

    def _quoted(self, response: httpx.Response) -> str:
        return self._hidden(" ".join(response.text.split()))[:120]

    def _hidden(self, text: str) -> str:
        return text.replace(self._endpoint.key, "…") if self._endpoint.key else text

    def _fault(self, what: str, way: str) -> ModelError:
        return ModelError(f"{self._endpoint.shown}: the embedding endpoint {what}; {way}")


def _client(endpoint: Endpoint, settings: EndpointSettings) -> httpx.Client:
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    return httpx.Client(
        headers=headers, timeout=httpx.Timeout(settings.answer_seconds, connect=settings.connect_seconds)
    )


def _asked_wait(response: httpx.Response) -> float:
    """Return the seconds that a busy service asks to wait, 0 where it names none (or a date, which is rare)."""
    asked = response.headers.get("Retry-After", "")
    return float(asked) if asked.isascii() and asked.isdigit() else 0.0
