"""Pages from templates: what every page shares is filled here."""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, Literal, TypeAlias
from zoneinfo import ZoneInfo

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.settings import Settings
from assistant.turn import Language
from web.kpi_names import KPI_NAMES
from web.links import web_address, with_language
from web.wording import LANGUAGES, Wording, language_named

# How the index stands: sound, damaged, or behind one that cannot be opened.
Standing: TypeAlias = Literal["", "damaged", "behind"]
_HERE: Final = Path(__file__).parent
STATIC: Final = _HERE / "static"
_JAPANESE: Final = re.compile(r"[぀-ヿ㐀-䶿一-鿿]")
_JAPAN: Final = ZoneInfo("Asia/Tokyo")
_LATIN: Final = re.compile(r"[A-Za-z]")
_TURNING: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


def sound() -> Standing:
    """Return that nothing is wrong with the index."""
    return ""


class Renderer:
    """Renders templates in the language asked for, always escaped, never with a name left undefined.

    ``standing`` says how the index stands when a page is made: every page tells of trouble.
    """

    def __init__(self, settings: Settings, standing: Callable[[], Standing] = sound) -> None:
        self._operator = settings.operator
        self._wordings = {language: Wording.read(language) for language in LANGUAGES}
        self._templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            finalize=_shown,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.globals["version"] = _version()
        self._templates.globals["standing"] = standing
        self._templates.globals.update(KPI_NAMES)
        self._templates.filters["lang_of"] = lang_of
        self._templates.filters["moment"] = moment
        self._templates.filters["web_address"] = web_address
        self._templates.filters["with_language"] = with_language

    def wording(self, language: Language) -> Wording:
        """Return the texts of a language."""
        return self._wordings[language]

    def page(self, template: str, language: Language, *, here: str, **content: object) -> str:
        """Return a page as HTML; ``here`` is its own address without a language, for the language links."""
        return self._templates.get_template(template).render(
            content, w=self._wordings[language], language=language, here=here, operator=self._operator
        )

    def error_page(self, language: str | None, code: str) -> str:
        """Return the page that tells of an error and leads back to the question box."""
        chosen = language_named(language)
        key = self._wordings[chosen].known(f"errors.{code}", "errors.internal")
        return self.page("error.html", chosen, here="/", key=key)


def unturned(text: str) -> str:
    """Return a text without the marks that turn the letters after them round: it reads in the order it is written."""
    return text if text.isascii() or _TURNING.search(text) is None else type(text)(_TURNING.sub("", text))


def _shown(value: object) -> object:
    """Return what a template writes, each text unturned."""
    return unturned(value) if isinstance(value, str) else value


def lang_of(text: str) -> str:
    """Return the language tag of a text that may be of another language than its page: that of most of its letters."""
    return "ja" if len(_JAPANESE.findall(text)) > len(_LATIN.findall(text)) else "en"


def moment(time: float) -> str:
    """Return a time in seconds since 1970 as day and minute in Japan."""
    return datetime.fromtimestamp(time, _JAPAN).strftime("%Y-%m-%d %H:%M")


def _version() -> str:
    content = b"".join(path.read_bytes() for path in sorted(STATIC.rglob("*")) if path.is_file())
    return hashlib.sha256(content).hexdigest()[:12]
