"""Signing in: name and password against what is kept, with a limit to guessing.

What is counted stands in the database: other workers and a restart do not forget it.
"""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import NoReturn

from accounts import passwords, sessions
from accounts.sessions import digest, written
from core.clock import now, today
from core.errors import ClosedError
from core.names import nfc
from store import accounts, audit
from store import sessions as kept_sessions
from store.accounts import KeptAccount
from store.audit import Deed
from store.engine import Database

# Failures after which a name, or an address, rests; and for how long.
MOST_OF_NAME, MOST_OF_ADDRESS = 5, 20
REST_MINUTES = 15
_ATTEMPTS_KEPT_HOURS = 24
_ADDRESSES_KEPT_DAYS = 90


class RefusedError(ClosedError):
    """Not signed in; the text never tells whether there is such an account."""


class RestingError(RefusedError):
    """Too many failures; even the right password is refused for a while."""


def name_key(name: str) -> str:
    """What an account is found by: its name whatever its letters' case; what cannot be
    printed is in none."""
    return "".join(sign for sign in nfc(name).casefold() if sign.isprintable())


def sign_in(db: Database, name: str, password: str, address: str) -> tuple[str, str]:
    """The token of a new session and the account's language.

    RestingError after too many failures of the name or the address, RefusedError for
    a wrong name, a wrong password, or an account that is locked or over: the same
    words after the same time.
    """
    asked = digest(name_key(name))
    attempt = _reserve(db, asked, _network(address))
    with db.read() as connection:
        account = accounts.by_key(connection, name_key(name))
    right = passwords.fits(password, account.password if account else None)
    if account is None or not right or not account.open_on(today(db.timezone)):
        _refuse(db, account, address)
    _succeed(db, attempt)
    deed = Deed(account.name, "sign_in", address=address)
    return sessions.begin(db, account, deed), account.language


def _reserve(db: Database, asked: str, network: str) -> int:
    """The number of this attempt, counted before the password is looked at, so that
    many at once are no way around the limit."""
    since = written(now() - timedelta(minutes=REST_MINUTES))
    with db.jobs_write() as connection:
        by_name = kept_sessions.failed_of_name(connection, asked, since)
        by_address = kept_sessions.failed_of_address(connection, network, since)
        if by_name >= MOST_OF_NAME or by_address >= MOST_OF_ADDRESS:
            raise RestingError(
                "Too many attempts failed. Wait {minutes} minutes, or ask an "
                "administrator.",
                minutes=REST_MINUTES,
            )
        return kept_sessions.try_name(connection, written(now()), asked, network)


def _refuse(db: Database, account: KeptAccount | None, address: str) -> NoReturn:
    # A name that is none may be a password typed into the wrong field: it is not kept.
    about = account.name if account else ""
    with db.jobs_write() as connection:
        audit.came(connection, Deed("", "sign_in_failed", about, address))
    raise RefusedError("Name or password is not right.")


def _succeed(db: Database, attempt: int) -> None:
    """Note that the attempt did not fail, and forget what is no longer needed."""
    attempts = written(now() - timedelta(hours=_ATTEMPTS_KEPT_HOURS))
    addresses = written(now() - timedelta(days=_ADDRESSES_KEPT_DAYS))
    with db.jobs_write() as connection:
        kept_sessions.was_right(connection, attempt)
        kept_sessions.forget_attempts(connection, before=attempts)
        audit.forget_addresses(connection, addresses)


def _network(address: str) -> str:
    """What is counted as one address: of IPv6 the network of a household."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False))
