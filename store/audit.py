"""Who did what, when: entries that are added and never changed, each with the hash of
the one before, so that one altered or taken out shows.

An entry stands in the transaction of what it tells. The network address is not part of
the hash: it is kept for as long as it is needed, and then forgotten.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Table, func, insert, select, text, update

from core.clock import moment_now
from store.schema import audit, audit_access

# Entries of one chain are written one after another, on PostgreSQL too.
_LOCK = text("SELECT pg_advisory_xact_lock(4711, :chain)")


@dataclass(frozen=True)
class Deed:
    """What is told: by whom ("" is nobody), the word for it, of what, from where."""

    who: str
    deed: str
    about: str = ""
    address: str = ""


def did(connection: Connection, deed: Deed) -> None:
    """Add what was done to data or accounts; `connection` writes the database."""
    _add(connection, audit, deed)


def came(connection: Connection, deed: Deed) -> None:
    """Add who came, handed in or took away; `connection` writes the jobs database."""
    _add(connection, audit_access, deed)


def hold(connection: Connection, chain: Table) -> None:
    """Nobody else adds to a chain, or changes it, until the transaction is over."""
    if connection.dialect.name == "postgresql":
        connection.execute(_LOCK, {"chain": int(chain is audit)})


def _add(connection: Connection, chain: Table, deed: Deed) -> None:
    hold(connection, chain)
    newest = select(chain.c.id, chain.c.hash).order_by(chain.c.id.desc()).limit(1)
    last = connection.execute(newest).first()
    number, before = (last.id + 1, last.hash) if last else (1, "")
    told = (number, moment_now(), deed.who, deed.deed, deed.about)
    names = ("id", "at", "who", "deed", "about")
    row = dict(zip(names, told, strict=True))
    row |= {"hash": chained(before, *told), "address": deed.address}
    connection.execute(insert(chain).values(**row))


def chained(before: str, *told: object) -> str:
    """The hash of an entry (number, moment, who, deed, about) after one of `before`."""
    written = json.dumps([before, *told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def entries(connection: Connection, *, access: bool) -> Iterator[Row[Any]]:
    """Every entry of a chain, the oldest first: id, at, who, deed, about, hash,
    address. `access`: who came in, of the jobs database; else what was done."""
    chain = audit_access if access else audit
    yield from connection.execute(select(chain).order_by(chain.c.id))


@dataclass(frozen=True)
class Asked:
    """What entries are looked for; "" is all. `about`: a part of what they tell of;
    `since` and `before`: moments in UTC."""

    who: str = ""
    deed: str = ""
    about: str = ""
    since: str = ""
    before: str = ""


@dataclass(frozen=True)
class Entry:
    """An entry of a chain as it is kept."""

    number: int
    at: str
    who: str
    deed: str
    about: str
    hash: str
    address: str


def search(
    connection: Connection, asked: Asked, *, access: bool, most: int
) -> tuple[list[Entry], int]:
    """The newest entries of a chain that fit, `most` at most, and how many fit."""
    chain = audit_access if access else audit
    t = chain.c
    conditions = (
        (asked.who, t.who == asked.who),
        (asked.deed, t.deed == asked.deed),
        (asked.about, t.about.icontains(asked.about, autoescape=True)),
        (asked.since, t.at >= asked.since),
        (asked.before, t.at < asked.before),
    )
    fits = [condition for given, condition in conditions if given]
    number = connection.scalar(select(func.count()).select_from(chain).where(*fits))
    rows = select(chain).where(*fits).order_by(t.id.desc()).limit(most)
    return [Entry(*row) for row in connection.execute(rows)], int(number or 0)


def words(connection: Connection, *, access: bool) -> set[str]:
    """The deeds that a chain tells."""
    chain = audit_access if access else audit
    return set(connection.scalars(select(chain.c.deed).distinct()))


def last_of(connection: Connection, deed: str) -> dict[str, str]:
    """Who -> when they last did a deed, of who came in."""
    t = audit_access.c
    last = select(t.who, func.max(t.at).label("at")).where(t.deed == deed)
    return {row.who: row.at for row in connection.execute(last.group_by(t.who))}


def forget_addresses(connection: Connection, before: str) -> None:
    """Empty the network addresses of entries from before a moment."""
    old = (audit_access.c.at < before) & (audit_access.c.address != "")
    connection.execute(update(audit_access).where(old).values(address=""))
