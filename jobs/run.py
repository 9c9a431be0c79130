"""`make run`: the web app and the scheduler together, for one machine.

Brings the database to the newest schema, loads the demo city into an empty one, then
keeps both processes running until Ctrl-C; when one of them dies, the other is stopped.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from types import FrameType

from core.addresses import is_loopback
from core.errors import KpiError, SettingsError
from core.language import translate
from core.settings import ROOT, Settings, settings

_STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.3


def main() -> int:
    """The exit code: 0 when it was asked to stop, 1 when it could not go on."""
    try:
        wanted = settings()
        check_address(wanted.host, wanted.port, wanted.production == "yes")
        with _asked_to_stop() as asked:
            code = _first_data(asked)
            return code if code or asked else _keep_running(wanted, asked)
    except KpiError as error:
        print(error.text(), file=sys.stderr)
        return 1


def _first_data(asked: list[int]) -> int:
    """The exit code of a process of its own that migrates the database and fills an
    empty one: what it takes of memory goes with it."""
    child = _start(["-m", "jobs.first_data"])
    try:
        while not asked and child.poll() is None:
            time.sleep(_LOOK_SECONDS)
        return 0 if asked else child.wait()
    finally:
        _stop((child,))


def check_address(host: str, port: int, production: bool = False) -> None:
    """Raises SettingsError for an address that others can reach, but in production
    (jobs.first_data then asks for an administrator among the accounts), and for a port
    that is in use."""
    if not is_loopback(host) and not production:
        raise SettingsError(
            "HAICAP_HOST={host} can be reached from other machines. That takes "
            "accounts, an administrator among them, and HAICAP_PRODUCTION=yes; until "
            "then only this machine is served: leave it at 127.0.0.1.",
            host=host,
        )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise SettingsError(
                "Port {port} of {host} cannot be used; perhaps another program has "
                "it. Choose another one: make run PORT=8060",
                port=port,
                host=host,
            ) from error


@contextmanager
def _asked_to_stop() -> Iterator[list[int]]:
    """A list that gets the signal's number once Ctrl-C or SIGTERM asks for the end."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {one: signal.signal(one, note) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _keep_running(wanted: Settings, asked: list[int]) -> int:
    children = {name: _start(command) for name, command in _commands(wanted).items()}
    told = False
    try:
        while not asked:
            for name, child in children.items():
                if child.poll() is not None:
                    _say(
                        "The {name} process ended by itself (code {code}); stopping.",
                        name=name,
                        code=child.returncode,
                    )
                    return 1
            if not told and _answers(wanted):
                _say("Hai Cấp is at {address}  (Ctrl-C stops it)", address=_at(wanted))
                told = True
            time.sleep(_LOOK_SECONDS)
        return 0
    finally:
        _stop(tuple(children.values()))


def _commands(wanted: Settings) -> dict[str, list[str]]:
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    web = ["-m", "gunicorn", "--bind", f"{host}:{wanted.port}"]
    web += ["--workers", "2", "--worker-class", "gthread", "--threads", "16"]
    # Browsers keep connections for about a minute: closing them sooner resets some.
    web += ["--keep-alive", "65", "--no-control-socket", "--log-level", "warning"]
    web += ["--worker-tmp-dir", _memory_folder(), "--timeout", "120", "app:server"]
    return {"web": web, "scheduler": ["-m", "jobs"]}


def _memory_folder() -> str:
    # A worker's heartbeat on a busy disk can look like a worker that hangs.
    return "/dev/shm" if os.path.isdir("/dev/shm") else str(ROOT)  # noqa: S108


def _start(arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches us alone, and we stop both in order.
    return subprocess.Popen(  # noqa: S603
        [sys.executable, *arguments], cwd=ROOT, start_new_session=True
    )


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        child.terminate()
    end = time.monotonic() + _STOP_SECONDS
    for child in children:
        try:
            child.wait(max(0.1, end - time.monotonic()))
        except subprocess.TimeoutExpired:
            # A load is one transaction: cut off, it leaves nothing behind.
            child.kill()
            child.wait()


def _answers(wanted: Settings) -> bool:
    connection = HTTPConnection(wanted.host, wanted.port, timeout=30)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def _at(wanted: Settings) -> str:
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    return f"http://{host}:{wanted.port}"


def _say(message: str, **values: str | int) -> None:
    print(translate(message, None, **values), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
