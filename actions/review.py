"""Saying what a signal at a unit is."""

from __future__ import annotations

from accounts import rights
from actions.texts import text_of
from core.clock import moment_now
from core.errors import UsageError
from metrics.integrity import VERDICTS, Review
from metrics.signals import BY_KEY
from metrics.windows import Window
from store import reviews
from store.audit import Deed, did
from store.engine import Database

LONGEST_NOTE = 2000


def review(
    db: Database,
    signal: str,
    unit_code: str,
    window: Window,
    verdict: str,
    note: str,
    found: int,
) -> int:
    """Append what a reviewer says of `signal` at a unit over `window`, on which `found`
    dossiers were seen; its number. Earlier ones stay; the newest counts.

    NotAllowedError where the account may not; UsageError for an unknown signal or
    verdict, and without a reason that closes it.
    """
    who = rights.allow(rights.VERDICTS, unit_code).name
    if signal not in BY_KEY:
        raise UsageError("There is no signal “{signal}”.", signal=signal)
    if verdict not in VERDICTS:
        raise UsageError("Choose what the signal is.")
    missing = "Write the reason: it is what the unit will read."
    note = text_of(note, LONGEST_NOTE, "" if verdict == "open" else missing)
    at = moment_now()
    said = Review(signal, unit_code, window, verdict, note, who, at, found)
    with db.write() as connection:
        number = reviews.add(connection, said)
        about = f"{number}: {verdict}, {signal}, {unit_code}"
        did(connection, Deed(who, "verdict", about))
        return number
