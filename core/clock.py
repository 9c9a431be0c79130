"""The one clock. Only this may be replaced in tests."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)


def today(timezone: str) -> date:
    """The local date in `timezone`."""
    return now().astimezone(ZoneInfo(timezone)).date()
