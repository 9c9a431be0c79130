"""What people do in the dialogue: ask, answer, accept, return, comment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from accounts import rights
from actions.promises import promises
from actions.texts import text_of
from core.account import Account
from core.errors import UsageError
from metrics.commitments import Baseline, Promise
from metrics.dialogue import CAUSES, Request
from store import commitments, dialogue, grades
from store.audit import Deed, did
from store.engine import Database

LONGEST = 4000
# A draft is kept as it is typed, also where it is too long to be sent.
_DRAFT = 5 * LONGEST
# What is known on a day of what a promise speaks of; None without data.
Measure = Callable[[Promise, date], Baseline | None]
# What a leader says of a request.
DECISIONS = ("accepted", "returned", "commented")


def find(db: Database, number: int, right: str) -> tuple[Request, Account]:
    """The request, and the account that may do with it what `right` says.
    NotAllowedError where it may not; UsageError where there is no such request."""
    with db.read() as connection:
        found = dialogue.requests(connection, None, number)
    if not found:
        # Who may nothing anywhere is told so, whatever the number.
        rights.allow(right)
        raise UsageError("There is no request number {number}.", number=number)
    return found[0], rights.allow(right, found[0].unit_code)


def ask(
    db: Database, unit_code: str, text: str, due_on: date | None, person: str, day: date
) -> int:
    """Ask a unit by hand, on `day`; the number of the request. `person`: who answers.

    NotAllowedError; UsageError without a unit, a text, or a day ahead.
    """
    who = rights.allow(rights.DECIDE, unit_code).name
    if not unit_code:
        raise UsageError("Choose the unit that is asked.")
    missing = "Write what is asked: the Chair answers to it."
    text = text_of(text, LONGEST, missing)
    if due_on is None or due_on <= day:
        raise UsageError("Name a day after today until which the answer is expected.")
    with db.write() as connection:
        number = dialogue.ask(
            connection,
            who,
            day,
            unit_code=unit_code,
            text=text,
            person=person,
            due_on=due_on,
        )
        did(connection, Deed(who, "request_asked", f"{number}: {unit_code}"))
    return number


def save_draft(db: Database, number: int, fields: Mapping[str, object]) -> str:
    """Keep what stands in the form of an answer as it is typed; the moment."""
    request, account = find(db, number, rights.ANSWER)
    _awaited(request)
    kept = {str(k)[:40]: str(v)[:_DRAFT] for k, v in fields.items() if v}
    with db.write() as connection:
        return dialogue.keep_draft(connection, request.id, kept, account.name)


def answer(
    db: Database,
    number: int,
    fields: Mapping[str, object],
    day: date,
    known: Measure | None = None,
) -> int:
    """Send the answer of a unit: a cause, a text, up to five commitments; final. The
    number of the entry. `known`: what is known now of what a promise speaks of, which
    is frozen with it; without it that is done by the next grading.

    NotAllowedError; UsageError where no answer is awaited, a cause or text is missing,
    or a commitment cannot be meant so; then nothing is sent.
    """
    request, account = find(db, number, rights.ANSWER)
    cause = str(fields.get("cause") or "")
    if cause not in CAUSES:
        raise UsageError("Choose the cause.")
    missing = "Write the explanation, in a sentence or two."
    text = text_of(fields.get("text"), LONGEST, missing)
    promised = promises(db, fields, day)
    frozen = [known(one, day) if known else None for one in promised]
    with db.write() as connection:
        # Looked at again inside: of two who send at once one is told.
        [request] = dialogue.requests(connection, None, request.id)
        _awaited(request)
        entry = dialogue.add_entry(
            connection, number, account.name, day, "answered", text=text, cause=cause
        )
        for one, baseline in zip(promised, frozen, strict=True):
            own = {"unit_code": request.unit_code, "entry_id": entry, **vars(one)}
            kept = commitments.add(connection, number, account.name, day, **own)
            if baseline is not None:
                grades.freeze(connection, kept, account.name, day, baseline)
        dialogue.drop_draft(connection, number)
        told = f"{number}: {request.unit_code}, {cause}, {len(promised)}"
        did(connection, Deed(account.name, "request_answered", told))
    return entry


def decide(
    db: Database,
    number: int,
    what: str,
    note: str,
    day: date,
    due_on: date | None = None,
) -> int:
    """What a leader says of a request: one of DECISIONS; the number of the entry. A
    return carries its reason and, in `due_on`, until when the next answer is expected.

    NotAllowedError; UsageError for what cannot be said now.
    """
    request, account = find(db, number, rights.DECIDE)
    if what not in DECISIONS:
        raise UsageError("Choose what is to be done.")
    note = text_of(note, LONGEST, _WHY[what])
    with db.write() as connection:
        [request] = dialogue.requests(connection, None, request.id)
        _possible(request, what)
        until = due_on if what == "returned" else None
        entry = dialogue.add_entry(
            connection, number, account.name, day, what, text=note, due_on=until
        )
        about = f"{number}: {request.unit_code}"
        did(connection, Deed(account.name, f"request_{what}", about))
    return entry


_WHY = {
    "accepted": "",
    "returned": "Write why it is returned: the Chair reads it.",
    "commented": "Write the comment.",
}


def _possible(request: Request, what: str) -> None:
    if what in ("accepted", "returned") and request.state != "answered":
        raise UsageError("There is no answer to decide on. Open the request again.")


def _awaited(request: Request) -> None:
    if not request.waits:
        raise UsageError(
            "This request is answered already; what was sent is not changed. The "
            "leader can return it, and then another answer is awaited."
        )
