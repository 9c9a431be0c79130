"""Which Chairs opened their own unit's page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from core.clock import begin_of, monday
from metrics.terms import Holder
from metrics.usage import Opening, Usage, usage
from store import accounts
from store import usage as kept
from store.engine import Database


def used(db: Database, holders: Iterable[Holder], day: date) -> Usage:
    """The week of `day`, of these Chairs; an account that was made after it is none."""
    with db.read() as connection:
        known = {one.id: one for one in accounts.every(connection)}
    with db.jobs_read() as connection:
        rows = kept.every(connection)
    openings = [
        Opening(unit, one.person, week, one.role == "delegate")
        for number, unit, week in rows
        if (one := known.get(number)) is not None
    ]
    over = begin_of(monday(day) + timedelta(weeks=1), db.timezone)
    later = {number for number, one in known.items() if one.created_at >= over}
    had = (
        replace(one, account="") if one.account_id in later else one for one in holders
    )
    return usage(had, openings, day)


def weeks_kept(db: Database) -> frozenset[date]:
    """The weeks (their Monday) in which anybody opened a page, as far as is kept."""
    with db.jobs_read() as connection:
        return frozenset(week for _number, _unit, week in kept.every(connection))
