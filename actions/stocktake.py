"""What people do with a meeting that takes stock: prepare it, freeze it, and keep what
is agreed in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from accounts import rights
from actions.dialogue import Measure
from actions.promises import promises
from actions.texts import text_of
from core.clock import moment_now
from core.errors import UsageError
from metrics.indicators import BY_KEY
from metrics.meetings import (
    AGREED,
    MEETING,
    SENT,
    Frozen,
    Meeting,
    Prepared,
    pages_hash,
)
from store import commitments, dialogue, evaluations, grades, meetings
from store.audit import Deed, did
from store.engine import Database, data_version
from store.undo import Transaction

LONGEST_TITLE, LONGEST = 200, 2000
# Why an evaluation was frozen.
CAUSE = "meeting"


def prepare(
    db: Database, title: str, held_on: date | None, plan: str, indicator: str, day: date
) -> int:
    """Begin to prepare a meeting of `held_on` on an indicator of a plan; its number.

    NotAllowedError; UsageError without a title, a day or a known indicator.
    """
    who = rights.allow(rights.STOCKTAKE).name
    title = text_of(title, LONGEST_TITLE, "Write what the meeting is called.")
    if held_on is None:
        raise UsageError("Name the day of the meeting.")
    if indicator not in BY_KEY:
        raise UsageError("Choose the indicator that the meeting is on.")
    about = {"title": title, "held_on": held_on, "plan": plan, "indicator": indicator}
    with db.write() as connection:
        number = meetings.add(connection, who, day, **about)
        told = f"{number}: {held_on.isoformat()} {indicator}"
        did(connection, Deed(who, "meeting_prepared", told))
    return number


def change(
    db: Database, number: int, unit_code: str, added: bool, reason: str, day: date
) -> None:
    """Add a unit to a meeting that is not frozen, or take one out, with the reason.

    NotAllowedError; UsageError without a unit or a reason, or once it is frozen.
    """
    who = rights.allow(rights.STOCKTAKE).name
    if not unit_code:
        raise UsageError("Choose the unit.")
    missing = "Write why: it stands in the record of the meeting."
    reason = text_of(reason, LONGEST, missing)
    with db.write() as connection:
        _open(connection, number)
        told = {"unit_code": unit_code, "added": added, "reason": reason}
        meetings.change(connection, number, who, day, **told)
        word = "added" if added else "removed"
        about = f"{number}: {unit_code}"
        did(connection, Deed(who, f"meeting_unit_{word}", about))


def discard(db: Database, number: int, reason: str, day: date) -> None:
    """A meeting that is being prepared is not held; it stays in the list with the
    reason.

    NotAllowedError; UsageError without a reason, or once it is frozen or discarded.
    """
    who = rights.allow(rights.STOCKTAKE).name
    reason = text_of(reason, LONGEST, "Write why the meeting is not held.")
    with db.write() as connection:
        _open(connection, number)
        meetings.discard(connection, number, reason, who, day)
        did(connection, Deed(who, "meeting_discarded", str(number)))


def send(db: Database, number: int, what: str, day: date) -> None:
    """Have the pages or the minutes of a frozen meeting mailed, to each reader their
    own; the scheduler does it.

    NotAllowedError; UsageError for a meeting that is not frozen, and while what was
    asked before waits.
    """
    who = rights.allow(rights.STOCKTAKE).name
    if what not in SENT:
        raise UsageError("Choose what is to be mailed.")
    with db.write() as connection:
        if _found(connection, number).frozen is None:
            raise UsageError("Freeze the meeting first: then it has pages and minutes.")
        waiting = meetings.sendings(connection, number)
        if any(one.told is None and one.what == what for one in waiting):
            raise UsageError("This was asked already, and is being written.")
        meetings.send(connection, number, what, who, day)
        did(connection, Deed(who, f"meeting_{what}_sent", str(number)))


def evaluate(db: Database, number: int) -> None:
    """Freeze an evaluation for a meeting that is to be frozen, where anything changed
    since the newest one. NotAllowedError; UsageError once it is frozen."""
    rights.allow(rights.STOCKTAKE)
    with db.read() as connection:
        _open(connection, number)
    if evaluations.missing(db):
        evaluations.freeze(db, CAUSE)


def freeze(db: Database, number: int, prepared: Prepared, day: date) -> None:
    """Keep the pages of a meeting as they stand, with the evaluation they speak of.

    NotAllowedError; UsageError where it is frozen already, has no unit, or the data
    changed since the pages were made.
    """
    who = rights.allow(rights.STOCKTAKE).name
    if not prepared.pages:
        raise UsageError("There is no unit in this meeting: add one first.")
    mark = pages_hash(prepared.pages)
    with db.write() as connection:
        _open(connection, number)
        same = data_version(connection) == prepared.version
        if not same or prepared.evaluation is None:
            raise UsageError("The data changed just now. Freeze the meeting again.")
        about = (prepared.evaluation, prepared.as_of, prepared.known_at, mark)
        frozen = Frozen(*about, who, day, moment_now())
        meetings.freeze(connection, number, frozen, prepared.pages)
        told = f"{number}: evaluation {prepared.evaluation}, hash {mark}"
        did(connection, Deed(who, "meeting_frozen", told))


def agree(
    db: Database,
    number: int,
    unit_code: str,
    fields: Mapping[str, object],
    person: str,
    day: date,
    known: Measure | None = None,
) -> int:
    """Keep what a unit of a frozen meeting commits itself to in the room: `text`, and
    the commitments of the form of an answer. It is a request of a leader that was
    answered and accepted in one, so that nothing else is awaited; its number. `person`:
    who is in office; `known`: as in actions.dialogue.answer.

    NotAllowedError; UsageError for what cannot be agreed.
    """
    who = rights.allow(rights.DECIDE, unit_code).name
    text = text_of(fields.get("text"), LONGEST, "Write what was agreed.")
    promised = promises(db, fields, day)
    if not promised:
        raise UsageError("Fill in what is to rise, by how much, by when, and who.")
    frozen = [known(one, day) if known else None for one in promised]
    with db.write() as connection:
        meeting = _frozen(connection, number, unit_code)
        about = {"unit_code": unit_code, "person": person}
        about["indicator"] = promised[0].indicator
        asked = dialogue.ask(connection, who, day, **about, **_request(meeting, day))
        entry = dialogue.add_entry(connection, asked, who, day, AGREED, text=text)
        for one, baseline in zip(promised, frozen, strict=True):
            own = {"unit_code": unit_code, "entry_id": entry, **vars(one)}
            kept = commitments.add(connection, asked, who, day, **own)
            if baseline is not None:
                grades.freeze(connection, kept, who, day, baseline)
        told = f"{number}: {unit_code}, request {asked}, {len(promised)}"
        did(connection, Deed(who, "meeting_agreed", told))
    return asked


def _request(meeting: Meeting, day: date) -> dict[str, Any]:
    """What a request of a meeting says, that nobody has to answer any more."""
    facts = {MEETING: meeting.id, "held_on": meeting.held_on.isoformat()}
    return {"text": meeting.title, "facts": facts, "due_on": day}


def _found(connection: Transaction, number: int) -> Meeting:
    found = meetings.meetings(connection, number)
    if not found:
        raise UsageError("There is no meeting number {number}.", number=number)
    return found[0]


def _open(connection: Transaction, number: int) -> None:
    """UsageError where the meeting is not there, frozen or discarded."""
    meeting = _found(connection, number)
    if meeting.discarded is not None:
        raise UsageError("This meeting was discarded. Prepare another one.")
    if meeting.frozen is not None:
        raise UsageError(
            "This meeting is frozen: its pages stay as they are. Prepare another one."
        )


def _frozen(connection: Transaction, number: int, unit_code: str) -> Meeting:
    """The frozen meeting; UsageError where it is not, or has no such unit."""
    meeting = _found(connection, number)
    if meeting.frozen is None:
        raise UsageError("Freeze the meeting first: then its units can commit.")
    pages = meetings.pages(connection, number)
    if unit_code not in {page["unit_code"] for page in pages}:
        raise UsageError("This unit has no page in this meeting.")
    return meeting
