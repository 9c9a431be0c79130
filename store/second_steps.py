"""Second steps of signing in as they are kept, and the codes that were used."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from store.schema import account_totp, code_used

# Before the hash of a code of a moment; a recovery code's stands alone.
OF_A_MOMENT = "moment "


@dataclass(frozen=True)
class Totp:
    """A row of second steps; `recovery`: the hashes of its recovery codes."""

    account_id: int
    secret: str
    since: str
    recovery: tuple[str, ...]


def get(connection: Connection, account_id: int) -> Totp | None:
    """The second step of an account, on or only offered; None where there is none."""
    this = account_totp.c.account_id == account_id
    row = connection.execute(select(account_totp).where(this)).first()
    if row is None:
        return None
    return Totp(row.account_id, row.secret, row.since, tuple(row.recovery.split()))


def on(connection: Connection) -> frozenset[int]:
    """The numbers of the accounts that have it on."""
    t = account_totp.c
    return frozenset(connection.scalars(select(t.account_id).where(t.since != "")))


def offer(connection: Connection, account_id: int, secret: str) -> None:
    """Keep a secret that is not confirmed, in the place of one before."""
    remove(connection, account_id)
    values = {"account_id": account_id, "secret": secret}
    connection.execute(insert(account_totp).values(values))


def change(
    connection: Connection, account_id: int, since: str, recovery: list[str]
) -> None:
    """Write since when it is on, and the hashes of its recovery codes."""
    this = account_totp.c.account_id == account_id
    values = {"since": since, "recovery": " ".join(recovery)}
    connection.execute(update(account_totp).where(this).values(values))


def remove(connection: Connection, account_id: int) -> None:
    """Remove the second step of an account."""
    this = account_totp.c.account_id == account_id
    connection.execute(delete(account_totp).where(this))


def use(connection: Connection, account_id: int, code: str, moment: str) -> bool:
    """Note that a code (its hash) was used; False where it was before. `connection`
    writes the jobs database; of many at once one is told True."""
    insert_into = sqlite.insert if _is_sqlite(connection) else postgresql.insert
    values = {"account_id": account_id, "code": code, "at": moment}
    new = insert_into(code_used).values(values).on_conflict_do_nothing()
    return connection.scalar(new.returning(code_used.c.code)) is not None


def used(connection: Connection, account_id: int) -> frozenset[str]:
    """The hashes of the codes of an account that were used."""
    own = code_used.c.account_id == account_id
    return frozenset(connection.scalars(select(code_used.c.code).where(own)))


def forget_used(connection: Connection, before: str) -> None:
    """Forget the codes of moments from before a moment: they fit no longer."""
    t = code_used.c
    old = t.code.startswith(OF_A_MOMENT) & (t.at < before)
    connection.execute(delete(code_used).where(old))


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"
