"""Which Chairs opened their own unit's page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from metrics.terms import Holder
from metrics.usage import Opening, Usage, usage
from store import accounts
from store import usage as kept
from store.engine import Database


def used(db: Database, holders: Iterable[Holder], day: date) -> Usage:
    """The week of `day`, of these Chairs."""
    with db.read() as connection:
        known = {one.id: one for one in accounts.every(connection)}
    with db.jobs_read() as connection:
        rows = kept.every(connection)
    openings = [
        Opening(unit, one.person, week, one.role == "delegate")
        for number, unit, week in rows
        if (one := known.get(number)) is not None
    ]
    return usage(holders, openings, day)
