"""Which account somebody is whom a provider of identities (OpenID Connect) knows."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert, select

from store.schema import account_identity


def account_of(connection: Connection, issuer: str, subject: str) -> int | None:
    """The number of the account that a provider's subject is; None where it is none."""
    t = account_identity.c
    this = (t.issuer == issuer) & (t.subject == subject)
    return connection.scalar(select(t.account_id).where(this))


def has_one(connection: Connection, issuer: str, account_id: int) -> bool:
    """Whether an account is already a subject of a provider."""
    t = account_identity.c
    this = (t.issuer == issuer) & (t.account_id == account_id)
    return connection.scalar(select(t.account_id).where(this)) is not None


def link(
    connection: Connection, issuer: str, subject: str, account_id: int, moment: str
) -> None:
    """Keep that a provider's subject is an account."""
    values = {"issuer": issuer, "subject": subject, "account_id": account_id}
    connection.execute(insert(account_identity).values(since=moment, **values))


def forget(connection: Connection, account_id: int) -> None:
    """Remove that any provider's subject is this account."""
    own = account_identity.c.account_id == account_id
    connection.execute(delete(account_identity).where(own))
