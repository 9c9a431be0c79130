"""A leader pauses the ladder of escalation of a request, and lets it go on."""

from __future__ import annotations

from datetime import date, timedelta

from accounts import rights
from actions.dialogue import LONGEST, find
from actions.texts import text_of
from core.errors import UsageError
from metrics.dialogue import PAUSED, RESUMED
from metrics.ladder import pause_on
from store import dialogue
from store.audit import Deed, did
from store.engine import Database

# Days that a pause may last; another can follow, with its own reason.
LONGEST_PAUSE = 92


def pause(db: Database, number: int, note: str, until: date | None, day: date) -> int:
    """Pause the ladder of a request, and of what was promised in it, from `day` up to
    `until`, both included; a pause that runs is replaced. The number of the entry.

    NotAllowedError; UsageError without a reason, or for a day that cannot be meant.
    """
    request, account = find(db, number, rights.DECIDE)
    missing = "Write why the steps are paused: all who read the request read it."
    note = text_of(note, LONGEST, missing)
    last = day + timedelta(days=LONGEST_PAUSE)
    if until is None or not day <= until <= last:
        raise UsageError(
            "Name the last day of the pause, at most {days} days from today.",
            days=LONGEST_PAUSE,
        )
    with db.write() as connection:
        entry = dialogue.add_entry(
            connection, number, account.name, day, PAUSED, text=note, due_on=until
        )
        told = f"{number}: {request.unit_code}, {until.isoformat()}"
        did(connection, Deed(account.name, "ladder_paused", told))
    return entry


def resume(db: Database, number: int, note: str, day: date) -> int:
    """End the pause of a request's ladder: `day` counts again. The number of the entry.

    NotAllowedError; UsageError where it is not paused.
    """
    request, account = find(db, number, rights.DECIDE)
    note = text_of(note, LONGEST)
    with db.write() as connection:
        [request] = dialogue.requests(connection, None, number)
        if pause_on(request.entries, day) is None:
            raise UsageError("The steps of this request are not paused.")
        entry = dialogue.add_entry(
            connection, number, account.name, day, RESUMED, text=note
        )
        about = f"{number}: {request.unit_code}"
        did(connection, Deed(account.name, "ladder_resumed", about))
    return entry
