"""Another office's system: a real HTTP server on loopback that can misbehave."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import yaml

from core.settings import Settings
from ingest.sources import Source, read_source

Json = Any


@dataclass
class Request:
    """What the server was asked. `query` has one value a name."""

    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: bytes


@dataclass
class Reply:
    """What it answers. `length`: a Content-Length that is not that of the body;
    `drip`: seconds between single bytes; `hang`: seconds before anything."""

    body: Json = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    length: int | None = None
    drip: float = 0.0
    hang: float = 0.0

    @property
    def data(self) -> bytes:
        return json.dumps(self.body).encode() if self.raw is None else self.raw


class Office:
    """`answer` decides what is answered; `asked` is what was asked so far."""

    def __init__(self) -> None:
        self.asked: list[Request] = []
        self.answer: Callable[[Request], Reply] = lambda request: Reply([])
        self.url = ""

    def asked_for(self, path: str) -> list[Request]:
        return [one for one in self.asked if one.path == path]


class Handler(BaseHTTPRequestHandler):
    """Writes down what is asked, and answers as its office decides."""

    protocol_version = "HTTP/1.1"
    at_work: Office

    def do_GET(self) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        parts = urlsplit(self.path)
        asked = Request(
            self.command,
            parts.path,
            {name: values[-1] for name, values in parse_qs(parts.query).items()},
            {name.lower(): value for name, value in self.headers.items()},
            self.rfile.read(size),
        )
        self.at_work.asked.append(asked)
        self._send(self.at_work.answer(asked))

    do_POST = do_GET

    def _send(self, reply: Reply) -> None:
        time.sleep(reply.hang)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        length = len(reply.data) if reply.length is None else reply.length
        if reply.status != 304:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        try:
            self._write(b"" if reply.status == 304 else reply.data, reply)
        except OSError:
            # Whoever asked has given up, which is what the test is about.
            self.close_connection = True

    def _write(self, data: bytes, reply: Reply) -> None:
        if reply.drip:
            for octet in data:
                self.wfile.write(bytes([octet]))
                time.sleep(reply.drip)
        else:
            self.wfile.write(data)
        # A body shorter than announced: hang up in the middle of it.
        self.close_connection = reply.length is not None

    def log_message(self, *parts: object) -> None:
        """Nothing is written while tests run."""


@contextmanager
def office() -> Iterator[Office]:
    """An office at work on a loopback port of its own."""
    at_work = Office()
    handler = type("OfficeHandler", (Handler,), {"at_work": at_work})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    at_work.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield at_work
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


QUICK = {
    "connect_seconds": 2,
    "read_seconds": 2,
    "attempts": 3,
    "backoff_seconds": 0.001,
    "pause_seconds": 0,
}


def described(settings: Settings, http: dict[str, Any], **more: Any) -> Source:
    """The source `portal`, described in var/sources as an office would."""
    limits = {**QUICK, **http.pop("limits", {})}
    written = {
        "title": "Portal",
        "reader": "http",
        "kind": "dossiers",
        "columns": {
            "dossier_code": "code",
            "unit_code": "unit",
            "procedure_code": "procedure.code",
            "received_at": "received",
            "channel": "channel",
            "updated_at": "updated",
        },
        "needs": ["channel"],
        "http": {**http, "limits": limits},
        **more,
    }
    return write_source(settings, "portal", written)


def write_source(settings: Settings, name: str, written: dict[str, Any]) -> Source:
    """A description in var/sources, and as it is read."""
    folder = settings.var / "sources"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    return read_source(path)


def row(number: int, **fields: Json) -> Json:
    """A dossier as the portal tells it, with a name that must not be kept."""
    return {
        "code": f"d{number}",
        "unit": "00004",
        "procedure": {"code": "1.001193", "name": "Đăng ký khai sinh"},
        "received": "2025-07-15T08:30:00",
        "channel": "online",
        "updated": f"2025-07-15T08:{number % 60:02d}:00",
        "applicant": "Nguyễn Thị Riêng Tư",
        **fields,
    }
