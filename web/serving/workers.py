"""Several processes on one socket: uvicorn's supervisor starts them, and replaces those that die."""

import logging
import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from socket import socket
from threading import Thread
from time import sleep
from typing import Final

from fastapi import FastAPI
from uvicorn import Config
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from assistant.assembly import Assistant
from assistant.errors import AssistantError
from assistant.settings import Settings
from index.errors import IndexFault
from index.place import spelled
from web.app import create_app
from web.metrics import SHARED
from web.serving.heap import share_heap
from web.serving.log_lines import start_logs

_LOG = logging.getLogger(__name__)
_FACTORY: Final = "web.serving.workers:create"
_READY: Final = "*.ready"
_IDLE: Final = 65  # seconds a connection may wait for its next question: people read, and proxies keep theirs for 60
_LOOK: Final = 0.1  # seconds between looks whether the workers are warm


def create() -> FastAPI:
    """Return the app of a worker process, warm; its settings come through the environment.

    Where the index cannot be opened, the process ends. At the start that stops the server; later, while an index or its
    server is away for a moment, the worker is started again.
    """
    share_heap()
    settings, folder = Settings(), Path(os.environ[SHARED])
    start_logs(settings)
    try:
        assistant = Assistant.open(settings)
    except (AssistantError, IndexFault) as error:
        _LOG.error("a worker cannot start: %s", error)
        sys.exit(1 if any(folder.glob(_READY)) else STARTUP_FAILURE)
    app = create_app(assistant)
    assistant.warm()
    Path(folder, f"{os.getpid()}.ready").touch()
    return app


def run_workers(settings: Settings, listener: socket, count: int, ready: Callable[[], None]) -> None:
    """Serve with ``count`` processes until stopped; ``ready`` is called once all of them are warm.

    They share the socket, a folder for their counters and, where the settings name no secret, one made here: a
    person's session holds with whichever worker answers.
    """
    folder = Path(tempfile.mkdtemp(prefix="plan-assistant-"))
    os.environ[SHARED] = str(folder)
    os.environ["ASSISTANT_INDEX"] = spelled(settings.index)
    os.environ["ASSISTANT_SECRET"] = settings.secret.get_secret_value() or secrets.token_urlsafe(32)
    config = uvicorn_config(_FACTORY, settings, workers=count)
    Thread(target=_wait, args=(folder, count, ready), daemon=True).start()
    try:
        Multiprocess(config, [listener]).run()
    finally:
        rmtree(folder, ignore_errors=True)


def uvicorn_config(app: FastAPI | str, settings: Settings, *, workers: int = 1) -> Config:
    """Return how uvicorn serves: no access log, because addresses hold what people look for."""
    return Config(
        app,
        factory=isinstance(app, str),
        workers=workers,
        log_config=None,  # `start_logs` has set it up
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=list(settings.proxies),
        timeout_keep_alive=_IDLE,
        timeout_graceful_shutdown=settings.stop_seconds,
    )


def _wait(folder: Path, count: int, ready: Callable[[], None]) -> None:
    while folder.is_dir():
        if len(list(folder.glob(_READY))) >= count:
            ready()
            return
        sleep(_LOOK)
