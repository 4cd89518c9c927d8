"""Options that several commands share."""

import os
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.errors import SettingsError
from assistant.settings import Settings
from corpus.access import Access
from index.place import Place, place_of

GivenIndex: TypeAlias = str | Place | None
IndexOption = Annotated[
    str | None, typer.Option("--index", help="Folder or postgresql:// URL of the index (default: ASSISTANT_INDEX).")
]
PlanOption = Annotated[list[str] | None, typer.Option("--plan", help="Plan id; may be repeated.")]
AccessOption = Annotated[Access, typer.Option("--access", help="Whose eyes to look with.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
BatchOption = Annotated[Path | None, typer.Option("--batch", help="JSON Lines of questions.")]
OutputOption = Annotated[Path | None, typer.Option("--output", help="Where the batch's rows go.")]


def load_settings(index: GivenIndex = None) -> Settings:
    """Return the settings, with the index of the command line where one is given.

    Raises:
        SettingsError: a variable has the wrong type or range, named in one line.

    """
    try:
        return Settings() if index is None else Settings(index=place_of(index))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "ASSISTANT_" + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name}: {first['msg']}; change it in the environment or in .env") from error


def progress_bar() -> Progress:
    """Return a progress bar on stderr that shows only on a terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), disable=not os.isatty(2), transient=True)
