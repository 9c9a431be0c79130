"""The app as a process of its own, as gunicorn serves it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from core.settings import ROOT, Settings
from tests.postgres import free_port

_START_SECONDS = 60


def environment(settings: Settings) -> dict[str, str]:
    """The environment of a process that is to use these settings."""
    kept = {name: value for name, value in os.environ.items() if "HAICAP" not in name}
    return kept | named(settings)


def named(settings: Settings) -> dict[str, str]:
    """These settings as they stand in an environment."""
    return {
        "HAICAP_VAR": str(settings.var),
        "HAICAP_DATABASE_URL": settings.database_url,
        "HAICAP_SECRET": settings.secret,
        "HAICAP_DEMO": settings.demo,
        "HAICAP_PUBLIC": settings.public,
    }


@contextmanager
def serving(settings: Settings, workers: int = 1) -> Iterator[str]:
    """The address of the app over the database of `settings`, while it runs."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--workers", str(workers), "--worker-class", "gthread"]
    command += ["--threads", "16", "--no-control-socket"]
    command += ["--keep-alive", "65", "--timeout", "120", "app:server"]
    log = settings.var / "web.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        _await(port, process, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(30)


def _await(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        connection = HTTPConnection("127.0.0.1", port, timeout=_START_SECONDS)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except ConnectionError:
            time.sleep(0.2)
        finally:
            connection.close()
    raise RuntimeError(f"the app does not answer: {log.read_text(errors='replace')}")
