"""The tables of accounts: who may come in, who is in, and what was done by whom."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    false,
)

from store.schema_base import metadata
from store.schema_jobs import jobs_metadata

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    # The name as it is written, and what it is found by, whatever its letters' case.
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("mail", Text, nullable=False, server_default=""),
    Column("role", Text, nullable=False),
    Column("language", Text, nullable=False, server_default=""),
    Column("password", Text, nullable=False),
    # As terms of office name them; of a delegate, the Chair.
    Column("person", Text, nullable=False, server_default=""),
    # Codes of units with a space between two: of the person's terms these alone, where
    # another of the same name is in office elsewhere; "" is all.
    Column("units", Text, nullable=False, server_default=""),
    # The last day; null is no end.
    Column("until", Date),
    # When it was locked; "" is not.
    Column("locked_at", Text, nullable=False, server_default=""),
    Column("demo", Boolean, nullable=False, server_default=false()),
    Column("created_at", Text, nullable=False),
)
Index("uq_account_key", account.c.key, unique=True)

# The second step of signing in, of who switched it on.
account_totp = Table(
    "account_totp",
    metadata,
    Column("account_id", Integer, primary_key=True, autoincrement=False),
    Column("secret", Text, nullable=False),
    # When a first code confirmed it; "": it is only offered, and asked of nobody.
    Column("since", Text, nullable=False, server_default=""),
    # SHA-256 of each recovery code, with a space between two.
    Column("recovery", Text, nullable=False, server_default=""),
)

# Which account a provider of identities (OpenID Connect) means by its subject.
account_identity = Table(
    "account_identity",
    metadata,
    Column("issuer", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("account_id", Integer, nullable=False),
    Column("since", Text, nullable=False),
)


def _chain(name: str, among: MetaData) -> Table:
    """A table of entries that are added and never changed; each carries the hash of
    the one before (store/audit.py)."""
    return Table(
        name,
        among,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("at", Text, nullable=False),
        Column("who", Text, nullable=False),
        Column("deed", Text, nullable=False),
        Column("about", Text, nullable=False, server_default=""),
        Column("hash", Text, nullable=False),
        # Outside the hash, so that it can be forgotten.
        Column("address", Text, nullable=False, server_default=""),
    )


# What was done to data and accounts, written with the deed itself.
audit = _chain("audit", metadata)
# Who came in, handed in and took away. On SQLite it stands in the scheduler's file, as
# sessions do: nobody waits for a long load to sign in.
audit_access = _chain("audit_access", jobs_metadata)

account_session = Table(
    "account_session",
    jobs_metadata,
    # SHA-256 of the token, which the browser alone has.
    Column("token", Text, primary_key=True),
    Column("account_id", Integer, nullable=False, index=True),
    # Of the account's name and password hash as they were: another password, or the
    # account of another database that was restored, is not let in by it.
    Column("stamp", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("seen_at", Text, nullable=False),
)
sign_in_attempt = Table(
    "sign_in_attempt",
    jobs_metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", Text, nullable=False, index=True),
    # SHA-256 of the name typed, which may be a password typed into the wrong field.
    Column("name", Text, nullable=False, index=True),
    Column("address", Text, nullable=False, index=True),
    Column("right", Boolean, nullable=False),
)
# Codes of a second step that were used: none lets anybody in twice.
code_used = Table(
    "code_used",
    jobs_metadata,
    Column("account_id", Integer, primary_key=True, autoincrement=False),
    # The SHA-256 of a recovery code, or of the secret and the count of half minutes.
    Column("code", Text, primary_key=True),
    Column("at", Text, nullable=False),
)
# What a browser or a mail carries for a while, to be used once: a step of signing in
# that is half done, a link to set a password.
ticket = Table(
    "ticket",
    jobs_metadata,
    # SHA-256 of the token, which the browser or the mail alone has.
    Column("token", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    # Of nobody yet: 0.
    Column("account_id", Integer, nullable=False, index=True),
    # Of the account as it was, as a session's; and JSON of what else is to be kept.
    Column("stamp", Text, nullable=False, server_default=""),
    Column("about", Text, nullable=False, server_default=""),
    Column("ends_at", Text, nullable=False, index=True),
)
# Usage as a fact: that an account opened the page of its own unit in a week (its
# Monday, a local day). Of nobody else, no other page, no moment, no count.
page_opened = Table(
    "page_opened",
    jobs_metadata,
    Column("account_id", Integer, primary_key=True, autoincrement=False),
    Column("unit_code", Text, primary_key=True),
    Column("week", Date, primary_key=True),
)
