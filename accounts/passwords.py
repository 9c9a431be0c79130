"""Passwords: kept as argon2id hashes; a name that is none takes as long to check."""

from __future__ import annotations

import secrets
from functools import cache

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from core.errors import UsageError

SHORTEST, LONGEST = 12, 200

_hasher = PasswordHash((Argon2Hasher(),))


def check(password: str, name: str = "") -> None:
    """UsageError for a password that is too short, too long, or the account's name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            "A password has {shortest} to {longest} signs; several words make a good "
            "one.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if name and password.casefold() == name.casefold():
        raise UsageError("The password is the name. Choose another one.")


def hashed(password: str, name: str = "") -> str:
    """The hash to keep. UsageError as `check`."""
    check(password, name)
    return _hasher.hash(password)


def fits(password: str, kept: str | None) -> bool:
    """Whether a password is that of the hash `kept`; None, which nothing fits, takes
    as long to tell."""
    told = password[: LONGEST + 1]
    return _hasher.verify(told, kept or decoy()) and kept is not None


@cache
def decoy() -> str:
    """A hash that no password is known of. Made once, before anybody signs in."""
    return _hasher.hash(secrets.token_hex(16))
