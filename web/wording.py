"""The words around the answers: page chrome in three languages, from ``web/wording/*.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, get_args

from pydantic import TypeAdapter

from assistant.turn import Language

FOLDER: Final = Path(__file__).parent / "wording"
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
_Tables = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts of one language by ``table.key``; a text may hold ``{names}`` that a call fills."""

    language: Language
    texts: dict[str, str]

    @classmethod
    @cache
    def read(cls, language: Language) -> "Wording":
        """Return the texts of a language, read once."""
        raw = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
        tables = TypeAdapter(_Tables).validate_python(raw)
        return cls(language, {f"{table}.{key}": text for table, rows in tables.items() for key, text in rows.items()})

    @property
    def html_lang(self) -> str:
        """Return the language tag of a page: easy Japanese is Japanese."""
        return "en" if self.language == "en" else "ja"

    def __call__(self, key: str, **figures: object) -> str:
        """Return the text of ``key`` with its names filled.

        Raises:
            KeyError: no such text, or a name that the call does not fill.

        """
        return self.texts[key].format(**figures)

    def known(self, key: str, otherwise: str) -> str:
        """Return ``key`` where there is a text for it, else ``otherwise``."""
        return key if key in self.texts else otherwise


def language_named(name: str | None) -> Language:
    """Return the language of that name, Japanese for any other."""
    return next((language for language in LANGUAGES if language == name), "ja")
