"""The command ``assistant``: commands come from the entry-point group ``assistant.commands``."""

import os
import sys
from collections.abc import Sequence
from importlib.metadata import EntryPoint, entry_points

import typer
from typer.exceptions import TyperException

from assistant.errors import AssistantError
from corpus.errors import CorpusError
from index.errors import IndexFault

# The matrices of a search are small: many threads only wait for each other, above all on two busy cores. Read by
# numpy when it is first imported, which no module imported above does.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
_FAILED = 1
_GROUP = "assistant.commands"


def build_app(command: str = "") -> typer.Typer:
    """Return the command line with one command, or with every registered one where none has that name."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Answers questions about public plans, each sentence checked against its source.",
    )
    app.callback()(_several)
    points = entry_points(group=_GROUP)
    chosen = [point for point in points if point.name == command] or list(points)
    for value in sorted({point.value for point in chosen}):
        EntryPoint(command, value, _GROUP).load()(app)
    return app


def _several() -> None:
    """Keep commands named, even where only one is loaded."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 ok, 1 failed, 2 wrong usage; an error is one line on stderr."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Return the exit status of one command line."""
    try:
        status = build_app(next(iter(arguments), ""))(list(arguments), standalone_mode=False, prog_name="assistant")
    except TyperException as error:
        return _complain(f"{error.format_message()} (see `assistant --help`)", error.exit_code)
    except (AssistantError, CorpusError, IndexFault) as error:
        return _complain(str(error), _FAILED)
    except typer.Abort:
        return _complain("stopped", _FAILED)
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return _complain("stopped", _FAILED)
    return status if isinstance(status, int) else 0


def _complain(message: str, status: int) -> int:
    typer.echo(f"assistant: {' '.join(message.split())}", err=True)
    return status


if __name__ == "__main__":
    main()
