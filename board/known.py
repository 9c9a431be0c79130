"""What the board knows at one data version, and the rankings already worked out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property, partial
from typing import TypeVar

import numpy as np
import pandas as pd

from board.completion import provisional_days
from board.given import two_sources
from core.clock import moment_now, today
from metrics.asking import Asked, resolve
from metrics.catalogue import FirstOnline
from metrics.completion import Provisional
from metrics.disputes import Beside as Corrected
from metrics.disputes import Dispute
from metrics.effects import beside
from metrics.facts import Facts
from metrics.given import Beside
from metrics.indicators import BY_KEY
from metrics.overlay import NO_OVERLAY, Overlay, corrected
from metrics.questions import Question, Reading
from metrics.ranking import Ranked, Rules, rank
from metrics.reading import Amount, read
from metrics.terms import Term, chair_of
from metrics.windows import Window
from store import disputed, disputes, exemptions, lookup, questions
from store.engine import Database, read_setting
from store.evaluations import latest
from store.facts import first_online, read_facts
from store.guardrails import guardrails
from store.held import held_dossiers

# Rankings, amounts and sums by procedure kept of one data version.
_KEPT = 200
_KEPT_AMOUNTS = 600
_KEPT_SUMS = 6

K = TypeVar("K")
V = TypeVar("V")


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
    overlay: Overlay = NO_OVERLAY
    _online: dict[date | None, FirstOnline] = field(default_factory=dict, repr=False)
    _ranked: dict[tuple[Question, str], Ranked] = field(
        default_factory=dict, repr=False
    )
    _amounts: dict[tuple[str, date, str, Window], Mapping[str, Amount]] = field(
        default_factory=dict, repr=False
    )
    _corrected: dict[Question, Mapping[str, Corrected]] = field(
        default_factory=dict, repr=False
    )
    _sums: dict[Window, pd.DataFrame] = field(default_factory=dict, repr=False)
    _guarded: dict[tuple[Window, date], pd.DataFrame] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def read(cls, db: Database, version: int) -> Known:
        """Everything that counts now."""
        with db.read() as connection:
            facts = read_facts(connection, db.timezone)
            newest = latest(connection)
            demo = read_setting(connection, "demo") == "yes"
            accepted, asked = disputed.standing(connection)
            exempt = exemptions.left_out(connection)
        overlay = Overlay(
            corrected(facts, accepted) if accepted else None,
            corrected(facts, asked) if asked else None,
            corrected(facts, exempt) if exempt else None,
        )
        if newest is None:
            return cls(db, version, facts, None, moment_now(), demo, overlay)
        return cls(db, version, facts, newest[0], newest[1], demo, overlay)

    @cached_property
    def rules(self) -> Rules:
        return Rules(self.db.settings.at_risk, self.db.settings.level_coverage)

    @cached_property
    def provisional(self) -> Provisional | None:
        """The recent days that are not complete (board.completion)."""
        return provisional_days(self.db, self.facts)

    @cached_property
    def two_sources(self) -> tuple[Beside, ...]:
        """Dossiers that two sources give of any unit (board.given)."""
        return two_sources(self.db)

    def resolve(self, question: Question) -> Asked:
        """The question with its defaults; UsageError for an unknown key."""
        return resolve(question, self.facts, today(self.db.timezone))

    def ranked(self, question: Question) -> Ranked:
        """Amounts and ranks for a question, worked out once."""
        return self._ranking(question, "", self.facts)

    def corrected(self, question: Question) -> tuple[Ranked | None, ...]:
        """The same with accepted corrections, with those under dispute accepted too,
        and without what is exempt; None where there are none. These are of dossiers
        alone: what counts procedures has none."""
        if BY_KEY[question.indicator].basis != "dossiers":
            return None, None, None
        return tuple(
            self._ranking(question, name, facts) if facts else None
            for name, facts in vars(self.overlay).items()
        )

    def beside(self, question: Question) -> Mapping[str, Corrected]:
        """By unit code, of the units of a ranking whose figure is corrected, disputed
        or exempt in part: with accepted corrections, what is under dispute, and
        without what is exempt."""

        def worked_out() -> Mapping[str, Corrected]:
            accepted, disputed, exempt = self.corrected(question)
            if accepted is None and disputed is None and exempt is None:
                return {}
            most = Fraction(str(self.db.settings.exempt_share))
            return beside(self.ranked(question), accepted, disputed, exempt, most)

        return self._once(self._corrected, question, worked_out)

    def _ranking(self, question: Question, over: str, facts: Facts) -> Ranked:
        key = (question, over)
        return self._once(self._ranked, key, lambda: self.rank(question, facts))

    def rank(self, question: Question, facts: Facts) -> Ranked:
        """The same over other facts of the same units, never kept."""
        asked = self.resolve(question)
        return rank(asked, facts, self.rules, self.online(asked))

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """All disputes and incidents, the oldest first."""
        with self.db.read() as connection:
            return disputes.disputes(connection)

    def amounts(self, asked: Asked, window: Window) -> Mapping[str, Amount]:
        """What every unit amounts to in a window of its own."""
        # A day and a word for borders name one tree of units.
        key = (asked.indicator.key, asked.as_of, asked.borders, window)
        read_now = partial(self._read, asked, window)
        most = self.facts.share_of(_KEPT_AMOUNTS)
        return self._once(self._amounts, key, read_now, most)

    def _read(self, asked: Asked, window: Window) -> Mapping[str, Amount]:
        used = None
        if asked.indicator.basis == "both":
            used = self.reached(asked, window.start)
        return read(
            asked.indicator,
            asked.tree,
            self.facts.material(window, used, asked.borders),
            self.rules.level_coverage,
        )

    def online(self, asked: Asked) -> Mapping[date | None, FirstOnline]:
        """First online days for the starts of the windows asked, where procedures in
        use are counted."""
        if asked.indicator.basis != "both":
            return {}
        return {w.start: self.reached(asked, w.start) for w in asked.windows()}

    def reached(self, asked: Asked, start: date | None) -> FirstOnline:
        """First online days since `start`, under the borders asked for."""
        found = self.first_online(start)
        merged = asked.tree.merged
        return found.merged(self.facts.catalogue, merged) if merged else found

    def first_online(self, start: date | None) -> FirstOnline:
        def asked() -> FirstOnline:
            with self.db.read() as connection:
                return first_online(connection, self.facts.catalogue, start)

        return self._once(self._online, start, asked)

    def by_procedure(self, window: Window) -> pd.DataFrame:
        """Dossiers of a window by unit and procedure (store.questions)."""

        def asked() -> pd.DataFrame:
            with self.db.read() as connection:
                return questions.by_procedure(connection, window)

        return self._once(self._sums, window, asked, _KEPT_SUMS)

    def guarded(self, window: Window, middle: date) -> pd.DataFrame:
        """What guardrails count (store.guardrails)."""

        def asked() -> pd.DataFrame:
            with self.db.read() as connection:
                return guardrails(connection, window, middle)

        return self._once(self._guarded, (window, middle), asked, _KEPT_SUMS)

    def by_procedure_at(self, asked: Asked, window: Window) -> pd.DataFrame:
        """The same, by the units at which they are counted under the borders asked
        for."""
        sums = self.by_procedure(window)
        stands = {m: code for code, ms in asked.tree.merged.items() for m in ms}
        if not stands:
            return sums
        moved = sums.assign(unit_code=sums["unit_code"].replace(stands))
        return moved.groupby(["unit_code", "procedure_code"], as_index=False).sum()

    @cached_property
    def held(self) -> list[tuple[str, date, int]]:
        """Dossiers held back, by unit and day (store.held)."""
        with self.db.read() as connection:
            return held_dossiers(connection)

    @cached_property
    def procedures(self) -> pd.DataFrame:
        """Every version of every procedure (store.lookup)."""
        with self.db.read() as connection:
            return lookup.procedures(connection)

    def procedures_on(self, day: date) -> pd.DataFrame:
        """One row a procedure, by code: the version in force on `day`, else the
        newest; columns as `procedures`."""
        known = self.procedures
        in_force = (known["valid_from"] <= day) & (day <= known["valid_to"])
        ordered = known.assign(fits=in_force).sort_values(["fits", "valid_from"])
        return ordered.drop_duplicates("code", keep="last").set_index("code")

    def dossier_window(self, asked: Asked) -> Window:
        """The window of a question; for the state of a day the one in which dossiers
        are shown beside it: from the start of the plan, else the first day."""
        if asked.start is not None:
            return asked.span
        started = asked.plan.starts_on if asked.plan else None
        return Window(started or self.facts.first_day, asked.as_of)

    def last_days(self, as_of: date) -> dict[str, date]:
        """The last day not after `as_of` with a dossier received, or of which a
        report speaks, for each unit that has one itself."""
        cube = self.facts.cube
        high = bisect_right(cube.days, as_of)
        received = cube.sums[:, : high + 1, 0]
        reached = np.argmax(received == received[:, -1:], axis=1) if high else []
        found = {
            code: cube.days[place - 1]
            for code, place in zip(cube.units, reached, strict=False)
            if place
        }
        for code, cells in self.facts.cells.items():
            ends = [cell.period_end for cell in cells if cell.period_end <= as_of]
            found[code] = max([*ends, found.get(code, date.min)])
        return {code: day for code, day in found.items() if day > date.min}

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
            borders=asked.borders,
        )

    def _once(
        self, kept: dict[K, V], key: K, make: Callable[[], V], most: int = 0
    ) -> V:
        """What is kept under `key`, made where it is not; threads may do so at once.
        The newest are kept: `most`, or _KEPT, and fewer of a whole country."""
        found = kept.get(key)
        if found is None:
            found = kept[key] = make()
            most = most or self.facts.share_of(_KEPT)
            for oldest in list(kept)[:-most]:
                kept.pop(oldest, None)
        return found
