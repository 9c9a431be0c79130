"""Pages that were shown, kept as files that all processes of one machine share."""

from __future__ import annotations

import fcntl
import logging
import os
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

FOLDER = "kept"
# Files kept at most, of some 20 kB; how often they are counted.
_MOST, _COUNTED = 2000, 100
_STAMP, _LOCK = 32, "lock-"
_LOOK_AGAIN = 0.05


@dataclass(frozen=True)
class Text:
    """What is kept at an address; `current`: it hangs on what was asked for; `age`:
    seconds since it was kept."""

    text: bytes
    current: bool
    age: float


class KeptFiles:
    """Texts under an address, each with a stamp of what it hangs on. One address has
    one file, so what is old is written over. A folder that cannot be written to costs
    time, never an answer."""

    def __init__(self, folder: Path, most: int = _MOST) -> None:
        self._folder = folder
        self._most = most
        self._written = 0

    def find(self, address: str, stamp: str) -> Text | None:
        """What is kept under `address`, whether or not it still carries `stamp`."""
        with suppress(OSError, zlib.error), self._file(address).open("rb") as file:
            kept, age = file.read(), time.time() - os.fstat(file.fileno()).st_mtime
            text = zlib.decompress(kept[_STAMP:])
            return Text(text, kept[:_STAMP] == _digest(stamp), age)
        return None

    def keep(self, address: str, stamp: str, text: bytes) -> None:
        """Keep `text` in place of what was kept there."""
        try:
            self._write(self._file(address), _digest(stamp) + zlib.compress(text, 1))
        except OSError as error:
            log.warning("A page is not kept: %s", error)
            return
        self._written += 1
        if self._written % _COUNTED == 0:
            self._let_go()

    @contextmanager
    def alone(self, address: str, patience: float | None = None) -> Iterator[bool]:
        """While what is kept there is made, others who ask for it wait. False where
        another is still at it after `patience` seconds (None: however long)."""
        try:
            lock = self._lock(address).open("a")
        except OSError as error:
            log.warning("A page is made without a lock: %s", error)
            yield True
            return
        with lock:
            yield _locked(lock, patience)

    def forget(self) -> None:
        """Let go of everything that is kept."""
        for file in self._folder.glob("*"):
            file.unlink(missing_ok=True)

    def _made(self) -> Path:
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self._folder

    def _write(self, file: Path, text: bytes) -> None:
        with tempfile.NamedTemporaryFile(dir=self._made(), delete=False) as written:
            try:
                written.write(text)
                written.flush()
                os.replace(written.name, file)
            except OSError:
                Path(written.name).unlink(missing_ok=True)
                raise

    def _file(self, address: str) -> Path:
        return self._folder / _digest(address).hex()

    def _lock(self, address: str) -> Path:
        # Few files, so that they need not be let go of.
        return self._made() / f"{_LOCK}{_digest(address).hex()[:2]}"

    def _let_go(self) -> None:
        """Of the oldest where there are too many."""
        found = []
        for file in os.scandir(self._folder):
            # Another process may let go of the same.
            with suppress(FileNotFoundError):
                if not file.name.startswith(_LOCK):
                    found.append((file.stat().st_mtime, file.path))
        for _written, path in sorted(found)[: -self._most]:
            Path(path).unlink(missing_ok=True)


def _digest(text: str) -> bytes:
    return sha256(text.encode()).digest()


def _locked(lock: IO[str], patience: float | None) -> bool:
    if patience is None:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return True
    until = time.monotonic() + patience
    while True:
        with suppress(BlockingIOError):
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= until:
            return False
        time.sleep(_LOOK_AGAIN)
