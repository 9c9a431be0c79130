"""Disputing dossiers, entering an incident, and deciding on either."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, replace
from datetime import date

from accounts import rights
from accounts.current import current
from actions.texts import text_of
from core import time_limits
from core.clock import moment_now, today
from core.errors import UsageError
from metrics.calendar import last_day
from metrics.disputes import DECISIONS, REASONS, Dispute, Effect, Pick, State
from metrics.overlay import CORRECTIONS
from store import disputes
from store.audit import Deed, did
from store.engine import Database, data_version

LONGEST_TEXT = 2000
MOST_CODES = 500


@dataclass(frozen=True)
class Said:
    """What its author says: a reason of metrics/disputes.py, how the dossiers are to be
    read, and why."""

    reason: str
    correction: str
    text: str

    def checked(self) -> Said:
        """The same without spaces around the text; UsageError that says what is
        missing."""
        if self.reason not in REASONS or self.correction not in CORRECTIONS:
            raise UsageError("Choose a reason and how the dossiers are to be read.")
        return Said(self.reason, self.correction, _reason(self.text))


def _reason(text: str) -> str:
    return text_of(text, LONGEST_TEXT, "Write the reason: it is what others will read.")


def may_look(pick: Pick) -> Pick:
    """The pick, where the account may dispute or, at all units, enter an incident for
    it. NotAllowedError where it may not; UsageError for what cannot be picked so."""
    if pick.unit_code:
        rights.allow(rights.DISPUTE, pick.unit_code)
    else:
        rights.allow(rights.SETTLE)
        if pick.codes:
            raise UsageError("An incident is told by its days, not by dossiers.")
    if len(pick.codes) > MOST_CODES:
        raise UsageError("Name at most {most} dossiers, or days.", most=MOST_CODES)
    return pick.checked()


def send(
    db: Database, pick: Pick, said: Said, effect: Effect, days_off: Collection[date]
) -> int:
    """Send a dispute of the dossiers of a pick, its `effect` as it was seen; its
    number. Dossiers, effect and time limit stay as they are now. `days_off`: those of
    this and the next year. An incident (a pick of all units) is accepted by being
    entered.

    NotAllowedError where the account may not; UsageError for what is missing, or where
    the data changed since the effect was seen.
    """
    pick, said = may_look(pick), said.checked()
    who, at = current().name, moment_now()
    due_on = _due_on(db, days_off) if pick.unit_code else None
    about = {**asdict(said), "who": who, "at": at, "due_on": due_on}
    about |= {"dossiers": effect.dossiers, "as_of": effect.as_of}
    about |= {"evaluation": effect.evaluation}
    first = State("open" if pick.unit_code else "accepted", "", who, at)
    with db.write() as connection:
        same = data_version(connection) == effect.version
        number = disputes.add(connection, about, pick, first)
        if not same or disputes.kept(connection, number) != effect.dossiers:
            raise UsageError(
                "The data changed since the effect was shown. Look at it again, then "
                "send."
            )
        disputes.add_effect(connection, number, effect)
        where = pick.unit_code or "incident"
        told = f"{number}: {where}, {said.reason}, {effect.dossiers} dossiers"
        did(connection, Deed(who, "dispute", told))
    return number


def _due_on(db: Database, days_off: Collection[date]) -> date:
    limit = time_limits.working_days(db.settings, time_limits.DISPUTE)
    return last_day(today(db.timezone), limit, days_off)


def decide(
    db: Database, number: int, state: str, note: str, part: Pick | None = None
) -> None:
    """Say what becomes of a dispute, for all to read; `part`: which of its dossiers,
    where it is accepted in part. It may be decided anew: all stays, the newest counts.

    NotAllowedError where the account may not; UsageError where there is none, it was
    withdrawn, or something is missing.
    """
    who = rights.allow(rights.SETTLE).name
    if state not in DECISIONS:
        raise UsageError("Choose a decision.")
    said = State(state, _reason(note), who, moment_now())
    with db.write() as connection:
        found = _existing(disputes.find(connection, number), number)
        if found.incident or found.state == "withdrawn":
            raise UsageError("This was withdrawn or is an incident: decide on others.")
        added = disputes.add_state(connection, number, said)
        if state == "partly":
            own = _own(part, found)
            _some(disputes.add_part(connection, number, added, own), found)
        did(connection, Deed(who, "decision", f"{number}: {state}"))


def _own(part: Pick | None, found: Dispute) -> Pick:
    """A part as a pick among the dossiers of its dispute."""
    asked = replace(part or Pick(), unit_code=found.unit_code)
    return asked.checked()


def _some(count: int, found: Dispute) -> None:
    if not 0 < count < found.dossiers:
        raise UsageError(
            "{count} of the {all} dossiers fit this. To accept a part, name some of "
            "them and not all.",
            count=count,
            all=found.dossiers,
        )


def withdraw(db: Database, number: int, note: str = "") -> None:
    """Withdraw a dispute that waits for a decision; an incident at any time, by who
    may enter one, with a reason. NotAllowedError where the account may not; UsageError
    where there is none that can be withdrawn."""
    with db.write() as connection:
        found = _existing(disputes.find(connection, number), number)
        if found.incident:
            who, note = rights.allow(rights.SETTLE).name, _reason(note)
        else:
            who, note = rights.allow(rights.DISPUTE, found.unit_code).name, ""
        if found.state not in (("accepted", "partly") if found.incident else ("open",)):
            raise UsageError("Only what still waits for a decision can be withdrawn.")
        said = State("withdrawn", note, who, moment_now())
        disputes.add_state(connection, number, said)
        did(connection, Deed(who, "withdrawal", str(number)))


def _existing(found: Dispute | None, number: int) -> Dispute:
    if found is None:
        raise UsageError("There is no dispute {number}.", number=number)
    return found
