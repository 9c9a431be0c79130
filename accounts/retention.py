"""What is kept of people, for how long, and taking out what is over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from accounts import attempts, sessions
from accounts.opened import KEPT_WEEKS, forget_opened
from core.clock import now
from core.language import translate
from core.settings import Settings
from store import alerts, retention
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
    tickets, network addresses of the audit, weeks in which pages were opened, names of
    who was told of alerts; how many rows went or lost their name. What sends messages
    forgets these; entries of the audit stay."""
    unnamed = _forget_told(db)
    used, begun = sessions.limits(db.settings)
    with db.jobs_write() as connection:
        before = retention.passing(connection)
        kept_sessions.forget(connection, used, begun)
        attempts.forget_old(connection)
        forget_opened(connection, db.timezone)
        return unnamed + before - retention.passing(connection)


def _forget_told(db: Database) -> int:
    """Who was told of an alert is kept as long as the message that told it."""
    before = now() - timedelta(days=db.settings.keep_messages_days)
    with db.read() as connection:
        if not alerts.any_names_from_before(connection, before):
            # Most nights: a load that goes on is not waited for.
            return 0
    with db.write() as connection:
        return alerts.forget_names(connection, before)


def kept(db: Database) -> list[Kept]:
    """What is kept now, and for how long."""
    found = []
    for name, told in _long(db.settings).items():
        reading = db.read if retention.with_the_data(name) else db.jobs_read
        with reading() as connection:
            found.append(Kept(*told, *retention.rows(connection, name)))
    return found


def lasting(settings: Settings) -> list[tuple[str, str]]:
    """What is kept of people and how long, in the reader's language."""
    return [
        (translate(what), translate(long, None, n=number))
        for what, long, number in _long(settings).values()
    ]


def _long(settings: Settings) -> dict[str, tuple[str, str, int]]:
    """Table -> what it is, how long it is kept, and the number in that."""
    hours, session = attempts.ATTEMPTS_KEPT_HOURS, settings.session_hours
    addresses = "for good; network addresses for {n} days"
    named, days = "for good; names for {n} days", settings.keep_messages_days
    return {
        "account": ("Accounts", "for good", 0),
        "account_session": ("Sessions", "{n} hours at most", session),
        "sign_in_attempt": ("Attempts to sign in", "{n} hours", hours),
        "code_used": ("Codes that were used", "{n} hours", hours),
        "ticket": ("Links and half steps of signing in", "until they are over", 0),
        "page_opened": ("Weeks in which pages were opened", "{n} weeks", KEPT_WEEKS),
        "message": ("Messages", "{n} days", days),
        "alert_told": ("Who was told of alerts", named, days),
        "dialogue_step": ("Whom steps of the ladder told", "for good", 0),
        "audit": ("Audit of deeds", "for good", 0),
        "audit_access": ("Audit of access", addresses, attempts.ADDRESSES_KEPT_DAYS),
    }
