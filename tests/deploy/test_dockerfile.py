"""The image: pinned, not root, nothing but /data written, its health asked at /readyz."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from assistant.settings import Settings
from tests.deploy.dockerfile import complaints, read

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "Dockerfile").read_text(encoding="utf-8")
GOOD = """\
FROM python:3.11-slim AS build
FROM python:3.11-slim
RUN apt-get install --no-install-recommends x && rm -rf /var/lib/apt/lists/*
COPY --chown=0:0 a /a
USER 10001
HEALTHCHECK CMD ["x", "/readyz"]
CMD ["serve"]
"""


def test_ours_keeps_the_rules() -> None:
    assert complaints(TEXT) == []


def test_the_rules_find_what_they_are_for() -> None:
    assert complaints(GOOD) == []
    for old, new in (
        ("python:3.11-slim AS", "python AS"),
        ("python:3.11-slim AS", "python:latest AS"),
        ("COPY --chown=0:0 a /a", "COPY a /a"),
        ("COPY --chown=0:0 a /a", "ADD http://example.jp/a /a"),
        (" && rm -rf /var/lib/apt/lists/*", ""),
        (" --no-install-recommends", ""),
        ("USER 10001", "USER root"),
        ("USER 10001", "USER 0:0"),
        ("USER 10001\n", ""),
        ("USER 10001", "USER 10001\nRUN touch /x"),
        ("/readyz", "/"),
        ("RUN apt-get", "RUN pip install x && apt-get"),
        ("USER 10001", "ENV ASSISTANT_SECRET=x\nUSER 10001"),
    ):
        assert len(complaints(GOOD.replace(old, new))) == 1, new
    with pytest.raises(json.JSONDecodeError):
        complaints(GOOD.replace('CMD ["serve"]', "CMD serve"))


def test_what_is_copied_exists_and_reaches_the_builder() -> None:
    ignore = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignore[ignore.index("*") + 1 :].count("*") == 0, "everything is left out but what is named"
    taken = {line[1:] for line in ignore if line.startswith("!")}
    sources = {
        source
        for one in read(TEXT)
        if one.name == "COPY" and not any(option.startswith("--from=") for option in one.options)
        for source in one.arguments[:-1]
    }
    assert sources == taken
    assert [source for source in sources if not (ROOT / source).exists()] == []


def test_its_variables_are_settings_and_only_data_is_written() -> None:
    [variables] = [one.words for one in read(TEXT) if one.name == "ENV" and "ASSISTANT_HOST" in one.words]
    values = dict(re.findall(r"ASSISTANT_(\w+)=(\S+)", variables))
    assert {name.lower() for name in values} <= set(Settings.model_fields)
    assert {name for name, value in values.items() if value.startswith("/data/")} == {"INDEX", "UPLOADS", "WEB_DB"}
    names = {one.name: one.words for one in read(TEXT)}
    assert (names["VOLUME"], names["WORKDIR"]) == ("/data", "/data")


@contextmanager
def answering(status: int) -> Iterator[int]:
    """Give the port of a server that answers /readyz with this status."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/readyz" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_its_health_is_what_readyz_says(status: int, code: int) -> None:
    [check] = [one.words for one in read(TEXT) if one.name == "HEALTHCHECK"]
    program, *arguments = json.loads(check.partition("CMD ")[2])
    assert program == "python"
    with answering(status) as port:
        environment = {**os.environ, "ASSISTANT_PORT": str(port)}
        done = subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
    assert done.returncode == code
