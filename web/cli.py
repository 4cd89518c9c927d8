"""The ``serve`` command."""

import socket
from typing import Annotated, NoReturn

import typer
import uvicorn

from assistant.assembly import Assistant
from assistant.commands.options import IndexOption, load_settings
from web.app import create_app
from web.desk import Desk

Host = Annotated[str | None, typer.Option(help="Address to serve on (default: ASSISTANT_HOST).")]
Port = Annotated[int | None, typer.Option(min=0, max=65_535, help="Port (default: ASSISTANT_PORT); 0: any free one.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes; only 1 for now.")]


def register(app: typer.Typer) -> None:
    """Add this room's commands."""
    app.command()(serve)


def serve(host: Host = None, port: Port = None, index: IndexOption = None, workers: Workers = 1) -> None:
    """Serve the chat page and the API until stopped.

    Raises:
        SettingsError: a setting has the wrong type or range.
        StoreNewerError: the database was made by a later version of this program.
        IndexFault: the index is missing, damaged, or was built with another model.

    """
    if workers > 1:
        _fail("serve: --workers above 1 is not supported yet: start one process and leave --workers out", status=2)
    settings = load_settings(index)
    Desk.of(settings).prepare()
    assistant = Assistant.open(settings)
    app = create_app(assistant)
    listener = _listen(settings.host if host is None else host, settings.port if port is None else port)
    assistant.warm()
    address, number = listener.getsockname()[:2]
    typer.echo(f"serving http://{f'[{address}]' if ':' in address else address}:{number}")
    # No access log: addresses hold what people look for.
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    uvicorn.Server(config).run(sockets=[listener])


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address[:2], family=family)
    except OSError as error:
        reason = str(error.strerror).partition(" (")[0]
        _fail(f"serve: cannot serve on {host}:{port}: {reason}: choose another with --host or --port")


def _fail(message: str, *, status: int = 1) -> NoReturn:
    typer.echo(f"assistant: {message}", err=True)
    raise typer.Exit(status)
