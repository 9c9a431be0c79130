"""Which Chairs opened their own unit's page in a week, Monday to Sunday."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.clock import monday
from metrics.terms import Holder

OPENED, BY_DELEGATE, NOT_OPENED, NO_ACCOUNT = "opened", "by_delegate", "not", "none"


@dataclass(frozen=True)
class Opening:
    """That the page of a unit was opened for `person` in the week that begins on
    `week`: by themselves, or by who stands in for them."""

    unit_code: str
    person: str
    week: date
    delegate: bool = False


@dataclass(frozen=True)
class Use:
    """Of one unit with a Chair: OPENED, BY_DELEGATE (alone), NOT_OPENED or NO_ACCOUNT.
    `new`: the term began within the week; `last`: the Monday of the newest week in
    which the Chair opened the page, None for never as far as is kept."""

    unit_code: str
    person: str
    acting: bool
    state: str
    new: bool
    last: date | None


@dataclass(frozen=True)
class Usage:
    """The week that begins on `week`, of each unit that has a Chair, by code."""

    week: date
    uses: tuple[Use, ...]

    def of(self, state: str) -> list[Use]:
        """Those in a state."""
        return [one for one in self.uses if one.state == state]

    @property
    def expected(self) -> int:
        """How many Chairs could have opened their page: those with an account."""
        return sum(one.state != NO_ACCOUNT for one in self.uses)


def usage(holders: Iterable[Holder], openings: Iterable[Opening], day: date) -> Usage:
    """What was opened in the week of `day`, by who is Chair on that day: what another
    opened before a hand-over is not theirs. Who has no account is told apart: they
    could not open anything."""
    week, known = monday(day), [one for one in openings if one.week <= day]
    found = [_use(one, known, week) for one in holders if one.somebody]
    return Usage(week, tuple(sorted(found, key=lambda one: one.unit_code)))


def _use(holder: Holder, openings: list[Opening], week: date) -> Use:
    theirs = (holder.unit_code, holder.person)
    own = [one for one in openings if (one.unit_code, one.person) == theirs]
    weeks = [one.week for one in own if not one.delegate]
    state = NOT_OPENED
    if week in weeks:
        state = OPENED
    elif any(one.week == week for one in own):
        state = BY_DELEGATE
    elif not holder.account:
        state = NO_ACCOUNT
    new = holder.starts_on is not None and holder.starts_on >= week
    last = max(weeks, default=None)
    return Use(*theirs, holder.acting, state, new, last)
