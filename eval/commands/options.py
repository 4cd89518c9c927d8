"""What several ``eval`` commands share: options, and errors told in one line."""

import functools
from collections.abc import Callable
from typing import Annotated, ParamSpec, TypeVar, cast

import typer

from assistant.assembly import Assistant
from assistant.commands.options import GivenIndex, load_settings
from corpus.access import Access
from eval.cases import Half
from eval.errors import EvalError, RowsError

P = ParamSpec("P")
T = TypeVar("T")

HalfOption = Annotated[str | None, typer.Option("--half", help="tune or report (default: both).")]
AllOption = Annotated[bool, typer.Option("--all", help="Every bundled question set; the default.")]
SetOption = Annotated[
    list[str] | None, typer.Option("--set", help="A set (passage, passage/saga-smart) or file; may be repeated.")
]


def told(command: Callable[P, T]) -> Callable[P, T]:
    """Return the command with this room's errors as lines on stderr and exit status 1."""

    @functools.wraps(command)
    def telling(*arguments: P.args, **options: P.kwargs) -> T:
        try:
            return command(*arguments, **options)
        except RowsError as error:
            lines = error.lines
        except EvalError as error:
            lines = (str(error),)
        except OSError as error:
            lines = (f"{error.filename or 'eval'}: {error.strerror}; check the path and its permissions",)
        for line in lines:
            typer.echo(f"assistant: {' '.join(line.split())}", err=True)
        raise typer.Exit(1)

    return telling


def chosen_half(name: str | None) -> Half | None:
    """Return the half of that name, None for both; a name that is neither is wrong usage."""
    if name not in (None, "tune", "report"):
        raise typer.BadParameter(f"--half: {name!r} is neither tune nor report")
    return cast("Half | None", name)


def chosen_sets(sets: list[str] | None, *, every: bool) -> tuple[str, ...]:
    """Return the named sets, none for all of them; both at once is wrong usage."""
    if sets and every:
        raise typer.BadParameter("give --all or --set, not both")
    return tuple(sets or ())


def open_assistant(index: GivenIndex) -> tuple[Assistant, set[str]]:
    """Return the assistant and the ids of the plans that the public sees."""
    assistant = Assistant.open(load_settings(index))
    return assistant, {plan.manifest.id for plan in assistant.index.plans(access=Access.PUBLIC)}
