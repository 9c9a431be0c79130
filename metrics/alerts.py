"""When an alert fires: one state for each rule, unit and indicator, moved day by day.

A rule that fired fires again only after it was armed again, on the other side of the
line; so a share that wavers about its target is told once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

# What a rule looks for: a share that falls below its target, rises above it, or slips.
BELOW, ABOVE, SLIP = "below", "above", "slip"
LOOKED_FOR = (BELOW, ABOVE, SLIP)
# Whom it tells: the office-holder of the unit, those who lead the whole.
CHAIR, LEADERS = "chair", "leaders"
WHOM = (CHAIR, LEADERS)

# Where a rule stands: not yet seen on the side from which it can fire; ready; fired.
WAITING, ARMED, FIRED = "waiting", "armed", "fired"
# What happened: it was armed, its line was moved, and the three ways of firing.
ARM, MOVED = "armed", "moved"
CROSSED, STAYED, SLIPPED = "crossed", "stayed", "slipped"
FIRINGS = (CROSSED, STAYED, SLIPPED)
# Of an armed rule: the unit's data are late, so it is not judged; it is judged again.
BLOCKED, RESUMED = "blocked", "resumed"
# Of a firing that waited, when it is to go out: it no longer holds; it holds, and its
# figure is another.
WITHDRAWN, RECOUNTED = "withdrawn", "recounted"
# Why one is withdrawn: counted again it does not hold; it was over meanwhile.
NOT_SO, OVER = "not_so", "over"

# What stands where the name of a reader stood that is no longer kept begins so.
FORGOTTEN = "forgotten-"

WEEK = 7


@dataclass(frozen=True)
class AlertRule:
    """A rule as data. `looks_for`: one of LOOKED_FOR; `to`: of WHOM; `indicators`: ()
    is those that the plan names; `points`: how far beyond the line, or how
    wide a slip (a share); `rearm`: how far on the other side of the line it is armed
    again, of a slip how much of it may be left; `days`: so many days beyond the line
    are told however near it (0: never), of a slip over how many; `least`: no share of
    fewer dossiers is judged."""

    key: str
    title: str
    active: bool
    looks_for: str
    to: tuple[str, ...]
    indicators: tuple[str, ...]
    points: Fraction
    rearm: Fraction
    days: int
    least: int


@dataclass(frozen=True)
class Reading:
    """A share on a day; None is not known. `line`: the target in force; `start`: where
    its window begins, None where it is the state of the day."""

    day: date
    numerator: int | None
    denominator: int | None
    line: Fraction | None = None
    start: date | None = None

    def value(self, least: int = 0) -> Fraction | None:
        """The share, exact; None where it is not known, or of fewer than `least`."""
        if self.numerator is None or not self.denominator or self.denominator < least:
            return None
        return Fraction(self.numerator, self.denominator)


@dataclass(frozen=True)
class Standing:
    """Where a rule stands at a unit, and by which line (None: it has none)."""

    state: str = WAITING
    line: Fraction | None = None


@dataclass(frozen=True)
class AlertRow:
    """What happened to a rule at a unit, with the figure it was judged by: what is kept
    of it. `facts`: what a firing rests on beside (metrics and board)."""

    rule: str
    unit_code: str
    indicator: str
    event: str
    standing: Standing
    reading: Reading
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def at(self) -> tuple[str, str, str]:
        """Rule, unit and indicator."""
        return self.rule, self.unit_code, self.indicator


@dataclass(frozen=True)
class AlertLook:
    """A rule looked at an indicator at all units on `day`. `why`: the reason why it
    could not, a catalogue key ("": it could) and its values; `judged` units, and at how
    many of all the rule then stood where; `evaluation` and `at` (UTC text): as kept."""

    rule: str
    indicator: str
    day: date
    why: tuple[str, Mapping[str, object]] = ("", {})
    judged: int = 0
    waiting: int = 0
    armed: int = 0
    fired: int = 0
    evaluation: int | None = None
    at: str = ""


class TellsOf(NamedTuple):
    """Who is told of a firing, of `whom` the rule names (of WHOM); reader "" is nobody.
    `message`: by which message, and where that stands (state "", None: by none)."""

    whom: str
    reader: str = ""
    address: str = ""
    message: int | None = None
    state: str = ""
    why: tuple[str, Mapping[str, object]] = ("", {})

    @property
    def forgotten(self) -> bool:
        """Whether somebody was told whose name is no longer kept."""
        return self.reader.startswith(FORGOTTEN)


@dataclass(frozen=True)
class KeptAlert:
    """A row as it was kept: its number, in which evaluation, at which moment (UTC), who
    was told, and whether it was withdrawn before."""

    id: int
    row: AlertRow
    evaluation: int | None
    at: str
    told: tuple[TellsOf, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True)
class Recounted:
    """What became of firings that waited: `still` to be told, each with its figure as
    it is known now; `rows`: what happened to the others, and to figures that changed
    (`facts`: the number of the firing, "alert", and of one withdrawn "why");
    `evaluation`: the newest, as of which they were counted."""

    evaluation: int | None = None
    still: list[KeptAlert] = field(default_factory=list)
    rows: list[AlertRow] = field(default_factory=list)


def days_needed(rule: AlertRule, day: date) -> list[date]:
    """The days whose readings `step` wants to judge `day`, the oldest first."""
    if rule.looks_for == SLIP:
        weeks = range(rule.days // WEEK, -1, -1)
        return [day - timedelta(days=WEEK * week) for week in weeks]
    return [day - timedelta(days=n) for n in range(max(rule.days, 1) - 1, -1, -1)]


def step(
    rule: AlertRule, now: Standing, readings: Sequence[Reading]
) -> tuple[Standing, str]:
    """Where the rule stands after the newest of `readings`, and what happened: ARM,
    MOVED, one of FIRINGS, "" where nothing did. `readings`: of days_needed, the newest
    last; a day without one breaks a row of days. What is not known changes nothing."""
    if rule.looks_for == SLIP:
        return _slip(rule, now, readings)
    newest = readings[-1]
    value, line = newest.value(rule.least), newest.line
    if value is None or line is None:
        return now, ""
    if now.line is not None and now.line != line:
        # Who stands below a target that was raised did not fall.
        return Standing(_seat(rule, value, line), line), MOVED
    if now.state != ARMED:
        armed = _seat(rule, value, line) == ARMED
        return (Standing(ARMED, line), ARM) if armed else (now, "")
    if _beyond(rule, value, line, rule.points):
        return Standing(FIRED, line), CROSSED
    if _stayed(rule, line, readings):
        return Standing(FIRED, line), STAYED
    return now, ""


def _seat(rule: AlertRule, value: Fraction, line: Fraction) -> str:
    return WAITING if _beyond(rule, value, line, -rule.rearm) else ARMED


def _beyond(
    rule: AlertRule, value: Fraction, line: Fraction, by: Fraction = Fraction(0)
) -> bool:
    """Whether a share lies on the side that the rule looks for, by more than `by`. A
    target is met by who reaches it exactly."""
    if rule.looks_for == BELOW:
        return value < line - by
    return value >= line + by


def _stayed(rule: AlertRule, line: Fraction, readings: Sequence[Reading]) -> bool:
    newest = readings[-rule.days :] if rule.days else []
    first = readings[-1].day - timedelta(days=rule.days - 1)
    if len(newest) < rule.days or not newest or newest[0].day != first:
        return False
    for one in newest:
        value = one.value(rule.least)
        if value is None or one.line != line or not _beyond(rule, value, line):
            return False
    return True


def _slip(
    rule: AlertRule, now: Standing, readings: Sequence[Reading]
) -> tuple[Standing, str]:
    values = [one.value(rule.least) for one in readings]
    known = [value for value in values if value is not None]
    like = {one.start for one in readings}
    if len(known) < rule.days // WEEK + 1 or len(known) < len(values) or len(like) > 1:
        # A share of another window is not what fell.
        return now, ""
    fallen = known[0] - known[-1]
    falling = all(after <= before for before, after in pairwise(known))
    if now.state == ARMED and fallen >= rule.points and falling:
        return Standing(FIRED), SLIPPED
    if now.state != ARMED and fallen < rule.rearm:
        return Standing(ARMED), ARM
    return now, ""


@dataclass(frozen=True)
class Part:
    """A procedure (`key`) and what it had in two windows that begin alike: numerator
    and denominator then, and now."""

    key: str
    then: tuple[int, int]
    now: tuple[int, int]


def behind(parts: Sequence[Part]) -> list[tuple[Part, Fraction]]:
    """What each procedure moved the share by, the most lowering first, exact: what it
    brought since, against the share as it was then. They add up to the whole change.
    Empty where either share is not known."""
    top, below = (sum(part.then[at] for part in parts) for at in (0, 1))
    whole = sum(part.now[1] for part in parts)
    if below <= 0 or whole <= 0:
        return []
    share = Fraction(top, below)
    moved = []
    for part in parts:
        tops, belows = (part.now[at] - part.then[at] for at in (0, 1))
        moved.append((part, (tops - share * belows) / whole))
    return sorted(moved, key=lambda one: (one[1], one[0].key))
