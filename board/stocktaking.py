"""What is told of meetings that take stock: whom the rule picks, and their pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from board.candidates import Field, Owed
from board.dialogue import Dialogue
from board.disputing import Disputing
from board.known import Known
from board.limits import STOCKTAKE as OWN_LIMITS
from board.limits import limits_in_force
from board.scoped import needs
from board.stock_pages import Said, pages
from board.thresholds import Thresholds, thresholds
from core.errors import UsageError
from core.scope import DIALOGUE, STOCKTAKE
from metrics.asking import find_plan
from metrics.commitments import Commitment, standing
from metrics.grading import NO_EFFECT
from metrics.limits import AllLimits
from metrics.meetings import AGREED, MEETING, Meeting, Page, Prepared, Sending
from metrics.questions import Question
from metrics.stocktake import picks
from store import meetings


@dataclass(frozen=True)
class Agreed:
    """A commitment that was agreed in a meeting, and what was said (`text`)."""

    commitment: Commitment
    text: str


class Stocktaking(Disputing, Dialogue):
    """The part of the board that speaks of meetings: for who may prepare them. Who
    reads the dialogue of some units is told, of frozen meetings, their pages alone."""

    @needs(STOCKTAKE, DIALOGUE)
    def meetings(self) -> list[Meeting]:
        """All meetings that the reader is told of, the oldest first."""
        with self.db.read() as connection:
            found = meetings.meetings(connection)
        told = (self._told_of(one) for one in found)
        return [one for one in told if one is not None]

    def _told_of(self, one: Meeting) -> Meeting | None:
        """A meeting with the changes that the reader is told of; None where none of its
        pages is."""
        if self.scope.may(STOCKTAKE):
            return one
        if one.frozen is None or not self.meeting_pages(one.id):
            return None
        own = (c for c in one.changes if self.scope.may(DIALOGUE, c.unit_code))
        return replace(one, changes=tuple(own))

    @needs(STOCKTAKE, DIALOGUE)
    def meeting(self, number: int) -> Meeting:
        """One of them; UsageError where there is none."""
        with self.db.read() as connection:
            found = meetings.meetings(connection, number)
        told = self._told_of(found[0]) if found else None
        if told is None:
            raise UsageError("There is no meeting number {number}.", number=number)
        return told

    @needs(STOCKTAKE, DIALOGUE)
    def meeting_pages(self, number: int) -> tuple[Page, ...]:
        """The pages of a frozen meeting that the reader is told, as they were
        frozen."""
        with self.db.read() as connection:
            pages = meetings.pages(connection, number)
        if self.scope.may(STOCKTAKE):
            return pages
        return tuple(one for one in pages if self.scope.may(DIALOGUE, one["unit_code"]))

    @needs(STOCKTAKE)
    def sendings(self, number: int | None = None) -> list[Sending]:
        """What was asked to be mailed of a meeting (None: of all), the oldest first."""
        with self.db.read() as connection:
            return meetings.sendings(connection, number)

    @needs()
    def meeting_marks(self) -> tuple[int, ...]:
        """What pages that tell of meetings hang on."""
        with self.db.read() as connection:
            return meetings.marks(connection)

    @needs(STOCKTAKE)
    def stocktake_limits(self) -> AllLimits:
        """What units are picked by. Raises SettingsError where the office's own file
        cannot be read."""
        return limits_in_force(self.settings, OWN_LIMITS)

    @needs(STOCKTAKE)
    def prepared(self, meeting: Meeting) -> Prepared:
        """The pages of a meeting as of now: the units that the rule picks, and those
        changed by hand. UsageError where its plan is no longer known; SettingsError
        where an own file cannot be read."""
        told = (self.requests(None), self.commitments(None), self.grades(None))
        said = Said(*told)
        owed = Owed(self.dialogue_day(), said.requests, _without_effect(said))
        limits, signs = self.stocktake_limits(), thresholds(self.settings)
        return self._answered.fresh(_prepared, meeting, said, owed, limits, signs)

    @needs(STOCKTAKE, DIALOGUE)
    def agreed(self, number: int) -> list[Agreed]:
        """What was agreed in a meeting, the oldest first."""
        texts = {
            entry.id: entry.text
            for one in self.requests(None)
            if one.facts.get(MEETING) == number
            for entry in one.entries
            if entry.what == AGREED
        }
        return [
            Agreed(one, texts[one.entry_id])
            for one in self.commitments(None)
            if one.entry_id in texts
        ]

    @needs(STOCKTAKE)
    def stocktake_indicators(self, plan: str) -> tuple[str, ...]:
        """The indicators of a plan ("": the default) that a meeting can be on, those
        that it officially names first."""
        return self._ask(_indicators, plan, self.dialogue_day())


def _indicators(known: Known, plan: str, day: date) -> tuple[str, ...]:
    found = find_plan(plan, known.facts, known.facts.last_day or day)
    if found is None:
        return ()
    return tuple(dict.fromkeys((*found.official, *found.indicators)))


def _without_effect(said: Said) -> dict[str, list[date]]:
    """By unit the due days of the commitments that stand and were graded as without
    effect."""
    found: dict[str, list[date]] = {}
    for one in standing(said.requests, said.commitments):
        if said.verdict(one) == NO_EFFECT:
            found.setdefault(one.unit_code, []).append(one.due_on)
    return found


def _prepared(
    known: Known,
    meeting: Meeting,
    said: Said,
    owed: Owed,
    limits: AllLimits,
    signs: Thresholds,
) -> Prepared:
    asked = known.resolve(Question(meeting.indicator, meeting.plan))
    kinds = asked.plan.kinds if asked.plan else ()
    question = Question(meeting.indicator, meeting.plan, as_of=asked.as_of, kinds=kinds)
    field = Field.at(known, question, limits, signs, owed)
    ranked = set(field.ranked.leaves)
    units = meeting.units(picks(field.candidates(), limits))
    # One that was added by hand may have been merged since.
    here = [one for one in units if one.unit_code in ranked]
    notes = {c: one.reason for c, one in meeting.newest().items() if one.added}
    told = pages(field, limits, here, notes, said)
    evaluation = (known.evaluation, asked.as_of, known.known_at)
    return Prepared(known.version, *evaluation, told, tuple(field.ranked.leaves))
