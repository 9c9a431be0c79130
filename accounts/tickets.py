"""Tokens that are used once and within a while: a step of signing in that is half
done, a link to set a password. Kept as a hash, as sessions are."""

from __future__ import annotations

import json
import secrets
from datetime import timedelta

from accounts.sessions import digest, stamp
from core.clock import moment_now, now, today, written
from store import accounts, tickets
from store.accounts import KeptAccount
from store.engine import Database
from store.tickets import Ticket


def make(
    db: Database,
    kind: str,
    minutes: int,
    account: KeptAccount | None = None,
    about: dict[str, str] | None = None,
) -> str:
    """The token of a new ticket, for an account or for nobody yet."""
    token = secrets.token_urlsafe(32)
    moment = now()
    made = Ticket(
        digest(token),
        kind,
        account.id if account else 0,
        stamp(account) if account else "",
        json.dumps(about or {}),
        written(moment + timedelta(minutes=minutes)),
    )
    with db.jobs_write() as connection:
        tickets.forget(connection, written(moment))
        tickets.keep(connection, made)
    return token


def get(db: Database, kind: str, token: str) -> Ticket | None:
    """The ticket of a token; None where it is none, or is over."""
    with db.jobs_read() as connection:
        return tickets.get(connection, kind, digest(token), moment_now())


def holder(db: Database, kind: str, token: str) -> KeptAccount | None:
    """Whose ticket it is; None where it is none or over, the account cannot be used,
    or its password is another by now."""
    found = get(db, kind, token)
    if found is None:
        return None
    with db.read() as connection:
        account = accounts.by_number(connection, found.account_id)
    if account is None or not account.open_on(today(db.timezone)):
        return None
    return account if stamp(account) == found.stamp else None


def take(db: Database, token: str) -> bool:
    """Use a ticket up; whether it was still there."""
    with db.jobs_write() as connection:
        return tickets.take(connection, digest(token))
