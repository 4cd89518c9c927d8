"""Several processes on one socket: uvicorn's supervisor starts them, and replaces those that die."""

import os
import secrets
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
from uvicorn.supervisors import Multiprocess

from assistant.assembly import Assistant
from assistant.settings import Settings
from index.place import spelled
from web.app import create_app
from web.metrics import SHARED
from web.serving.log_lines import start_logs

_FACTORY: Final = "web.serving.workers:create"
_READY: Final = "*.ready"
_LOOK: Final = 0.1  # seconds between looks whether the workers are warm


def create() -> FastAPI:
    """Return the app of a worker process, warm; its settings come through the environment."""
    settings = Settings()
    start_logs(settings)
    assistant = Assistant.open(settings)
    app = create_app(assistant)
    assistant.warm()
    Path(os.environ[SHARED], f"{os.getpid()}.ready").touch()
    return app


def run_workers(settings: Settings, listener: socket, count: int, ready: Callable[[], None]) -> None:
    """Serve with ``count`` processes until stopped; ``ready`` is called once all of them are warm.

    They share the socket, a folder for their counters and, where the settings name no secret, one made here: a
    person's session holds with whichever worker answers.
    """
    folder = Path(tempfile.mkdtemp(prefix="plan-assistant-"))
    os.environ[SHARED] = str(folder)
    os.environ["ASSISTANT_INDEX"] = spelled(settings.index)
    os.environ.setdefault("ASSISTANT_SECRET", settings.secret.get_secret_value() or secrets.token_urlsafe(32))
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
        timeout_graceful_shutdown=settings.stop_seconds,
    )


def _wait(folder: Path, count: int, ready: Callable[[], None]) -> None:
    while folder.is_dir():
        if len(list(folder.glob(_READY))) >= count:
            ready()
            return
        sleep(_LOOK)
