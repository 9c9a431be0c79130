"""Reading the audit: who did, saw and took away what."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts import rights
from core.clock import written
from store import audit
from store.audit import Asked, Entry
from store.engine import Database


@dataclass(frozen=True)
class Wish:
    """What is looked for; "" and None are all. `unit`: a word that what it was done to
    is told with, as a unit's code. Days are local, both included."""

    who: str = ""
    deed: str = ""
    unit: str = ""
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Found:
    """The entries that fit, of both chains, the newest first; how many there are
    beyond these; and all deeds that the audit knows."""

    entries: list[Entry]
    more: int
    deeds: list[str]


def read(db: Database, wish: Wish, most: int) -> Found:
    """What was done and who came that fits a wish, `most` at most. NotAllowedError for
    who may not read it."""
    rights.allow(rights.AUDIT)
    asked = _asked(wish, db.timezone)
    with db.read() as connection:
        deeds, all_deeds = audit.search(connection, asked, access=False, most=most)
        words = audit.words(connection, access=False)
    with db.jobs_read() as connection:
        access, all_access = audit.search(connection, asked, access=True, most=most)
        words |= audit.words(connection, access=True)
    both = sorted([*deeds, *access], key=lambda one: one.at, reverse=True)[:most]
    return Found(both, all_deeds + all_access - len(both), sorted(words))


def _asked(wish: Wish, timezone: str) -> Asked:
    zone = ZoneInfo(timezone)

    def moment(day: date | None, days: int) -> str:
        if day is None:
            return ""
        start = datetime.combine(day + timedelta(days=days), time.min, zone)
        return written(start)

    return replace(
        Asked(wish.who, wish.deed, wish.unit),
        since=moment(wish.first, 0),
        before=moment(wish.last, 1),
    )
