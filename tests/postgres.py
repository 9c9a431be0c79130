"""A real PostgreSQL server for the tests, started from Debian's binaries."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOM = 4 * 2**30


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


@dataclass
class Server:
    """A server of its own; it can be stopped and started again on the same port."""

    programs: Path
    folder: Path
    port: int = 0

    @property
    def url(self) -> str:
        """The URL of its databases, "postgresql://…/"."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/"

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def begin(self) -> None:
        """Without any data. A port that another program took in the meantime is given
        up for another one."""
        initdb = self.programs / "initdb"
        _run(initdb, "-D", self._data, "-U", "postgres", "-A", "trust", "-N")
        for _try in range(3):
            self.port = free_port()
            try:
                return self.start()
            except RuntimeError as error:
                failed = error
        raise failed

    def start(self) -> None:
        """Start it, or start it again."""
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 -c fsync=off"
            f" -c unix_socket_directories={self.folder}"
            " -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"
        )
        pg_ctl = self.programs / "pg_ctl"
        _run(pg_ctl, "-D", self._data, "-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop it at once, whoever is connected."""
        if (self._data / "postmaster.pid").exists():
            _run(self.programs / "pg_ctl", "-D", self._data, "-m", "immediate", "stop")


def _in_memory() -> Path | None:
    """Where the machine keeps files in memory, if there is room for a server's: a
    database of a test is copied there in a third of the time. None where not."""
    shared = Path("/dev/shm")
    return shared if shared.is_dir() and _free(shared) > ROOM else None


def _free(folder: Path) -> int:
    """Bytes that are free there."""
    return shutil.disk_usage(folder).free


@contextmanager
def own_server(programs: Path) -> Iterator[Server]:
    """A server without any data, stopped and removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="haicap-postgres-", dir=_in_memory()))
    if os.geteuid() == 0:
        # The server refuses to run as root.
        shutil.chown(folder, "postgres")
    begun = Server(programs, folder)
    try:
        begun.begin()
        yield begun
    finally:
        begun.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def server(programs: Path) -> Iterator[str]:
    """The URL of a server without any data, "postgresql://…/", stopped at the end."""
    with own_server(programs) as begun:
        yield begun.url


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


def copy(url: str, source: str, name: str) -> str:
    """The URL of a new database `name` that holds what `source` holds, to which nobody
    may be connected."""
    # On a server that never syncs, files are copied in half the time of rows.
    statement = f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY FILE_COPY"
    execute(url, statement)
    return f"{url}{name}"
