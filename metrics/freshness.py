"""Whether a source is late: what was expected of it, and when it last gave that."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_WORDS = {"daily": 24, "weekly": 7 * 24}
_HOURS = re.compile(r"(\d+)(h|d)")
# Kinds that a figure by dossiers, or by procedures, does not hang on.
_ASIDE = {
    "dossiers": {"services", "procedures"},
    "procedures": {"dossiers", "counts"},
}


@dataclass(frozen=True)
class Expected:
    """Something new is expected every so many hours; `grace_hours` late is no fault."""

    hours: int
    grace_hours: int

    @property
    def allowed(self) -> timedelta:
        """How long after its last success a source is still in time."""
        return timedelta(hours=self.hours + self.grace_hours)


@dataclass(frozen=True)
class StaleSource:
    """A source that is late. `since`: its last success as UTC text, or the last local
    day of its data, or "" where it never gave anything; `kinds`: what it gives."""

    source: str
    title: str
    since: str
    kinds: tuple[str, ...]


def read_expected(expected: object, grace: object = None) -> Expected | None:
    """`daily`, `weekly`, or hours or days as `36h`, `32d`; None where nothing is
    expected. The grace is half of it unless said. ValueError for other words."""
    if not expected:
        if grace:
            raise ValueError("grace needs expected")
        return None
    hours = _hours(expected)
    return Expected(hours, _hours(grace) if grace else hours // 2)


def _hours(written: object) -> int:
    text = str(written).strip()
    found = _HOURS.fullmatch(text)
    if text not in _WORDS and (found is None or not int(found[1])):
        raise ValueError(f"{text} is not daily, weekly, or hours or days as 36h, 32d")
    if found is None:
        return _WORDS[text]
    return int(found[1]) * (24 if found[2] == "d" else 1)


def end_of(day: date, timezone: str) -> datetime:
    """The moment in UTC at which a local day ends."""
    following = datetime.combine(day + timedelta(days=1), time())
    return following.replace(tzinfo=ZoneInfo(timezone)).astimezone(UTC)


def is_stale(expected: Expected, last: datetime, moment: datetime) -> bool:
    """Whether a source that was up to date at `last` is late at `moment`; exactly at
    the end of its grace it is not."""
    return moment > last + expected.allowed


def touching(stale: Iterable[StaleSource], things: str) -> tuple[StaleSource, ...]:
    """Of the late sources those that a figure by `things` (dossiers or procedures)
    hangs on; units, targets and whatever else is not aside matter to both."""
    aside: Collection[str] = _ASIDE.get(things, ())
    return tuple(one for one in stale if any(kind not in aside for kind in one.kinds))
