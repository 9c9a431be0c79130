"""The one clock. Only this may be replaced in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def written(moment: datetime) -> str:
    """A moment as tables and files write it, in UTC: 2025-07-24T01:30:00Z."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_now() -> str:
    """This moment as tables write it."""
    return written(now())


def begin_of(day: date, timezone: str) -> str:
    """The moment at which a local day begins, as tables write it."""
    return written(datetime.combine(day, time.min, ZoneInfo(timezone)))


def today(timezone: str) -> date:
    """The local date in `timezone`."""
    return now().astimezone(ZoneInfo(timezone)).date()


def monday(day: date) -> date:
    """The first day of the week of a day (ISO 8601)."""
    return day - timedelta(days=day.weekday())
