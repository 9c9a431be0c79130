"""What the rules of alerts find: day by day, where the figure is known and in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from textwrap import shorten

from board.alert_facts import Earlier, how_it_came, reading
from board.header import header
from board.known import Known
from board.to_ask import data_are_old, last_complete, missed_units
from metrics.alerts import (
    ARMED,
    BLOCKED,
    FIRED,
    FIRINGS,
    RESUMED,
    SLIP,
    WAITING,
    AlertLook,
    AlertRow,
    AlertRule,
    Standing,
    days_needed,
    step,
)
from metrics.answers import Header
from metrics.freshness import StaleSource, touching
from metrics.indicators import BY_KEY
from metrics.questions import Question
from metrics.ranking import Ranked
from store.messages import LATE

# A rule that was not looked at for longer begins so many days back.
MOST_DAYS = 31
# Over so many days a change is told, or over fewer weeks where the window began later.
TOLD_OVER = 28
# A unit without data for so many working days is late, and not judged.
LATE_DAYS = 2
# Letters of the names of late sources that a look keeps.
_NAMED = 400

Standings = Mapping[tuple[str, str, str], AlertRow]
# The last day that was judged, by rule and indicator.
Until = Mapping[tuple[str, str], date]


@dataclass
class Found:
    """What the rules found: their looks, and what happened."""

    evaluation: int | None
    looks: list[AlertLook] = field(default_factory=list)
    rows: list[AlertRow] = field(default_factory=list)


def alerting(
    known: Known,
    rules: Sequence[AlertRule],
    stale: Sequence[StaleSource],
    until: Until,
    standings: Standings,
    back: int = 0,
) -> Found:
    """What the rules that are on find on the days that are complete and were not judged
    yet: nothing of a figure whose source is late, or of a unit whose data are. A rule
    that never looked begins with the last complete day, or `back` days before: what was
    so then already is not told."""
    found, day = Found(known.evaluation), last_complete(known)
    if day is None:
        return found
    looking = Looking(known, day, tuple(stale), dict(standings), found)
    for rule in rules:
        for key in looking.indicators(rule) if rule.active else ():
            begun = day - timedelta(days=back + 1)
            looking.look(rule, key, until.get((rule.key, key), begun))
    return found


@dataclass
class Looking:
    """One walk over all rules, up to the last complete day."""

    known: Known
    day: date
    stale: tuple[StaleSource, ...]
    standings: dict[tuple[str, str, str], AlertRow]
    found: Found

    @cached_property
    def head(self) -> Header:
        return header(self.known, as_of=self.day)

    @cached_property
    def late(self) -> frozenset[str]:
        """The units whose own data are late."""
        leaves = self.ranked(self.head.pair[0], self.day).leaves
        missed = missed_units(self.known, self.head, leaves, LATE_DAYS)
        return frozenset(ask.unit_code for ask in missed)

    def indicators(self, rule: AlertRule) -> tuple[str, ...]:
        """Those the rule names, else those the plan does."""
        plan = self.head.plan
        return rule.indicators or (plan.indicators if plan else self.head.pair)

    def ranked(self, key: str, day: date) -> Ranked:
        """The standing of all units on a day, by the plan of today."""
        plan = self.head.plan
        about = (plan.key, plan.kinds) if plan else ("", ())
        question = Question(key, about[0], as_of=day, kinds=about[1])
        return self.known.ranked(question)

    def look(self, rule: AlertRule, key: str, until: date) -> None:
        """Judge the days that were not judged yet, the oldest first."""
        why = self._not_judged(key)
        if why[0]:
            self.found.looks.append(AlertLook(rule.key, key, self.day, why))
            return
        begun = self.day - timedelta(days=MOST_DAYS)
        first = max(until + timedelta(days=1), begun)
        for after in range((self.day - first).days + 1):
            self._judge(rule, key, first + timedelta(days=after))

    def _not_judged(self, key: str) -> tuple[str, Mapping[str, object]]:
        late = touching(self.stale, BY_KEY[key].things)
        if late:
            # It is indexed: PostgreSQL refuses a text of many names.
            named = ", ".join(one.title for one in late)
            titles = shorten(named, _NAMED, placeholder="…")
            return LATE, {"sources": titles}
        if data_are_old(self.known, LATE_DAYS):
            return "The newest data of all are too old.", {}
        return "", {}

    def _judge(self, rule: AlertRule, key: str, day: date) -> None:
        """All units on a day. A unit whose data are late is not judged: no data are no
        fall."""
        ranks = [self.ranked(key, one) for one in days_needed(rule, day)]
        rule, units = self.fitted(rule, key), ranks[-1].leaves
        for code in units:
            row = self.standings.get((rule.key, code, key))
            for happened in self.unit(rule, key, code, ranks, row):
                self.standings[happened.at] = happened
                self.found.rows.append(happened)
        states = [self._state(rule.key, code, key) for code in units]
        waiting, armed, fired = (states.count(one) for one in (WAITING, ARMED, FIRED))
        judged = len([code for code in units if code not in self.late])
        look = AlertLook(rule.key, key, day, ("", {}), judged, waiting, armed, fired)
        self.found.looks.append(look)

    def fitted(self, rule: AlertRule, key: str) -> AlertRule:
        """A rule as it judges an indicator: procedures are few by nature; a share of
        few dossiers is chance."""
        least = rule.least if BY_KEY[key].basis == "dossiers" else 0
        return replace(rule, least=least)

    def _state(self, rule: str, code: str, key: str) -> str:
        row = self.standings.get((rule, code, key))
        return row.standing.state if row else WAITING

    def unit(
        self,
        rule: AlertRule,
        key: str,
        code: str,
        ranks: Sequence[Ranked],
        row: AlertRow | None,
    ) -> Iterator[AlertRow]:
        """What happens to a fitted rule at a unit, whose newest row is `row`, on the
        day of the last of `ranks`."""
        now = row.standing if row else Standing()
        readings = [reading(ranked, code) for ranked in ranks]
        blocked = row is not None and row.event == BLOCKED
        if code in self.late:
            if now.state == ARMED and not blocked:
                yield AlertRow(rule.key, code, key, BLOCKED, now, readings[-1])
            return
        after, event = step(rule, now, readings)
        if event or blocked:
            facts = self.facts(rule, key, code, ranks[-1], event)
            yield AlertRow(
                rule.key, code, key, event or RESUMED, after, readings[-1], facts
            )

    def facts(
        self, rule: AlertRule, key: str, code: str, now: Ranked, event: str
    ) -> Mapping[str, object]:
        """What a firing rests on beside its figure; of other events nothing."""
        if event not in FIRINGS:
            return {}
        over = rule.days if rule.looks_for == SLIP else TOLD_OVER
        limits: dict[str, object] = {"title": rule.title}
        limits["limits"] = [str(rule.points), str(rule.rearm), rule.days]
        earlier = Earlier(self.known, lambda day: self.ranked(key, day))
        return limits | how_it_came(earlier, now, code, over)
