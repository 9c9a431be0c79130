"""That a Chair, or who stands in for them, opened the page of their own unit."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

from accounts.current import current
from core.clock import monday, today
from core.errors import OutageError
from store import usage
from store.engine import Database

LOG = logging.getLogger("haicap.accounts")
# Longer than a year, so that a Chair can be told of the same weeks of the last.
KEPT_WEEKS = 60


def opened(db: Database, unit: str) -> None:
    """Note that the account of the request opened the page of a unit, once a week;
    only where it is a unit of its own. Where it cannot be written now the page is
    shown all the same, and the next look writes it."""
    who = current()
    if who.id is None or unit not in who.units:
        return
    week = monday(today(db.timezone))
    try:
        with db.jobs_read() as connection:
            if usage.known(connection, who.id, unit, week):
                return
        with db.jobs_write() as connection:
            forget_opened(connection, db.timezone)
            usage.add(connection, who.id, unit, week)
    except OutageError as error:
        LOG.warning("that a page was opened could not be kept: %s", error)


def forget_opened(connection: Any, timezone: str) -> None:
    """Remove the weeks that are kept no longer; `connection` writes the jobs
    database."""
    usage.forget(connection, monday(today(timezone)) - timedelta(weeks=KEPT_WEEKS))
