"""What is to be used once and within a while: rows of the jobs database, kept by the
hash of a token."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from store.schema import ticket


@dataclass(frozen=True)
class Ticket:
    """`token` is a hash; `account_id` 0 is nobody's yet; `about` is JSON."""

    token: str
    kind: str
    account_id: int
    stamp: str
    about: str
    ends_at: str


def keep(connection: Connection, made: Ticket) -> None:
    """Keep a ticket."""
    connection.execute(insert(ticket).values(**vars(made)))


def get(connection: Connection, kind: str, token: str, moment: str) -> Ticket | None:
    """The ticket of a kind and a token's hash; None where there is none, or it is over
    at `moment`."""
    t = ticket.c
    this = (t.token == token) & (t.kind == kind) & (t.ends_at > moment)
    row = connection.execute(select(ticket).where(this)).first()
    return None if row is None else Ticket(**row._mapping)


def take(connection: Connection, token: str) -> bool:
    """Remove a ticket; whether it was there. Of many at once one is told so."""
    gone = connection.execute(delete(ticket).where(ticket.c.token == token))
    return bool(gone.rowcount)


def forget(connection: Connection, moment: str) -> None:
    """Remove the tickets that are over at a moment."""
    connection.execute(delete(ticket).where(ticket.c.ends_at <= moment))


def forget_of(connection: Connection, kind: str, account_id: int) -> None:
    """Remove the tickets of a kind of an account."""
    own = (ticket.c.kind == kind) & (ticket.c.account_id == account_id)
    connection.execute(delete(ticket).where(own))
