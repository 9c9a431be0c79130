"""The dialogue of a city and its Chairs: requests, what was said of them, where each
stands. Nothing is ever edited: a state is told by the newest entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

# What a Chair may name as the cause; values are catalogue keys. They are the faults
# that offices report of themselves, and nobody's guilt.
CAUSES = {
    "portal_outage": "The portal was down or slow",
    "not_offered": "The procedure is not offered online",
    "wrong_data": "The data are wrong or late",
    "staff": "Too few officers, or not trained",
    "devices": "Citizens lack devices, accounts or signatures",
    "paper_needed": "Originals on paper are still asked for",
    "holiday": "Holiday, or hardly any dossiers",
    "other": "Something else",
}
# What an entry may be. Those of DECIDING move the state of a request.
DECIDING = {
    "answered": "answered",
    "returned": "returned",
    "accepted": "closed",
    # Answered and accepted in one, in the room of a meeting.
    "agreed": "closed",
}
# A leader stops the ladder of escalation for some days, and starts it again.
PAUSED, RESUMED = "paused", "resumed"
ENTRIES = (*DECIDING, "commented", PAUSED, RESUMED)
# In which a unit promises.
PROMISING = ("answered", "agreed")
# Where a request may stand: asked (nobody answered), answered (a leader must decide),
# returned (the Chair must answer again), closed (accepted).
STATES = ("asked", "returned", "answered", "closed")
# A request that a leader asks by hand has no rule.
BY_HAND = ""


@dataclass(frozen=True)
class Entry:
    """Something that was said or done about a request. `day`: the local day, `at` the
    moment (UTC); `due_on`: the new last day, of a return; the last day of a pause."""

    id: int
    request_id: int
    what: str
    who: str
    day: date
    at: str
    text: str = ""
    cause: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Request:
    """An explanation that is asked of a unit. `rule`: the rule that asked, BY_HAND of a
    leader's own `text`; `facts`: what it was asked for, frozen; `person`: who answers,
    the holder of the post on that day, "" where nobody is on record."""

    id: int
    unit_code: str
    rule: str
    indicator: str
    text: str
    facts: Mapping[str, Any]
    person: str
    day: date
    due_on: date
    who: str
    at: str
    entries: tuple[Entry, ...] = ()

    @property
    def state(self) -> str:
        """One of STATES."""
        moved = [DECIDING[e.what] for e in self.entries if e.what in DECIDING]
        return moved[-1] if moved else "asked"

    @property
    def waits(self) -> bool:
        """Whether an answer of the unit is still awaited."""
        return self.state in ("asked", "returned")

    @property
    def due(self) -> date:
        """The last day for the answer: a return may have named another."""
        named = [e.due_on for e in self.entries if e.what == "returned" and e.due_on]
        return named[-1] if named else self.due_on

    @property
    def closed_on(self) -> date | None:
        """The day of its acceptance, or on which it was agreed."""
        if self.state != "closed":
            return None
        closing = (
            e for e in reversed(self.entries) if DECIDING.get(e.what) == "closed"
        )
        return next(closing).day

    def is_overdue(self, day: date) -> bool:
        """Whether the answer should have come before `day`."""
        return self.waits and day > self.due


def may_ask(
    earlier: list[Request], rule: str, indicator: str, day: date, rest_days: int
) -> bool:
    """Whether a rule may ask a unit again of an indicator: never while a request of
    the two is open, nor within `rest_days` days after one was closed. `earlier`: all
    requests to the unit."""
    for one in earlier:
        if (one.rule, one.indicator) != (rule, indicator):
            continue
        if one.closed_on is None or (day - one.closed_on).days <= rest_days:
            return False
    return True
