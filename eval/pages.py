"""HTML pages of the evaluation: one file each, with everything in it, always escaped."""

import re
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.figures import printed, printed_interval, unit
from eval.wording import report_wording

_TEMPLATES: Final = Path(__file__).parent / "templates"
_JAPANESE: Final = re.compile(r"[぀-ヿ㐀-䶿一-鿿]")


def write_page(target: Path, template: str, **content: object) -> Path:
    """Write the page of a template to ``target`` and return that path."""
    page = _templates().get_template(template).render(content, w=report_wording())
    target.write_text(page, encoding="utf-8")
    return target


@cache
def _templates() -> Environment:
    templates = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["printed"] = printed
    templates.globals["printed_interval"] = printed_interval
    templates.globals["unit"] = unit
    templates.filters["lang_of"] = lang_of
    return templates


def lang_of(text: str) -> str:
    """Return ``ja`` for a text with a Japanese letter, else ``en``."""
    return "ja" if _JAPANESE.search(text) else "en"
