"""What is asked of units and what they said, as a reader may see it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from board.checking import checkin_facts
from board.dialogue_rules import DialogueRules, dialogue_rules
from board.freshness import stale_sources
from board.grading import Look, baseline, looks
from board.in_office import InOffice
from board.known import Known
from board.scoped import needs
from board.to_ask import to_ask
from core.clock import today
from core.errors import UsageError
from core.scope import ANSWER, DECIDE, DIALOGUE, READ
from metrics.checkins import Weekly, running, weekly
from metrics.commitments import Baseline, Commitment, Graded, Promise, standing
from metrics.dialogue import Request
from metrics.ladder import Step
from metrics.owed import Owed, owed
from metrics.requests import Ask
from metrics.terms import Term, chair_of
from metrics.windows import Window
from store import checkins, commitments, dialogue, grades, steps
from store.dialogue import Units

# Procedures that can be promised of: those of these days, no more than so many.
_RECENT, _MOST = timedelta(days=27), 30


class Dialogue(InOffice):
    """The part of the board that speaks of the dialogue. `units` (None: all) are those
    that are asked for; of those that the reader may not know of nothing is told."""

    @needs()
    def dialogue_day(self) -> date:
        """The local day by which the dialogue counts: today; of the demo city, whose
        days are over, its last with data."""
        return self._ask(_day)

    @needs(READ)
    def dialogue_rules(self) -> DialogueRules:
        """The rules in force. Raises SettingsError where the office's own cannot be
        read."""
        return dialogue_rules(self.settings)

    @needs()
    def dialogue_marks(self) -> tuple[int | None, ...]:
        """What pages that tell of the dialogue hang on."""
        with self.db.read() as connection:
            return dialogue.marks(connection)

    @needs()
    def owed_ground(self) -> Hashable:
        """What a page hangs on that tells what units owe: also the day, by which it is
        late."""
        return self.dialogue_marks(), self.dialogue_day()

    @needs(DIALOGUE)
    def requests(self, units: Units) -> list[Request]:
        """All requests, the oldest first."""
        with self.db.read() as connection:
            return dialogue.requests(connection, self._told(units))

    def _told(self, units: Units) -> Units:
        return self.scope.within(DIALOGUE, units)

    @needs(DIALOGUE)
    def request(self, number: int, units: Units) -> Request:
        """One request; UsageError where there is none for this reader."""
        with self.db.read() as connection:
            found = dialogue.requests(connection, self._told(units), number)
        if not found:
            raise UsageError("There is no request number {number}.", number=number)
        return found[0]

    @needs(DIALOGUE)
    def commitments(self, units: Units) -> list[Commitment]:
        """All commitments, the oldest first."""
        with self.db.read() as connection:
            return commitments.commitments(connection, self._told(units))

    @needs(DIALOGUE)
    def grades(self, units: Units) -> dict[int, list[Graded]]:
        """The grades of each commitment that has any, by its number, the newest
        last."""
        found: dict[int, list[Graded]] = {}
        with self.db.read() as connection:
            for one in grades.grades(connection, self._told(units)):
                found.setdefault(one.commitment_id, []).append(one)
        return found

    @needs(DIALOGUE)
    def steps(self, units: Units) -> list[Step]:
        """The steps of the ladder that were taken, the oldest first."""
        with self.db.read() as connection:
            return steps.steps(connection, self._told(units))

    @needs(DIALOGUE)
    def checkins(self, units: Units) -> dict[str, Weekly]:
        """The check-ins of each unit that was asked for one or gave one, by code."""
        with self.db.read() as connection:
            told = self._told(units)
            asked = checkins.asked(connection, told)
            return weekly(asked, checkins.checkins(connection, told))

    @needs(DIALOGUE)
    def checkin_facts(self, unit_code: str) -> dict[str, Any]:
        """What a check-in of a unit is prefilled with; no commitments where none
        runs."""
        own = frozenset({unit_code})
        stand = standing(self.requests(own), self.commitments(own))
        with self.db.read() as connection:
            frozen = grades.baselines(connection)
        runs = running(stand, self.dialogue_day())
        return self._answered.fresh(checkin_facts, unit_code, runs, frozen)

    @needs(ANSWER, DECIDE)
    def baseline(self, promise: Promise, day: date) -> Baseline | None:
        """What is known of what a promise made on `day` speaks of; None without
        data."""
        return self._answered.fresh(baseline, promise, day)

    @needs(DIALOGUE)
    def owed(self, units: Units) -> dict[str, Owed]:
        """What the units owe (None: all), by code; those that owe nothing are left
        out."""
        asked, promised = self.requests(units), self.commitments(units)
        told = (asked, promised, self.grades(units), self.dialogue_day())
        return owed(*told, self.steps(units), self.checkins(units))

    @needs(DECIDE)
    def grades_due(
        self,
        standing: Sequence[Commitment],
        baselines: Mapping[int, Baseline],
        graded: Iterable[int],
    ) -> list[Look]:
        """What became of the commitments whose day is over, as known now."""
        return self._answered.fresh(looks, standing, baselines, graded)

    @needs(ANSWER)
    def draft(self, request: int) -> tuple[dict[str, str], str, str]:
        """The draft of an answer as it was typed, by whom, when; for who may answer.
        UsageError where there is no such request for this reader."""
        self.request(request, self.scope.units(ANSWER))
        with self.db.read() as connection:
            return dialogue.draft(connection, request)

    @needs(READ)
    def promisable(self, unit_code: str) -> list[tuple[str, str, str]]:
        """The procedures that a unit receives most dossiers of in the last weeks: code,
        name, field; the most first."""
        return self._ask(_promisable, unit_code)

    @needs(DECIDE)
    def to_ask(self) -> list[Ask]:
        """What the rules find to ask now."""
        rules, stale = self.dialogue_rules().requests, stale_sources(self.db)
        return self._answered.fresh(to_ask, rules, stale)

    @needs(DIALOGUE)
    def answering(self, post: str, day: date) -> dict[str, Term]:
        """Who answers at each unit on a day: the holder of `post`, else the Chair."""
        return self._ask(_answering, post, day)


def _day(known: Known) -> date:
    now = today(known.db.timezone)
    return known.facts.last_day or now if known.demo else now


def _promisable(known: Known, unit_code: str) -> list[tuple[str, str, str]]:
    last = known.facts.last_day
    if last is None:
        return []
    sums = known.by_procedure(Window(last - _RECENT, last))
    own = sums[sums["unit_code"] == unit_code].sort_values("received", ascending=False)
    named = known.procedures_on(last)
    codes = [code for code in own["procedure_code"].head(_MOST) if code in named.index]
    told = named.loc[codes]
    return list(zip(codes, told["name"], told["field"], strict=True))


def _answering(known: Known, post: str, day: date) -> dict[str, Term]:
    terms = known.facts.terms
    return {**chair_of(terms, day), **chair_of(terms, day, post)}
