"""Prompts from their templates."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

_FOLDER = Path(__file__).with_name("prompts")
_FENCES = str.maketrans({"<": "＜", ">": "＞"})


def prompt(name: str, **values: object) -> str:
    """Return the prompt ``prompts/<name>.j2`` with its values filled in.

    Raises:
        jinja2.UndefinedError: a value is missing.

    """
    return _environment().get_template(f"{name}.j2").render(**values)


@cache
def _environment() -> Environment:
    """Return the templates; the filter ``data`` keeps a text from closing the tags around it."""
    environment = Environment(  # noqa: S701 (no HTML is made: `data` takes the angle brackets out)
        loader=FileSystemLoader(_FOLDER), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["data"] = _as_data
    return environment


def _as_data(text: str) -> str:
    return " ".join(text.translate(_FENCES).split())
