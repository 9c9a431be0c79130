"""Accounts as they are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, insert, select, update

from store.schema import account, office_term, unit

_ANY = select(account.c.id).limit(1)


@dataclass(frozen=True)
class KeptAccount:
    """A row of accounts; see store/schema_accounts.py. `password` is a hash, "" where
    none was set yet."""

    id: int
    name: str
    mail: str
    role: str
    language: str
    password: str
    person: str
    units: str
    until: date | None
    locked_at: str
    demo: bool
    created_at: str

    def can_sign_in(self, day: date) -> bool:
        """Whether it can be used on a day and has a password, which no other server
        that is away takes from it."""
        return bool(self.password) and self.open_on(day)

    def narrowed(self, units: Iterable[str]) -> frozenset[str]:
        """Those of the person's `units` that the account is for."""
        own = frozenset(self.units.split())
        return frozenset(units) & own if own else frozenset(units)

    def open_on(self, day: date) -> bool:
        """Whether it can be used on a day."""
        return not self.locked_at and (self.until is None or day <= self.until)


def add(connection: Connection, key: str, **values: Any) -> int:
    """Keep a new account; its number."""
    row = {"key": key, **values}
    written = connection.execute(insert(account).values(row).returning(account.c.id))
    return int(written.scalar_one())


def change(connection: Connection, number: int, **values: Any) -> None:
    """Write `values` into an account."""
    this = account.c.id == number
    connection.execute(update(account).where(this).values(**values))


def by_key(connection: Connection, key: str) -> KeptAccount | None:
    """The account of a name's key; None where there is none."""
    return _one(connection, select(account).where(account.c.key == key))


def by_number(connection: Connection, number: int) -> KeptAccount | None:
    """The account of a number; None where there is none."""
    return _one(connection, select(account).where(account.c.id == number))


def every(connection: Connection) -> list[KeptAccount]:
    """All accounts in the order they were made."""
    statement = select(account).order_by(account.c.id)
    return [_kept(row) for row in connection.execute(statement)]


def of_chairs(connection: Connection, day: date) -> dict[str, list[KeptAccount]]:
    """Person -> the Chairs' accounts of this name that can be used on a day, the newest
    first."""
    newest = account.c.id.desc()
    statement = select(account).where(account.c.role == "chair").order_by(newest)
    found: dict[str, list[KeptAccount]] = {}
    for one in (_kept(row) for row in connection.execute(statement)):
        if one.person and one.open_on(day):
            found.setdefault(one.person, []).append(one)
    return found


def of_mail(connection: Connection, mail: str) -> list[KeptAccount]:
    """The accounts of a mail address, whatever its letters' case; of "" none."""
    wanted = mail.casefold()
    # No engine folds letters as the other does; an office has hundreds of accounts.
    return [
        one for one in every(connection) if one.mail and one.mail.casefold() == wanted
    ]


def any_at_all(connection: Connection) -> bool:
    """Whether there is any account."""
    return connection.scalar(_ANY) is not None


def units_of(connection: Connection, person: str, day: date) -> frozenset[str]:
    """The units in which `person` is in office on a day."""
    term = office_term.c
    rows = connection.execute(
        select(term.unit_code, term.ends_on).where(
            term.current, term.person == person, term.starts_on <= day
        )
    )
    return frozenset(
        row.unit_code for row in rows if row.ends_on is None or row.ends_on >= day
    )


def named(connection: Connection, codes: frozenset[str]) -> list[tuple[str, str]]:
    """Code and name of units, by name; of who has none, none."""
    t = unit.c
    statement = select(t.code, t.name).where(t.current, t.code.in_(codes))
    rows = connection.execute(statement.order_by(t.name, t.code))
    return [(row.code, row.name) for row in rows]


def offices(connection: Connection, day: date) -> dict[str, set[str]]:
    """Everybody who is in office on a day, by name, with the codes of the units."""
    term, found = office_term.c, dict[str, set[str]]()
    rows = connection.execute(
        select(term.person, term.unit_code, term.ends_on).where(
            term.current, term.starts_on <= day
        )
    )
    for row in rows:
        if row.ends_on is None or row.ends_on >= day:
            found.setdefault(row.person, set()).add(row.unit_code)
    return found


def in_office(connection: Connection, day: date) -> list[str]:
    """Everybody who is in office on a day, by name."""
    return sorted(offices(connection, day))


def somebody_in_office(connection: Connection, day: date) -> str:
    """The Chair of the first unit that has one on a day; "" where none has."""
    term = office_term.c
    rows = connection.execute(
        select(term.person, term.ends_on)
        .where(term.current, term.post == "chair", term.starts_on <= day)
        .order_by(term.unit_code.desc(), term.starts_on)
    )
    found = (row.person for row in rows if row.ends_on is None or row.ends_on >= day)
    return next(found, "")


def _one(connection: Connection, statement: Select[Any]) -> KeptAccount | None:
    row = connection.execute(statement).first()
    return None if row is None else _kept(row)


def _kept(row: Row[Any]) -> KeptAccount:
    values = dict(row._mapping)
    del values["key"]
    return KeptAccount(**values)
