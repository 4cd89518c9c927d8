"""What the assistant asks of a language model, and the one that the settings name."""

from typing import Protocol
from urllib.parse import urlsplit

from assistant.errors import SettingsError
from assistant.settings import Settings


class ChatModel(Protocol):
    """Answers one prompt."""

    def ask(self, system: str, user: str) -> str:
        """Return the model's whole answer, never empty.

        Raises:
            LanguageModelError: it does not answer, not in time, not whole, or too long.

        """
        ...


def chat_of(settings: Settings) -> ChatModel | None:
    """Return the chat model that the settings name, None where they name none.

    Raises:
        SettingsError: the address is none, the model's name is missing, the key cannot stand in a header, or the
            ``llm`` extra is not installed.

    """
    if not settings.llm_url:
        return None
    _check(settings)
    try:
        from assistant.llm.chat_models import EndpointChat  # noqa: PLC0415 (loads langchain, only where a model is set)
    except ImportError as error:
        way = "pip install -c constraints.txt 'plan-assistant[llm]'"
        raise SettingsError(f"ASSISTANT_LLM_URL: langchain-openai is not installed; {way}") from error
    return EndpointChat(settings)


def _check(settings: Settings) -> None:
    if not _is_address(settings.llm_url):
        raise SettingsError(
            "ASSISTANT_LLM_URL: not an http address; give the base address, as http://127.0.0.1:8080/v1"
        )
    if not settings.llm_model:
        raise SettingsError("ASSISTANT_LLM_MODEL: empty; name the model that ASSISTANT_LLM_URL serves")
    if not all("!" <= letter <= "~" for letter in settings.llm_key.get_secret_value()):
        raise SettingsError("ASSISTANT_LLM_KEY: holds blanks or letters other than ASCII; give the bare key")


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number, a broken IPv6 address
        return False
