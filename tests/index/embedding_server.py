"""An embedding endpoint on this machine, with the faults that a test asks for."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from index.embedders.hashing import HashingEmbedder

# What is answered to a request: status, body, headers.
Reply = tuple[int, bytes, dict[str, str]]


@dataclass(slots=True)
class EmbeddingServer:
    """What the endpoint was asked, and what it answers; ``faults`` are answered first, one each."""

    url: str
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    faults: list[Reply] = field(default_factory=list)
    change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]] = lambda rows: rows

    def reply(self, path: str, headers: dict[str, str], asked: dict[str, Any]) -> Reply:
        """Return the answer to one request, and note it."""
        self.requests.append({"path": path, **asked})
        self.headers.append(headers)
        if self.faults:
            return self.faults.pop(0)
        vectors = HashingEmbedder(16).encode_query(asked["input"]).tolist()
        rows = [{"object": "embedding", "index": at, "embedding": vector} for at, vector in enumerate(vectors)]
        return 200, json.dumps({"object": "list", "data": self.change(rows), "model": asked["model"]}).encode(), {}


@contextmanager
def embedding_server() -> Iterator[EmbeddingServer]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    server = EmbeddingServer("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            status, body, headers = server.reply(self.path, dict(self.headers), asked)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        http.shutdown()
        thread.join()
