"""What the board knows at one data version, and the rankings already worked out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from core.clock import today
from metrics.answers import Question, Reading
from metrics.facts import Facts, FirstOnline, Term
from metrics.ranking import Asked, Ranked, Rules, chair_of, rank, resolve
from metrics.reading import Amount, read
from metrics.windows import Window
from store.engine import Database, read_setting
from store.evaluations import latest
from store.facts import first_online, read_facts
from store.loads import moment_now


@dataclass(frozen=True)
class Known:
    """Facts of one data version. `known_at`: the moment of the newest evaluation,
    else of the reading; `evaluation`: its number."""

    db: Database
    version: int
    facts: Facts
    evaluation: int | None
    known_at: str
    demo: bool
    _online: dict[date | None, FirstOnline] = field(default_factory=dict, repr=False)
    _ranked: dict[Question, Ranked] = field(default_factory=dict, repr=False)

    @classmethod
    def read(cls, db: Database, version: int) -> Known:
        """Everything that counts now."""
        with db.read() as connection:
            facts = read_facts(connection, db.timezone)
            newest = latest(connection)
            demo = read_setting(connection, "demo") == "yes"
        if newest is None:
            return cls(db, version, facts, None, moment_now(), demo)
        return cls(db, version, facts, newest[0], newest[1], demo)

    @cached_property
    def rules(self) -> Rules:
        return Rules(self.db.settings.at_risk, self.db.settings.level_coverage)

    def resolve(self, question: Question) -> Asked:
        """The question with its defaults; UsageError for an unknown key."""
        return resolve(question, self.facts, today(self.db.timezone))

    def ranked(self, question: Question) -> Ranked:
        """Amounts and ranks for a question, worked out once."""
        if question not in self._ranked:
            asked = self.resolve(question)
            self._ranked[question] = rank(
                asked, self.facts, self.rules, self.online(asked)
            )
        return self._ranked[question]

    def amounts(self, asked: Asked, window: Window) -> dict[str, Amount]:
        """What every unit amounts to in a window of its own."""
        used = None
        if asked.indicator.basis == "both":
            used = self.first_online(window.start)
        return read(
            asked.indicator,
            asked.tree,
            self.facts.material(window, used),
            self.rules.level_coverage,
        )

    def online(self, asked: Asked) -> Mapping[date | None, FirstOnline]:
        """First online days for the starts of the windows asked, where procedures in
        use are counted."""
        if asked.indicator.basis != "both":
            return {}
        for window in asked.windows():
            self.first_online(window.start)
        return self._online

    def first_online(self, start: date | None) -> FirstOnline:
        if start not in self._online:
            with self.db.read() as connection:
                self._online[start] = first_online(
                    connection, self.facts.catalogue, start
                )
        return self._online[start]

    def chairs(self, day: date) -> dict[str, Term]:
        """The Chair in office at each unit on `day`."""
        return chair_of(self.facts.terms, day)

    def reading(self, asked: Asked) -> Reading:
        """What an answer speaks of."""
        official = asked.plan is not None and asked.indicator.key in asked.plan.official
        return Reading(
            indicator=asked.indicator,
            plan=asked.plan,
            window=asked.window,
            start=asked.start,
            as_of=asked.as_of,
            deadline=asked.deadline,
            known_at=self.known_at,
            evaluation=self.evaluation,
            official=official,
        )
