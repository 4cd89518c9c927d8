"""Our own sentences, by language and key."""

import tomllib
from functools import cache
from pathlib import Path

from assistant.turn import Language

_FOLDER = Path(__file__).with_name("wording")


@cache
def phrases(language: Language) -> dict[str, dict[str, str]]:
    """Return the wording of a language: group, key, sentence with ``{names}`` to fill."""
    content: dict[str, dict[str, str]] = tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return content


def phrase(language: Language, group: str, key: str, **names: object) -> str:
    """Return one sentence with its names filled in.

    Raises:
        KeyError: the wording files lack the group, the key, or a name.

    """
    return phrases(language)[group][key].format(**names)
