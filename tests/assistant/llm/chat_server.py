"""A chat endpoint on this machine that answers by script, soundly or not."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """What one request is answered with; ``cut`` closes the connection after so many bytes of the body."""

    body: bytes
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    wait: float = 0.0
    drip: float = 0.0
    cut: int | None = None


def said(text: str, *, finish: str = "stop") -> Reply:
    """Return a sound answer of the endpoint whose message is ``text``."""
    message = {"role": "assistant", "content": text}
    choice = {"index": 0, "message": message, "finish_reason": finish}
    body = {"id": "1", "object": "chat.completion", "created": 1, "model": "tiny", "choices": [choice]}
    return Reply(json.dumps(body, ensure_ascii=False).encode())


def sentences(*pairs: tuple[str, list[str]]) -> Reply:
    """Return an answer with these sentences and tokens in the form that is asked for."""
    rows = [{"text": text, "tokens": tokens} for text, tokens in pairs]
    return said(json.dumps({"sentences": rows}, ensure_ascii=False))


@dataclass(slots=True)
class ChatServer:
    """What the endpoint was asked; ``replies`` are given one each, the last again and again."""

    url: str = ""
    replies: list[Reply] = field(default_factory=list)
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def next(self) -> Reply:
        """Return the next reply of the script."""
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    def prompts(self) -> str:
        """Return all that was sent, as text."""
        return "\n".join(message["content"] for request in self.requests for message in request["messages"])


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """Serve on a free port of 127.0.0.1 until the block ends."""
    server = ChatServer()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            server.requests.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            server.headers.append(dict(self.headers))
            reply = server.next()
            time.sleep(reply.wait)
            self.send_response(reply.status)
            headers = {"Content-Type": "application/json", "Content-Length": str(len(reply.body))}
            for name, value in {**headers, **dict(reply.headers)}.items():
                self.send_header(name, value)
            self.end_headers()
            self._write(reply)

        def _write(self, reply: Reply) -> None:
            step = 1 if reply.drip else 65_536
            body = reply.body[: reply.cut]
            try:
                for at in range(0, len(body), step):
                    self.wfile.write(body[at : at + step])
                    self.wfile.flush()
                    time.sleep(reply.drip)
            except OSError:  # the asker has gone
                return
            if reply.cut is not None:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing: tests break connections on purpose."""

    with Quiet(("127.0.0.1", 0), Handler) as http:
        server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        http.shutdown()
        thread.join()
