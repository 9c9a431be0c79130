"""A mail server and an office's own system, both real and on this machine."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

from core.settings import Settings


class Mailbox:
    """What the server got. `answers`: address -> what it says to a message for it;
    `slow`: seconds that it thinks before it says whether it took a message."""

    def __init__(self):
        self.mails, self.to = [], []
        self.answers, self.slow = {}, 0.0

    async def handle_RCPT(self, server, session, envelope, address, options):
        said = self.answers.get(address, "250 OK")
        if said.startswith("250"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server, session, envelope):
        await asyncio.sleep(self.slow)
        self.to += envelope.rcpt_tos
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_server(port: int = 0) -> Iterator[tuple[Mailbox, str]]:
    """A mail server on this machine, and its address as a setting."""
    box, port = Mailbox(), port or free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@contextmanager
def silent_server() -> Iterator[str]:
    """A port that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"smtp://127.0.0.1:{server.getsockname()[1]}"


class _Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        server.got.append((dict(self.headers), body, json.loads(body)))  # type: ignore[attr-defined]
        self.send_response(server.statuses.pop(0) if server.statuses else 204)  # type: ignore[attr-defined]
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing is written into the tests' output."""


@contextmanager
def hook_server(*statuses: int) -> Iterator[tuple[list, str]]:
    """An office's system that takes messages: what it got (headers, bytes, JSON), and
    its address; it answers with `statuses` first."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Hook)
    server.got, server.statuses = [], list(statuses)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.got, f"http://127.0.0.1:{server.server_port}/tin"  # type: ignore[attr-defined]
    finally:
        server.shutdown()
        server.server_close()


def by_mail(settings: Settings, url: str, **values: object) -> Settings:
    """`settings` with a mail server."""
    own = {"smtp_url": url, "mail_from": "Hai Cấp <kpi@example.gov.vn>"}
    return settings.model_copy(update={**own, **values})
