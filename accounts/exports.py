"""Tables that are taken away, told in the audit."""

from __future__ import annotations

from accounts.current import current
from core.account import NOBODY, PUBLIC
from store.audit import Deed, came
from store.engine import Database


def took_away(db: Database, what: str) -> None:
    """Note that the account of the request takes a table away. What anybody may read
    without an account leaves no trace."""
    who = current()
    if who in (NOBODY, PUBLIC):
        return
    with db.jobs_write() as connection:
        came(connection, Deed(who.name, "export", what))
