"""Guardrails: what must not get worse while a headline of dossiers rises.

Each is two counts of the same dossiers, divided once; higher is worse. A rise beside a
guardrail that got worse beyond its threshold is marked hollow: a question, as a signal
is, and no status or rank hangs on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from metrics.integrity import Alarms
from metrics.limits import AllLimits

# Counts by unit and period that guardrails are made of (store/guardrails.py).
COUNTS = (
    "received",
    "handed_in",
    "refused",
    "requests",
    "resubmitted",
    "cases",
    "due_known",
    "late",
    "online_results",
    "online_paper",
)
Counts = Mapping[str, int]
# The headlines of dossiers whose rise is held against guardrails.
RISES = ("online_dossiers", "e2e_dossiers")


@dataclass(frozen=True)
class Guardrail:
    """`top` of `below`, both in COUNTS; `title`: a catalogue key."""

    key: str
    title: str
    top: str
    below: str


GUARDRAILS: tuple[Guardrail, ...] = (
    Guardrail("supplements", "Completions a dossier", "requests", "received"),
    Guardrail("resubmissions", "Resubmissions, a case", "resubmitted", "cases"),
    Guardrail("refusals", "Refused, of those handed in", "refused", "handed_in"),
    Guardrail("lateness", "Late, of those finished", "late", "due_known"),
    Guardrail("paper", "Paper after online filing", "online_paper", "online_results"),
)


@dataclass(frozen=True)
class Rail:
    """One guardrail at one unit: (top, below) in the days before, and in the last
    days. `worse`: whether it got worse beyond its threshold."""

    guardrail: Guardrail
    before: tuple[int, int]
    now: tuple[int, int]
    worse: bool

    @property
    def was(self) -> Fraction | None:
        return _ratio(self.before)

    @property
    def is_now(self) -> Fraction | None:
        return _ratio(self.now)


def _ratio(pair: tuple[int, int]) -> Fraction | None:
    return Fraction(*pair) if pair[1] > 0 else None


def rails(before: Counts, now: Counts, limits: AllLimits) -> tuple[Rail, ...]:
    """Every guardrail of a unit; one that cannot be told in either period is not
    worse."""
    return tuple(_rail(one, before, now, limits) for one in GUARDRAILS)


def _rail(one: Guardrail, before: Counts, now: Counts, limits: AllLimits) -> Rail:
    was = before.get(one.top, 0), before.get(one.below, 0)
    is_now = now.get(one.top, 0), now.get(one.below, 0)
    first, last = _ratio(was), _ratio(is_now)
    worse = (
        first is not None
        and last is not None
        and is_now[0] >= limits["hollow"]["least"]
        and last - first >= limits[one.key]["worse"]
    )
    return Rail(one, was, is_now, worse)


def rises(before: Fraction | None, now: Fraction | None, limits: AllLimits) -> bool:
    """Whether a headline rose by at least the threshold; not known is no rise."""
    if before is None or now is None:
        return False
    return now - before >= limits["hollow"]["rise"]


@dataclass(frozen=True)
class Hollow:
    """`marked`: the units a headline of which rose while a guardrail got worse;
    `rails`: unit -> its guardrails; `days`: how many are compared with as many;
    `alarms`: how often the mark stands without cause, as measured."""

    marked: frozenset[str]
    rails: Mapping[str, tuple[Rail, ...]]
    days: int
    alarms: Alarms | None = None
