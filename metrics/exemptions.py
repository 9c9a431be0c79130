"""Exemptions: dossiers of some procedures that a decision leaves out of a unit's shares
for a while, beside the counted figure, which stays the official one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.errors import UsageError
from metrics.disputes import Pick

# Where an exemption stands on a day; values are catalogue keys.
STATES = {
    "waits": "Waits for a second person",
    "to_come": "To come",
    "in_force": "In force",
    "over": "Over",
    "ended": "Ended before its day",
    "given_up": "Given up, never counted",
}
# In which it can be ended.
RUNNING = ("waits", "to_come", "in_force")


@dataclass(frozen=True)
class Confirmed:
    """That an exemption counts since `at`, and how many dossiers it left out then."""

    dossiers: int
    who: str
    at: str


@dataclass(frozen=True)
class Ended:
    """That an exemption ends with `last`, a day before its own, and why."""

    last: date
    reason: str
    who: str
    at: str


@dataclass(frozen=True)
class Exemption:
    """Dossiers of `procedures` received at a unit ("": at all) from `starts_on` to
    `ends_on` are left out; by which decision and why; how many (`dossiers`) these were
    when it was entered, as of which day and evaluation."""

    id: int
    unit_code: str
    procedures: tuple[str, ...]
    starts_on: date
    ends_on: date
    decision_no: str
    reason: str
    dossiers: int
    as_of: date
    evaluation: int | None
    who: str
    at: str
    confirmed: Confirmed | None = None
    ended: Ended | None = None

    @property
    def waits(self) -> bool:
        """Whether it is neither confirmed nor given up."""
        return self.confirmed is None and self.ended is None

    @property
    def last(self) -> date:
        """The last day whose dossiers it leaves out."""
        return self.ended.last if self.ended else self.ends_on

    @property
    def pick(self) -> Pick | None:
        """The dossiers that it leaves out; None where it ended before it began, or was
        never confirmed."""
        if self.last < self.starts_on or self.confirmed is None:
            return None
        return self.meant

    @property
    def meant(self) -> Pick:
        """The dossiers that it leaves out, or will once it is confirmed."""
        return Pick(
            self.unit_code,
            first=self.starts_on,
            last=self.last,
            procedures=self.procedures,
        )

    def state(self, day: date) -> str:
        """A key of STATES."""
        if self.confirmed is None:
            return "given_up" if self.ended else "waits"
        if self.ended is not None and day > self.last:
            return "ended"
        if day > self.last:
            return "over"
        return "to_come" if day < self.starts_on else "in_force"

    def holds_at(self, unit_code: str) -> bool:
        """Whether it is of this unit, or of all."""
        return self.unit_code in ("", unit_code)


def numbered(known: Iterable[Exemption], number: int) -> Exemption:
    """The one of this number; UsageError where there is none."""
    found = next((one for one in known if one.id == number), None)
    if found is None:
        raise UsageError("There is no exemption {number}.", number=number)
    return found


def checked(pick: Pick, decision_no: str, most_days: int) -> Pick:
    """The pick of a new exemption. UsageError that says what is missing: procedures,
    both days in their order and not too far apart, the number of a decision."""
    if pick.first is None or pick.last is None:
        raise UsageError("Name the first and the last day: an exemption always ends.")
    if pick.first > pick.last:
        raise UsageError("The last day lies before the first.")
    if pick.last - pick.first >= timedelta(days=most_days):
        raise UsageError(
            "An exemption lasts {most} days at most; decide on another one then.",
            most=most_days,
        )
    if not pick.procedures:
        raise UsageError("Choose the procedures: nobody is exempt from everything.")
    if not decision_no:
        raise UsageError("Name the decision that it rests on, by its number.")
    return pick
