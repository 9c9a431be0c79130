"""The keyed hash that stands for a submitter: equal people stay equal, nobody can be
named from it without the key."""

from __future__ import annotations

import hmac

import numpy as np
import pandas as pd

from core.secret_file import secret_of
from core.settings import Settings

_KEY_BYTES = 32


def secret_key(settings: Settings) -> bytes:
    """The key of HAICAP_SECRET, or of var/secret.key, which is made when missing and
    readable by the service account only."""
    if settings.secret:
        return settings.secret.encode()
    return secret_of(settings.var / "secret.key", _KEY_BYTES).encode()


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
