"""A Chair or delegate says once a week how the unit's commitments go."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts import rights
from actions.texts import text_of
from core.clock import monday
from core.errors import UsageError
from metrics.checkins import CONFIDENCE, mark_of
from store import checkins
from store.audit import Deed, did
from store.engine import Database

LONGEST = 2000


def check_in(
    db: Database,
    unit_code: str,
    fields: Mapping[str, object],
    facts: Mapping[str, Any],
    seen: str,
    day: date,
) -> int:
    """Keep the check-in of a unit for the week of `day`, with the facts that were
    shown; one of the same week stays, and this one stands. Its number. `facts`: as
    known now; `seen`: the mark of those that were shown.

    NotAllowedError; UsageError where no commitment runs, the facts changed meanwhile,
    or something is missing.
    """
    who = rights.allow(rights.ANSWER, unit_code).name
    if not facts.get("commitments"):
        raise UsageError("No commitment of this unit runs: there is nothing to report.")
    confidence = str(fields.get("confidence") or "")
    if confidence not in CONFIDENCE:
        raise UsageError("Say whether the unit will make it.")
    missing = "Write in a sentence what is missing, or what is being done."
    needed = "" if confidence == "will" else missing
    text = text_of(fields.get("said"), LONGEST, needed)
    if seen != mark_of(facts):
        raise UsageError(
            "The figures changed since this form was opened. What you wrote is kept in "
            "this browser: open the page again, look at the figures, and send it."
        )
    about = {"unit_code": unit_code, "week_on": monday(day)}
    about |= {"confidence": confidence, "text": text}
    with db.write() as connection:
        number = checkins.add(connection, who, day, facts, **about)
        told = f"{number}: {unit_code}, {monday(day).isoformat()}, {confidence}"
        did(connection, Deed(who, "checked_in", told))
    return number
