"""What is kept of people, for how long, and taking out what is over."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import attempts, sessions
from accounts.opened import KEPT_WEEKS, forget_opened
from core.settings import Settings
from store import retention
from store import sessions as kept_sessions
from store.engine import Database


@dataclass(frozen=True)
class Kept:
    """One sort of rows: `what` it is, how `long` it is kept (catalogue keys; `number`
    stands in the second), how many `rows` there are, their `oldest` moment or day, ""
    for none."""

    what: str
    long: str
    number: int
    rows: int
    oldest: str


def forget(db: Database) -> int:
    """Take out what is over: sessions, attempts to sign in, codes that were used,
    tickets, network addresses of the audit, weeks in which pages were opened; how many
    rows went. What sends messages forgets these; entries of the audit stay."""
    used, begun = sessions.limits(db.settings)
    with db.jobs_write() as connection:
        before = retention.passing(connection)
        kept_sessions.forget(connection, used, begun)
        attempts.forget_old(connection)
        forget_opened(connection, db.timezone)
        return before - retention.passing(connection)


def kept(db: Database) -> list[Kept]:
    """What is kept now, and for how long."""
    found = []
    for name, told in _long(db.settings).items():
        reading = db.read if retention.with_the_data(name) else db.jobs_read
        with reading() as connection:
            found.append(Kept(*told, *retention.rows(connection, name)))
    return found


def _long(settings: Settings) -> dict[str, tuple[str, str, int]]:
    """Table -> what it is, how long it is kept, and the number in that."""
    hours, session = attempts.ATTEMPTS_KEPT_HOURS, settings.session_hours
    addresses = "for good; network addresses for {n} days"
    return {
        "account": ("Accounts", "for good", 0),
        "account_session": ("Sessions", "{n} hours at most", session),
        "sign_in_attempt": ("Attempts to sign in", "{n} hours", hours),
        "code_used": ("Codes that were used", "{n} hours", hours),
        "ticket": ("Links and half steps of signing in", "until they are over", 0),
        "page_opened": ("Weeks in which pages were opened", "{n} weeks", KEPT_WEEKS),
        "message": ("Messages", "{n} days", settings.keep_messages_days),
        "audit": ("Audit of deeds", "for good", 0),
        "audit_access": ("Audit of access", addresses, attempts.ADDRESSES_KEPT_DAYS),
    }
