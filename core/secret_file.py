"""A secret that a file holds for every process: made once, whoever is first."""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def secret_of(path: Path, size: int) -> str:
    """The secret in the file at `path`, hexadecimal, of `size` random bytes; made when
    missing, readable by the service account only."""
    if not path.exists():
        _make(path, secrets.token_hex(size))
    return path.read_text(encoding="ascii")


def _make(path: Path, secret: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    try:
        # A link is not made over a secret that another process made meanwhile.
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()
