"""Sessions and attempts to sign in: rows of the jobs database, so that on SQLite a long
load keeps nobody waiting."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from store.schema import account_session, sign_in_attempt


@dataclass(frozen=True)
class Session:
    """`token` is the hash of the one that the browser has."""

    token: str
    account_id: int
    stamp: str
    created_at: str
    seen_at: str


def begin(connection: Connection, session: Session) -> None:
    """Keep a new session."""
    connection.execute(insert(account_session).values(**vars(session)))


def get(connection: Connection, token: str) -> Session | None:
    """The session of a token's hash; None where there is none."""
    this = account_session.c.token == token
    row = connection.execute(select(account_session).where(this)).first()
    return None if row is None else Session(**row._mapping)


def every(connection: Connection) -> list[Session]:
    """All sessions, the newest first."""
    t = account_session.c
    rows = connection.execute(select(account_session).order_by(t.created_at.desc()))
    return [Session(**row._mapping) for row in rows]


def seen(connection: Connection, token: str, moment: str) -> None:
    """Note that a session was used."""
    this = account_session.c.token == token
    connection.execute(update(account_session).where(this).values(seen_at=moment))


def end(connection: Connection, token: str) -> None:
    """Remove a session."""
    this = account_session.c.token == token
    connection.execute(delete(account_session).where(this))


def end_all(connection: Connection, account_id: int) -> None:
    """Remove every session of an account."""
    own = account_session.c.account_id == account_id
    connection.execute(delete(account_session).where(own))


def forget(connection: Connection, unused_since: str, begun_before: str) -> None:
    """Remove sessions that are over."""
    t = account_session.c
    over = (t.seen_at < unused_since) | (t.created_at < begun_before)
    connection.execute(delete(account_session).where(over))


def try_name(connection: Connection, moment: str, name: str, address: str) -> int:
    """Keep an attempt, as one that failed; its number."""
    written = connection.execute(
        insert(sign_in_attempt)
        .values(at=moment, name=name, address=address, right=False)
        .returning(sign_in_attempt.c.id)
    )
    return int(written.scalar_one())


def was_right(connection: Connection, attempt: int) -> None:
    """Note that an attempt did not fail."""
    this = sign_in_attempt.c.id == attempt
    connection.execute(update(sign_in_attempt).where(this).values(right=True))


def failed_of_name(connection: Connection, name: str, since: str) -> int:
    """How many attempts on a name failed since a moment, and since the last that did
    not."""
    t = sign_in_attempt.c
    last = select(func.coalesce(func.max(t.id), 0)).where(t.name == name, t.right)
    after = last.correlate(None).scalar_subquery()
    failed = [t.name == name, t.at >= since, t.id > after]
    return _count(connection, failed)


def failed_of_address(connection: Connection, address: str, since: str) -> int:
    """How many attempts from an address failed since a moment."""
    t = sign_in_attempt.c
    return _count(connection, [t.address == address, t.at >= since, ~t.right])


def _count(connection: Connection, which: list[Any]) -> int:
    return int(connection.scalar(select(func.count()).where(*which)) or 0)


def forget_attempts(
    connection: Connection, *, name: str = "", before: str = ""
) -> None:
    """Remove the attempts on a name, or those from before a moment."""
    t = sign_in_attempt.c
    which = t.name == name if name else t.at < before
    connection.execute(delete(sign_in_attempt).where(which))
