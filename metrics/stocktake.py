"""Which units a meeting takes stock of, and why: arithmetic alone.

A unit is picked once, for the first of REASONS that it fits and that has room; what
else it fits is told too. Of a unit whose value is not known, or whose data are late,
nothing else is said than that; nobody is praised on data that are in doubt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from metrics import plain
from metrics.reading import UNKNOWN, Amount
from metrics.signals import Limits

LATE_FALLING, CAN_MAKE_IT = "late_falling", "can_make_it"
RECOVERED, IMPROVER = "recovered", "improver"
OWES, DOUBTFUL = "owes", "doubtful"
# In the order in which they pick: the best improver is that of all, whatever else it
# fits.
REASONS = (IMPROVER, LATE_FALLING, OWES, CAN_MAKE_IT, RECOVERED, DOUBTFUL)
# In the order in which a meeting speaks of them.
AGENDA = (LATE_FALLING, OWES, CAN_MAKE_IT, RECOVERED, IMPROVER, DOUBTFUL)
# Chosen by whoever prepares the meeting, who says why.
BY_HAND = "by_hand"
# What may be in doubt; of the first two nothing is said but that.
NOT_KNOWN, LATE_DATA = "not_known", "late_data"
UNDER_DISPUTE, HOLLOW, HELD = "under_dispute", "hollow", "held"
DOUBTS = (NOT_KNOWN, LATE_DATA, UNDER_DISPUTE, HOLLOW, HELD)
_BEHIND = ("at_risk", "off_track")
_WELL = ("on_track", "met")
AllLimits = Mapping[str, Limits]
# What orders those that fit a reason: the smaller comes first, equal ones in the order
# in which the candidates are handed over.
Weight = tuple[Fraction | int, ...]


@dataclass(frozen=True)
class Before:
    """What a unit read some days earlier, its status, and what its path asked then."""

    amount: Amount = UNKNOWN
    status: str = ""
    path: Fraction | None = None


@dataclass(frozen=True)
class Candidate:
    """A unit as a meeting may look at it. `target`, `path`: shares; `days_left`: to the
    deadline of its target; `before`: days -> what it read so many days earlier;
    `doubts`: of DOUBTS; `late_requests`, `broken`: answers overdue and commitments not
    kept, `owing_since`: the earliest day of these."""

    unit_code: str
    now: Amount
    status: str = ""
    target: Fraction | None = None
    path: Fraction | None = None
    days_left: int | None = None
    before: Mapping[int, Before] = field(default_factory=dict)
    behind: int = 0
    doubts: tuple[str, ...] = ()
    late_requests: int = 0
    broken: int = 0
    owing_since: date | None = None

    @property
    def judged(self) -> bool:
        """Whether anything can be said of its figure."""
        late = NOT_KNOWN in self.doubts or LATE_DATA in self.doubts
        return self.now.value is not None and not late

    def change(self, limits: Limits) -> Fraction | None:
        """How far the share moved over a reason's days; None where that cannot be
        told, or of fewer than `least` on either day."""
        days = int(limits["days"])
        earlier = self.before.get(days, Before()).amount
        if not days or self.now.value is None or earlier.value is None:
            return None
        least = min(self.now.denominator or 0, earlier.denominator or 0)
        return self.now.value - earlier.value if least >= limits["least"] else None

    def fallen(self, limits: Limits) -> Fraction | None:
        """How much further below its path it is than a reason's days ago (below 0: how
        much nearer); None where that cannot be told."""
        change = self.change(limits)
        before = self.before.get(int(limits["days"]), Before()).path
        if change is None or before is None or self.path is None:
            return None
        return self.path - before - change


@dataclass(frozen=True)
class Pick:
    """A unit that was picked. `also`: other reasons that it fits; `tied`: units that
    fit as well by the same measure, and were left out by their place in the list."""

    unit_code: str
    reason: str
    also: tuple[str, ...] = ()
    tied: int = 0


def picks(candidates: Sequence[Candidate], limits: AllLimits) -> list[Pick]:
    """About ten units, by reason and weight; of the same candidates always the same."""
    weights = _all_weights(candidates, limits)
    room = int(limits["meeting"]["units"])
    taken: dict[str, str] = {}
    tied: dict[str, int] = {}
    for reason in REASONS:
        free = [c for c in _ordered(weights[reason]) if c not in taken]
        most = min(int(limits[reason]["most"]), room - len(taken))
        chosen, left = free[:most], free[most:]
        taken |= dict.fromkeys(chosen, reason)
        if chosen:
            last = weights[reason][chosen[-1]]
            equal = sum(weights[reason][code] == last for code in left)
            tied |= {c: equal for c in chosen if weights[reason][c] == last}
    return [
        Pick(code, reason, _also(code, reason, weights), tied.get(code, 0))
        for reason in AGENDA
        for code, own in taken.items()
        if own == reason
    ]


def _all_weights(
    candidates: Sequence[Candidate], limits: AllLimits
) -> dict[str, dict[str, Weight]]:
    found = {reason: _weights(candidates, reason, limits) for reason in REASONS}
    # Nobody is praised for the rise and asked for the fall behind at once.
    for code in found[LATE_FALLING]:
        found[IMPROVER].pop(code, None)
    return found


def _also(
    code: str, reason: str, weights: Mapping[str, Mapping[str, Weight]]
) -> tuple[str, ...]:
    """Most units improve: that one is the best is told where it was picked for it."""
    return tuple(
        one for one in REASONS if one not in (reason, IMPROVER) and code in weights[one]
    )


def _ordered(weights: Mapping[str, Weight]) -> list[str]:
    return sorted(weights, key=lambda code: weights[code])


def _weights(
    candidates: Iterable[Candidate], reason: str, limits: AllLimits
) -> dict[str, Weight]:
    """The weight of each candidate that fits a reason, in the order handed over; of
    none where the reason is switched off."""
    own = limits[reason]
    if not own["most"]:
        return {}
    weighed = ((one.unit_code, _WEIGH[reason](one, own)) for one in candidates)
    return {code: weight for code, weight in weighed if weight is not None}


def _late_falling(one: Candidate, limits: Limits) -> Weight | None:
    """The furthest below its path first, then who fell behind most."""
    fallen = one.fallen(limits) if one.judged else None
    if fallen is None or one.status not in _BEHIND or one.now.value is None:
        return None
    if one.path is None or fallen <= 0 or fallen < limits["points"] / 100:
        return None
    return one.now.value - one.path, -fallen


def projected(one: Candidate, limits: Limits) -> Fraction | None:
    """The share at the deadline, were the pace of the last days kept; None where that
    cannot be told."""
    change = one.change(limits)
    if change is None or one.now.value is None or one.days_left is None:
        return None
    return one.now.value + change / int(limits["days"]) * one.days_left


def _can_make_it(one: Candidate, limits: Limits) -> Weight | None:
    """The nearest to the target at its deadline first."""
    if not one.judged or one.status in ("", "met") or not (one.days_left or 0) > 0:
        return None
    end = projected(one, limits)
    if end is None or one.target is None or (one.change(limits) or 0) <= 0:
        return None
    apart = abs(end - one.target)
    return (apart,) if apart <= limits["points"] / 100 else None


def _recovered(one: Candidate, limits: Limits) -> Weight | None:
    """The widest rise first."""
    change = one.change(limits)
    before = one.before.get(int(limits["days"]), Before())
    back = before.status == "off_track" and one.status in _WELL
    if one.doubts or not back or change is None or change <= 0:
        return None
    return (-change,)


def _improver(one: Candidate, limits: Limits) -> Weight | None:
    change = one.change(limits)
    if one.doubts or change is None or change < limits["points"] / 100 or change <= 0:
        return None
    return (-change,)


def _owes(one: Candidate, limits: Limits) -> Weight | None:
    """The most first, then what is owed longest."""
    owed = one.late_requests + one.broken
    if not one.judged or not owed:
        return None
    return -owed, (one.owing_since or date.max).toordinal()


def _doubtful(one: Candidate, limits: Limits) -> Weight | None:
    """First those of which nothing can be said, then the most doubts, then the data
    that are late longest."""
    if not one.doubts:
        return None
    return int(one.judged), -len(one.doubts), -one.behind


_WEIGH = {
    LATE_FALLING: _late_falling,
    CAN_MAKE_IT: _can_make_it,
    RECOVERED: _recovered,
    IMPROVER: _improver,
    OWES: _owes,
    DOUBTFUL: _doubtful,
}


def told(one: Candidate, reason: str, limits: AllLimits) -> dict[str, object]:
    """What a pick rests on, as plain data: counts now and `days` days before, shares,
    doubts, what is owed. Of a unit of which nothing can be said no figure."""
    owed = {"late_requests": one.late_requests, "broken": one.broken}
    since = one.owing_since.isoformat() if one.owing_since else None
    rest = {"doubts": list(one.doubts), "behind": one.behind, "owing_since": since}
    own = limits.get(reason, {})
    if not one.judged or "days" not in own:
        return owed | rest
    days = int(own["days"])
    before, change = one.before.get(days, Before()), one.change(own)
    end = projected(one, own)
    return {
        **owed,
        **rest,
        "days": days,
        "before": [before.amount.numerator, before.amount.denominator],
        "before_status": before.status,
        "change": plain.number(change),
        "fallen": plain.number(one.fallen(own)),
        "projected": plain.number(end),
        "days_left": one.days_left,
    }
