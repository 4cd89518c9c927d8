"""Any OpenAI-compatible chat endpoint, by LangChain: the only file that knows it. Needs the ``llm`` extra."""

import time
from collections.abc import Iterator

import httpx2
import openai
from langchain_core.messages import AIMessage
from langchain_openai import ChatOpenAI
from langsmith import tracing_context
from pydantic import SecretStr

from assistant.errors import LanguageModelError
from assistant.llm.limits import ModelLimits, model_limits
from assistant.settings import Settings

_AGAIN = (openai.RateLimitError, openai.InternalServerError, openai.APIConnectionError)
_SHOWN = 160  # letters of what a service said


class EndpointChat:
    """Asks the endpoint of the settings, again while it is busy or failing, all within ``llm_timeout`` seconds.

    Nothing is sent anywhere else: LangChain's tracing is off whatever the environment says.
    """

    def __init__(self, settings: Settings, limits: ModelLimits | None = None) -> None:
        self._settings = settings
        self._limits = limits or model_limits()
        self._key = settings.llm_key.get_secret_value()
        bounds = _Bounds(settings.llm_timeout, self._limits.answer_bytes)
        self._client = httpx2.Client(event_hooks={"request": [bounds.start], "response": [bounds.guard]})
        self._chat = ChatOpenAI(
            model=settings.llm_model, base_url=settings.llm_url, api_key=SecretStr(self._key or "none"),
            temperature=0, max_tokens=self._limits.answer_tokens, max_retries=0, timeout=settings.llm_timeout,
            http_client=self._client, openai_proxy="", http_socket_options=(), use_responses_api=False, streaming=False,
        )  # fmt: skip

    def ask(self, system: str, user: str) -> str:
        """Return the model's whole answer, never empty.

        Raises:
            LanguageModelError: it does not answer, not in time, not whole, or too long; never names the key.

        """
        until = time.monotonic() + self._settings.llm_timeout
        for attempt in range(self._settings.llm_retries + 1):
            try:
                return self._whole(self._invoke(system, user, until))
            except _AGAIN as error:
                wait = min(self._limits.first_wait_seconds * 2**attempt, self._limits.longest_wait_seconds)
                last = attempt == self._settings.llm_retries or time.monotonic() + wait >= until
                if last or isinstance(error, openai.APITimeoutError):
                    raise self._fault(error) from None
                time.sleep(wait)
            except LanguageModelError:
                raise
            except Exception as error:  # noqa: BLE001 (a service may answer anything, and LangChain raise anything of it)
                raise self._fault(error) from None
        raise LanguageModelError("the language model was not asked")

    def _invoke(self, system: str, user: str, until: float) -> AIMessage:
        left = max(0.01, until - time.monotonic())
        with tracing_context(enabled=False):
            return self._chat.invoke([("system", system), ("human", user)], timeout=left)

    def _whole(self, message: AIMessage) -> str:
        reason = message.response_metadata.get("finish_reason")
        text = str(message.text).strip()
        if reason not in ("stop", None) or not text:
            raise LanguageModelError(f"the language model broke off or said nothing (finish_reason: {reason})"[:_SHOWN])
        return text

    def _fault(self, error: Exception) -> LanguageModelError:
        said = " ".join(str(error).split())
        said = said.replace(self._key, "…") if self._key else said
        return LanguageModelError(f"the language model failed ({type(error).__name__}: {said[:_SHOWN]})")


class _Bounds:
    """Ends a response that takes too long or grows too long."""

    def __init__(self, seconds: float, most: int) -> None:
        self._seconds = seconds
        self._most = most

    def start(self, request: httpx2.Request) -> None:
        """Note when the answer must be there."""
        request.extensions["until"] = time.monotonic() + self._seconds

    def guard(self, response: httpx2.Response) -> None:
        """Put the bounds around a response's body."""
        if isinstance(response.stream, httpx2.SyncByteStream):
            until = float(response.request.extensions["until"])
            response.stream = _BoundedStream(response.stream, until, self._most)


class _BoundedStream(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, until: float, most: int) -> None:
        self._stream = stream
        self._until = until
        self._most = most

    def __iter__(self) -> Iterator[bytes]:
        taken = 0
        for part in self._stream:
            taken += len(part)
            if taken > self._most:
                raise LanguageModelError(f"the language model's answer is above {self._most} bytes")
            if time.monotonic() > self._until:
                raise LanguageModelError("the language model's answer took too long")
            yield part

    def close(self) -> None:
        self._stream.close()
