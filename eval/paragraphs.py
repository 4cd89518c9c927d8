"""Paragraphs drawn from the original plans: for each, a reader looks whether the bundled corpus answers about it.

``python -m eval.paragraphs`` lists them; ``docs/corpus-check.md`` holds what the reader found.
"""

import random
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from corpus.errors import CorpusError
from corpus.ingest import find_plan_folders, read_plan
from eval.errors import EvalError

ORIGINALS = Path(__file__).resolve().parents[2] / "shared" / "plans"
SEED = 20261122  # the day of the check
COUNT = 40
_LETTERS = 60  # a shorter one is a heading, a label or a piece of a table
_SHOWN = 20  # enough to find the place, too little to carry a sentence of an original into a file
_PARAGRAPH = re.compile(r"[^\n]*\t[^\n]*|(?:^[^\n\t]*[^\s][^\n\t]*$\n?)+", re.MULTILINE)
_TAG = re.compile(r"<[^<>\n]*>")  # the conversion from PDF left tags in some cells


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an original: a table row, or the lines from one blank line to the next.

    ``line`` counts from 1 in the plan's text; ``heading`` is the path of the section that it stands in.
    """

    plan_id: str
    line: int
    heading: tuple[str, ...]
    text: str


def draw_paragraphs(folder: Path, *, count: int = COUNT, seed: int = SEED) -> list[Paragraph]:
    """Return ``count`` paragraphs of at least 60 letters, drawn from all plans below ``folder``, in reading order.

    Raises:
        EvalError: there are no plans below the folder.

    """
    plans = sorted(find_plan_folders([folder])) if folder.is_dir() else []
    if not plans:
        raise EvalError(f"{folder}: no plans; the originals are not part of the project, put them there to draw")
    found = [paragraph for plan in plans for paragraph in _paragraphs(plan)]
    drawn = random.Random(seed).sample(range(len(found)), min(count, len(found)))  # noqa: S311 - a sample, no secret
    return [found[number] for number in sorted(drawn)]


def _paragraphs(folder: Path) -> Iterator[Paragraph]:
    plan = read_plan(folder)
    starts = [section.start for section in plan.sections]
    for match in _PARAGRAPH.finditer(plan.text):
        if len(_letters(match[0])) >= _LETTERS:
            section = plan.sections[max(0, bisect_right(starts, match.start()) - 1)]
            line = plan.text.count("\n", 0, match.start()) + 1
            yield Paragraph(plan.manifest.id, line, section.heading, match[0].strip())


def _letters(text: str) -> str:
    """Return the letters of ``text``, without tags, digits, marks and white space."""
    return "".join(filter(str.isalpha, _TAG.sub("", text)))


def main() -> int:
    """Print the drawn paragraphs: plan, line, section and the first 20 letters; return the exit status."""
    try:
        drawn = draw_paragraphs(ORIGINALS)
    except (EvalError, CorpusError) as error:
        typer.echo(f"eval.paragraphs: {error}", err=True)
        return 1
    for number, paragraph in enumerate(drawn, 1):
        place = " > ".join(paragraph.heading)
        shown = _letters(paragraph.text)[:_SHOWN]
        typer.echo(f"{number:2} {paragraph.plan_id} line {paragraph.line}: {place}: {shown}…")
    return 0


if __name__ == "__main__":
    sys.exit(main())
