"""Sending a message once more."""

from __future__ import annotations

from accounts import rights
from store import outbox
from store.audit import Deed, did
from store.engine import Database


def again(db: Database, number: int) -> None:
    """Queue a message that is settled once more. NotAllowedError where the account may
    not; UsageError where it waits still or cannot be sent again."""
    who = rights.allow(rights.MAILS).name
    with db.write() as connection:
        outbox.again(connection, number, who)
        did(connection, Deed(who, "message_again", str(number)))
