"""The keyed hash that stands for a submitter: equal people stay equal, nobody can be
named from it without the key."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

import numpy as np
import pandas as pd

from core.settings import Settings

_KEY_BYTES = 32


def secret_key(settings: Settings) -> bytes:
    """The key of HAICAP_SECRET, or of var/secret.key, which is made when missing and
    readable by the service account only."""
    if settings.secret:
        return settings.secret.encode()
    path = settings.var / "secret.key"
    if not path.exists():
        _make(path)
    return path.read_bytes()


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_hex(_KEY_BYTES).encode())
    try:
        # A link is not made over a key that another process made meanwhile.
        os.link(fresh, path)
    except FileExistsError:
        return
    finally:
        fresh.unlink()


def hashed(column: pd.Series, key: bytes) -> pd.Series:
    """HMAC-SHA256 of each cell as hexadecimal text; "" stays ""."""
    places, distinct = pd.factorize(column)
    hashes = np.array(
        [
            hmac.digest(key, text.encode(), "sha256").hex() if text else ""
            for text in distinct.tolist()
        ],
        dtype=object,
    )
    if not len(hashes):
        return column
    return pd.Series(hashes[places], dtype="str", index=column.index)
