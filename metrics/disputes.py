"""Disputes of Chairs and incidents of the whole city: what is said, and its effect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from core.errors import UsageError
from metrics.overlay import AS_ONLINE, LEAVE_OUT

# Reason -> its name, a catalogue key, and the correction that it asks for. None moves a
# dossier to another unit or day: that is for the system which holds it to say.
REASONS: Mapping[str, tuple[str, str]] = {
    "portal_down": ("The portal was down", LEAVE_OUT),
    "wrong_channel": ("The channel was recorded wrongly", AS_ONLINE),
    "wrong_unit": ("The dossiers are another unit's", LEAVE_OUT),
    "duplicate": ("The dossiers were entered twice", LEAVE_OUT),
    "entered_late": ("The dossiers were entered late", LEAVE_OUT),
    "other": ("Another reason", LEAVE_OUT),
}
# State -> its name. "open" is the first one of a dispute, "accepted" of an incident.
STATES: Mapping[str, str] = {
    "open": "Waiting for a decision",
    "accepted": "Correction accepted",
    "partly": "Correction accepted in part",
    "refused": "Correction refused",
    "withdrawn": "Dispute withdrawn",
}
DECISIONS = ("accepted", "partly", "refused")
# What all who read rankings may read of a unit other than their own.
SETTLED = frozenset(DECISIONS)
CHANNELS = ("online", "counter", "post", "unknown")


@dataclass(frozen=True)
class Pick:
    """Which dossiers of a unit ("": of all): those of `codes`, or those received on the
    days from `first` to `last`. `since`, `until`: moments (UTC) between which, too;
    `channel`: one of CHANNELS, "" is any."""

    unit_code: str = ""
    codes: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    since: str = ""
    until: str = ""
    procedures: tuple[str, ...] = ()
    channel: str = ""

    def checked(self) -> Pick:
        """The pick itself; UsageError that says what is missing."""
        if self.codes:
            return self
        if self.first is None or self.last is None:
            raise UsageError("Name the dossiers' codes, or the first and last day.")
        if self.first > self.last or (self.until and self.since >= self.until):
            raise UsageError("The first moment lies after the last.")
        return self


class Move(NamedTuple):
    """One indicator at one unit, as counted and with the dossiers corrected."""

    unit_code: str
    indicator: str
    numerator: int | None
    denominator: int | None
    rank: int | None
    status: str
    with_numerator: int | None
    with_denominator: int | None
    with_rank: int | None
    with_status: str

    @property
    def value(self) -> Fraction | None:
        return _share(self.numerator, self.denominator)

    @property
    def with_value(self) -> Fraction | None:
        return _share(self.with_numerator, self.with_denominator)


def _share(numerator: int | None, denominator: int | None) -> Fraction | None:
    if numerator is None or not denominator:
        return None
    return Fraction(numerator, denominator)


@dataclass(frozen=True)
class Effect:
    """What correcting `dossiers` dossiers would change at their units and those above,
    on as-of, by data version `version`, after evaluation `evaluation`."""

    dossiers: int
    as_of: date
    version: int
    evaluation: int | None
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class State:
    """What became of a dispute, when (UTC), by whom, and the reason. `number`: of the
    row that says so."""

    state: str
    note: str = ""
    who: str = ""
    at: str = ""
    number: int = 0


@dataclass(frozen=True)
class Dispute:
    """A dispute, or an incident (unit_code ""). `states`: the oldest first, at least
    one; `moves`: its effect when it was sent."""

    id: int
    pick: Pick
    reason: str
    correction: str
    text: str
    dossiers: int
    who: str
    at: str
    due_on: date | None
    as_of: date
    evaluation: int | None
    states: tuple[State, ...]
    moves: tuple[Move, ...] = field(default=(), hash=False)

    @property
    def unit_code(self) -> str:
        return self.pick.unit_code

    @property
    def incident(self) -> bool:
        return not self.pick.unit_code

    @property
    def state(self) -> str:
        return self.states[-1].state

    @property
    def counts(self) -> bool:
        """Whether its correction stands beside what was counted."""
        return self.state in ("accepted", "partly")

    def overdue(self, day: date) -> bool:
        """Whether it waits on `day` although its time is over."""
        return self.state == "open" and self.due_on is not None and day > self.due_on

    def moved(self, unit_code: str) -> tuple[Move, ...]:
        """Its effect at one unit."""
        return tuple(move for move in self.moves if move.unit_code == unit_code)

    def seen_by(self, units: frozenset[str] | None) -> Dispute | None:
        """What a reader of single rows at `units` (None: everywhere) is told: of their
        own all; of others' what was decided and why, and nothing of what waits; of
        incidents what they are."""
        if units is None or self.unit_code in units:
            return self
        told = tuple(replace(one, who="") for one in self.states)
        if self.incident:
            return replace(self, who="", states=told)
        if self.state not in SETTLED:
            return None
        settled = tuple(one for one in told if one.state in SETTLED)
        return replace(self, text="", who="", states=settled)


class Standing(NamedTuple):
    """One indicator at one unit."""

    numerator: int | None
    denominator: int | None
    value: Fraction | None
    rank: int | None
    status: str


@dataclass(frozen=True)
class Beside:
    """What stands beside a counted figure: with accepted corrections (None: none
    changes it), and how far those under dispute would move it from there (a share;
    None: nothing under dispute does, or it cannot be told where `open`); and without
    the `left_out` dossiers that are exempt (`exempt` None: more than may be)."""

    accepted: Standing | None = None
    under: Fraction | None = None
    open: bool = False
    exempt: Standing | None = None
    left_out: int = 0
