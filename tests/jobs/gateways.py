"""A gateway to telephones, real and on this machine."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl


class Gateway(ThreadingHTTPServer):
    """`got`: path, headers and body of what it was asked; `answers`: what it says next
    (a status and JSON, or seconds that it thinks); else that it took it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.got: list[tuple[str, dict[str, str], Any]] = []
        self.answers: list[tuple[int, Any] | float] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def bodies(self, path: str) -> list[Any]:
        return [body for at, _headers, body in self.got if at == path]


class _Handler(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = "form" in self.headers["Content-Type"]
        body = dict(parse_qsl(raw)) if form else json.loads(raw)
        self.server.got.append((self.path, dict(self.headers), body))
        answer = self.server.answers.pop(0) if self.server.answers else (200, None)
        if isinstance(answer, float):
            time.sleep(answer)
            answer = (200, None)
        status, told = answer
        content = (
            told
            if isinstance(told, bytes)
            else json.dumps(told or {"error": 0}).encode()
        )
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: object) -> None:
        """Nothing is written into the tests' output."""


@contextmanager
def gateway() -> Iterator[Gateway]:
    """The gateway, while it runs."""
    server = Gateway()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
