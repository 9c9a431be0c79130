"""Comparing moments: a time in UTC, a bare local day, or "" for not known.

Any two are compared by local day where either has no clock time (contract, Days).
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

_BARE = 10  # length of "2025-07-24"
_WRITTEN = "%Y-%m-%dT%H:%M:%SZ"


def local_days(moments: pd.Series, timezone: str) -> pd.Series:
    """The local day of each moment as ISO text; "" stays ""."""
    timed = moments.str.len() > _BARE
    if not timed.any():
        return moments
    # Many dossiers share their times; each distinct one is converted once.
    places, distinct = pd.factorize(moments[timed])
    utc = pd.to_datetime(distinct, format="%Y-%m-%dT%H:%M:%SZ", utc=True)
    local = utc.tz_convert(timezone).tz_localize(None).to_numpy("datetime64[D]")
    days = moments.copy()
    days[timed] = np.datetime_as_string(local).astype(object)[places]
    return days


def compare(first: pd.Series, second: pd.Series, timezone: str) -> pd.Series:
    """-1, 0 or 1 as each of `first` lies before, with or after its `second`; both
    must be known."""
    bare = (first.str.len() == _BARE) | (second.str.len() == _BARE)
    left, right = first.copy(), second.copy()
    if bare.any():
        left[bare] = local_days(first[bare], timezone)
        right[bare] = local_days(second[bare], timezone)
    return (left > right).astype("int8") - (left < right).astype("int8")


def timeliness(rows: pd.DataFrame, timezone: str) -> pd.Series:
    """ "on_time", "late" or "" (cannot be told) for each dossier, from due_at,
    finished_at and returned_at.

    Without `due_at` a dossier is on time (the national rule); else it is when it was
    finished, or else returned, not after it.
    """
    end = rows["finished_at"].where(rows["finished_at"] != "", rows["returned_at"])
    due = rows["due_at"]
    found = pd.Series("", index=rows.index, dtype=object)
    found[due == ""] = "on_time"
    known = (due != "") & (end != "")
    if known.any():
        late = compare(end[known], due[known], timezone) > 0
        found[known] = late.map({True: "late", False: "on_time"})
    return found


def end_of(moment: str, timezone: str) -> str:
    """When a moment is past, in UTC: a time is itself, a bare local day its end."""
    if len(moment) > _BARE:
        return moment
    following = date.fromisoformat(moment) + timedelta(days=1)
    local = datetime.combine(following, time.min, ZoneInfo(timezone))
    return local.astimezone(UTC).strftime(_WRITTEN)


def last_day_before(moment: str, timezone: str) -> date:
    """The local day that a time in UTC ends, or falls into."""
    last = datetime.strptime(moment, _WRITTEN).replace(tzinfo=UTC)
    return (last - timedelta(seconds=1)).astimezone(ZoneInfo(timezone)).date()
