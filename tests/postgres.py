"""A real PostgreSQL server for the tests, started from Debian's binaries."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg


def binaries() -> Path | None:
    """The newest installed server's programs; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return found[-1].parent if found else None


def free_port() -> int:
    """A loopback port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The URL of a server without any data, "postgresql://…/", stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="haicap-postgres-"))
    data = folder / "data"
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres")
    try:
        _run(programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N")
        yield f"postgresql://postgres@127.0.0.1:{_start(programs, folder, data)}/"
    finally:
        if (data / "postmaster.pid").exists():
            _run(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def _start(programs: Path, folder: Path, data: Path, tries: int = 3) -> int:
    """The port of the server just started; a port that another program took in the
    meantime is given up for another one."""
    port = free_port()
    options = (
        f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    )
    try:
        _run(programs / "pg_ctl", "-D", data, "-w", "-o", options, "start")
    except RuntimeError:
        if tries == 1:
            raise
        return _start(programs, folder, data, tries - 1)
    return port


def _run(*command: object) -> None:
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    # pg_ctl leaves the server with its own output: a pipe would never end.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(words, stdout=output, stderr=output, cwd="/")
        if done.returncode:
            output.seek(0)
            raise RuntimeError(output.read().decode(errors="replace"))


def execute(url: str, *statements: str) -> None:
    """Runs statements outside any transaction."""
    with psycopg.connect(url, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[call-overload]
