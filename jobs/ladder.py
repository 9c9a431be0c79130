"""Once a day the ladder of escalation is climbed by one rung where one is due, and
once a week units that promised something are asked how it goes.

Whoever holds the office on that day is told, in one message a day; a step is written
with whom it told and is never taken twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from board import Board
from core.clock import monday
from core.language import set_language
from core.messages import NONE
from core.settings import Settings
from jobs.job import Note
from jobs.readers import Reader, Readers, readers
from metrics import plain
from metrics.checkins import asked_of
from metrics.commitments import Commitment, standing
from metrics.dialogue import Request
from metrics.ladder import (
    NO_ADDRESS,
    NOBODY,
    TOLD,
    TURNED_OFF,
    Climb,
    Rung,
    Told,
    climbing,
    due_steps,
    late_days,
    paused_days,
    pauses,
)
from metrics.requests import RequestRule
from reports.mail.ladder import Late, ladder_sheet
from store import (
    checkins,
    commitments,
    dialogue,
    grades,
    messages,
    steps,
    subscriptions,
)
from store.audit import Deed, did
from store.engine import Database
from store.messages import Message
from store.undo import Transaction

# Who took a step, and of what kind its messages are.
RULE, KIND = "rule", "reminder"
_NOTE = (
    "Took {steps} steps of the ladder, wrote to {readers} readers; asked for "
    "{checkins} check-ins."
)
# Whom a step tells: by which office, and who holds it; None is nobody.
Telling = tuple[str, Reader | None]


def climb(db: Database, settings: Settings) -> Note:
    """Takes the steps that are due and queues what they tell, in one transaction.
    Raises SettingsError where the rules cannot be read."""
    return take(Board(db, settings))


def take(board: Board) -> Note:
    """The same over a board that is at hand."""
    about = _About.of(board)
    with board.db.write() as connection:
        # Read within the transaction: whoever runs this twice takes a step once.
        asked = dialogue.requests(connection)
        promised = commitments.commitments(connection)
        begins = not steps.steps(connection)
        weekly = _ask_week(connection, standing(asked, promised), about.day)
        for_reader: dict[Reader, list[Late]] = {}
        taken = 0
        for one, rung in _due(connection, about, asked, promised):
            telling = about.telling(one, rung)
            if _take(connection, one, rung, telling, about.day):
                taken += 1
                for reader in dict.fromkeys(r for _office, r in telling if r):
                    for_reader.setdefault(reader, []).append(about.late(one, rung))
        for reader, lines in for_reader.items():
            messages.queue(connection, about.message(reader, lines, begins))
    if not taken and not weekly:
        return Note("No step of the ladder is due.", logged=False)
    values = {"steps": taken, "readers": len(for_reader), "checkins": weekly}
    return Note(_NOTE, values)


def _ask_week(
    connection: Transaction, promised: Iterable[Commitment], day: date
) -> int:
    """How many units are asked now for the check-in of the week."""
    wanted = sorted(asked_of(promised, day))
    return sum(
        checkins.ask(connection, RULE, day, code, monday(day)) for code in wanted
    )


def _due(
    connection: Transaction,
    about: _About,
    asked: list[Request],
    promised: list[Commitment],
) -> list[tuple[Climb, Rung]]:
    known: dict[int, list[Any]] = {}
    for graded in grades.grades(connection):
        known.setdefault(graded.commitment_id, []).append(graded)
    climbs = climbing(asked, promised, known, about.day)
    return due_steps(about.ladder, climbs, steps.steps(connection), about.day)


def _take(
    connection: Transaction,
    one: Climb,
    rung: Rung,
    telling: Sequence[Telling],
    day: date,
) -> bool:
    """Whether the step was taken now, and by nobody before."""
    stood, request = pauses(one.request.entries), one.request
    told = [_outcome(connection, office, reader) for office, reader in telling]
    number = steps.take(
        connection,
        RULE,
        day,
        told,
        about=one.about,
        about_id=one.about_id,
        request_id=request.id,
        unit_code=request.unit_code,
        rung=rung.key,
        due_on=one.due,
        late=late_days(one.due, day, stood),
        paused=paused_days(one.due, day, stood),
    )
    if number is not None:
        reached = ", ".join(f"{t.office} {t.person or '–'}: {t.outcome}" for t in told)
        what = f"{request.id}: {request.unit_code}, {rung.key}; {reached}"
        did(connection, Deed(RULE, "ladder_step", what))
    return number is not None


def _outcome(connection: Transaction, office: str, reader: Reader | None) -> Told:
    if reader is None:
        return Told(office, "", NOBODY)
    if not reader.mail:
        return Told(office, reader.person, NO_ADDRESS)
    way = subscriptions.way_of(connection, reader.person, reader.mail, KIND)
    return Told(office, reader.person, TURNED_OFF if way == NONE else TOLD)


@dataclass(frozen=True)
class _About:
    """What steps are told with: the day, the rules, units by code, who holds which
    office, where the app is reached."""

    day: date
    ladder: tuple[Rung, ...]
    rules: Mapping[str, RequestRule]
    units: Mapping[str, Mapping[str, Any]]
    by_office: Mapping[str, Readers]
    base: str

    @classmethod
    def of(cls, board: Board) -> _About:
        told, day = board.dialogue_rules(), board.dialogue_day()
        offices = {office for rung in told.ladder if rung.active for office in rung.to}
        return cls(
            day,
            told.ladder,
            {rule.key: rule for rule in told.requests},
            plain.by_code(board.units()),
            {office: readers(board, office, day) for office in offices},
            board.settings.reached_at,
        )

    def telling(self, one: Climb, rung: Rung) -> list[Telling]:
        """Whom a step tells; an office that nobody holds is named too. Where the
        Chair has no delegate, none is missed."""
        found: list[Telling] = []
        for office in rung.to:
            held = self.by_office[office]
            here = held.get("", held.get(one.request.unit_code, ()))
            found += [(office, reader) for reader in here]
            if not here and office != "delegate":
                found.append((office, None))
        return found

    def late(self, one: Climb, rung: Rung) -> Late:
        """A line of a message."""
        unit = self.units.get(one.request.unit_code, {})
        return Late(one, rung, unit, self.rules, self.day)

    def message(self, reader: Reader, lines: Sequence[Late], begins: bool) -> Message:
        """One message of all that a reader is told on the day. `begins`: no step was
        ever taken before it."""
        spoken = set_language(reader.language)
        sheet = ladder_sheet(lines, self.base, begins)
        first, codes = lines[0], {one.climb.request.unit_code for one in lines}
        step = (*first.climb.identity, first.rung.key, reader.person)
        return Message(
            "step:" + ":".join(str(part) for part in step),
            KIND,
            reader.person,
            reader.mail,
            sheet.subject,
            sheet.text(),
            sheet.html(),
            spoken,
            unit=min(codes) if len(codes) == 1 else "",
            account=reader.account,
            scope=f"ladder; {', '.join(sorted(codes))}",
        )
