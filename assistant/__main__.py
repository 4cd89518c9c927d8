"""The command ``assistant``: commands come from the entry-point group ``assistant.commands``."""

import sys
from collections.abc import Sequence
from importlib.metadata import entry_points

import typer
from typer.exceptions import TyperException

from assistant.errors import AssistantError
from corpus.errors import CorpusError
from index.errors import IndexFault

_FAILED, _USAGE = 1, 2


def build_app() -> typer.Typer:
    """Return the command line with every registered command, in the order of their names."""
    app = typer.Typer(
        add_completion=False,
        no_args_is_help=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        help="Answers questions about public plans, each sentence checked against its source.",
    )
    for point in sorted(entry_points(group="assistant.commands"), key=lambda point: point.name):
        point.load()(app)
    return app


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 ok, 1 failed, 2 wrong usage; an error is one line on stderr."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Return the exit status of one command line."""
    try:
        status = build_app()(list(arguments), standalone_mode=False, prog_name="assistant")
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
