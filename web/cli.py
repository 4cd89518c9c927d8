"""The ``serve`` command."""

import socket
from functools import partial
from typing import Annotated, NoReturn

import typer
import uvicorn

from assistant.assembly import Assistant
from assistant.commands.options import IndexOption, load_settings
from web.app import create_app
from web.desk import Desk
from web.serving.heap import share_heap
from web.serving.log_lines import start_logs
from web.serving.workers import run_workers, uvicorn_config

Host = Annotated[str | None, typer.Option(help="Address to serve on (default: ASSISTANT_HOST).")]
Port = Annotated[int | None, typer.Option(min=0, max=65_535, help="Port (default: ASSISTANT_PORT); 0: any free one.")]
Workers = Annotated[int, typer.Option(min=1, max=64, help="Processes that answer on the one address.")]


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
    share_heap()
    settings = load_settings(index)
    start_logs(settings)
    Desk.of(settings).prepare()
    assistant = Assistant.open(settings)
    listener = _listen(settings.host if host is None else host, settings.port if port is None else port)
    if workers > 1:
        assistant.index.close()  # it can be opened: each worker opens it for itself
        del assistant
        run_workers(settings, listener, workers, partial(_tell, listener))
        return
    app = create_app(assistant)
    assistant.warm()
    _tell(listener)
    uvicorn.Server(uvicorn_config(app, settings)).run(sockets=[listener])


def _tell(listener: socket.socket) -> None:
    address, number = listener.getsockname()[:2]
    typer.echo(f"serving http://{f'[{address}]' if ':' in address else address}:{number}")


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
