"""A limit to guessing: attempts are counted in the database, so that other workers and
a restart do not forget them."""

from __future__ import annotations

import ipaddress
from datetime import timedelta
from typing import Any

from accounts.sessions import digest
from core.clock import moment_now, now, written
from core.errors import ClosedError
from core.names import nfc
from store import audit, second_steps, sessions, tickets
from store.accounts import KeptAccount
from store.engine import Database

# Failures after which a name, or an address, rests; and for how long.
MOST_OF_NAME, MOST_OF_ADDRESS = 5, 20
REST_MINUTES = 15
ATTEMPTS_KEPT_HOURS = 24
ADDRESSES_KEPT_DAYS = 90


class RefusedError(ClosedError):
    """Not let in; the text never tells whether there is such an account."""


class RestingError(RefusedError):
    """Too many failures; even what is right is refused for a while."""


def name_key(name: str) -> str:
    """What an account is found by: its name whatever its letters' case; what cannot be
    printed is in none."""
    return "".join(sign for sign in nfc(name).casefold() if sign.isprintable())


def of_name(name: str) -> str:
    """What passwords tried on a name are counted by."""
    return digest(name_key(name))


def of_code(account: KeptAccount) -> str:
    """What codes tried on an account are counted by: whoever knows the password does
    not begin anew by giving it again."""
    return digest(f"code\n{name_key(account.name)}")


def reserve(db: Database, counted: str, address: str) -> int:
    """The number of this attempt, counted as failed before anything is looked at, so
    that many at once are no way around the limit. RestingError after too many."""
    since = written(now() - timedelta(minutes=REST_MINUTES))
    network = _network(address)
    with db.jobs_write() as connection:
        by_name = sessions.failed_of_name(connection, counted, since)
        by_address = sessions.failed_of_address(connection, network, since)
        if by_name >= MOST_OF_NAME or by_address >= MOST_OF_ADDRESS:
            raise RestingError(
                "Too many attempts failed. Wait {minutes} minutes, or ask an "
                "administrator.",
                minutes=REST_MINUTES,
            )
        return sessions.try_name(connection, moment_now(), counted, network)


def was_right(db: Database, attempt: int) -> None:
    """Note that the attempt did not fail, and forget what is no longer needed."""
    with db.jobs_write() as connection:
        sessions.was_right(connection, attempt)
        forget_old(connection)


def forget_old(connection: Any) -> None:
    """Forget attempts, used codes, tickets and network addresses that are no longer
    needed; `connection` writes the jobs database."""
    attempts = written(now() - timedelta(hours=ATTEMPTS_KEPT_HOURS))
    addresses = written(now() - timedelta(days=ADDRESSES_KEPT_DAYS))
    sessions.forget_attempts(connection, before=attempts)
    second_steps.forget_used(connection, attempts)
    tickets.forget(connection, moment_now())
    audit.forget_addresses(connection, addresses)


def forget(db: Database, account: KeptAccount) -> None:
    """Let an account be tried again."""
    with db.jobs_write() as connection:
        sessions.forget_attempts(connection, name=of_name(account.name))
        sessions.forget_attempts(connection, name=of_code(account))


def _network(address: str) -> str:
    """What is counted as one address: of IPv6 the network of a household."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    return str(ipaddress.ip_network((address, 64), strict=False))
