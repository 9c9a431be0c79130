"""Written times and days, whole columns at once.

A time carries a clock or is a bare day; both are kept apart, because a day without a
clock time is compared by day (contract, section 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Mask = npt.NDArray[np.bool_]
Moments = npt.NDArray[np.datetime64]

_BARE = r"^\d{4}-\d{2}-\d{2}$"
_TIMED = (
    r"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?"
    r"( ?([Zz]|[+-]\d{2}(:?\d{2})?))?$"
)
_OFFSET = r":.*([Zz]|[+-]\d{2}(:?\d{2})?)$"
_ZEROS = bytes.maketrans(b"0123456789", b"0" * 10)
_QUARTER, _QUARTERS = 900, 96
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Outside these years a zone's offset is that of the nearest of them.
_FIRST = int(datetime(1900, 1, 1, tzinfo=UTC).timestamp()) // _QUARTER
_LAST = int(datetime(2200, 1, 1, tzinfo=UTC).timestamp()) // _QUARTER

# Days that dates can hold on either side of a change to UTC.
_EARLIEST, _LATEST = np.datetime64("0001-01-02"), np.datetime64("9999-12-31")


@dataclass(frozen=True)
class Times:
    """A column of times. `instant` (UTC, NaT without a clock), `day` (local, NaT when
    empty), `clock` (has a clock time) and `text` as stored: "2025-07-24T01:30:00Z" or
    a bare local day, "" when empty."""

    text: pd.Series
    instant: Moments
    day: Moments
    clock: Mask

    @property
    def known(self) -> Mask:
        return ~np.isnat(self.day)

    def after(self, other: Times) -> Mask:
        """Where both are known and this is later: by day unless both have a clock."""
        exact = self.clock & other.clock
        later = np.where(exact, self.instant > other.instant, self.day > other.day)
        return np.asarray(later & self.known & other.known, dtype=bool)

    def after_moment(self, moment: datetime, zone: ZoneInfo) -> Mask:
        """Where this lies after `moment`: by local day where it has no clock."""
        instant = np.datetime64(moment.astimezone(UTC).replace(tzinfo=None), "s")
        today = np.datetime64(moment.astimezone(zone).date(), "D")
        later = np.where(self.clock, self.instant > instant, self.day > today)
        return np.asarray(later & self.known, dtype=bool)


def _matching(column: pa.LargeStringArray, *patterns: str) -> list[Mask]:
    """Where each of the patterns fits. They ask for digits wherever they stand for any,
    so what is looked at is the few shapes of cells, with 0 for each of their digits."""
    valid, places, letters = column.buffers()
    zeros = letters.to_pybytes().translate(_ZEROS) if letters is not None else b""
    shapes = pa.Array.from_buffers(
        column.type,
        len(column),
        [valid, places, pa.py_buffer(zeros)],
        offset=column.offset,
    ).dictionary_encode()
    at = shapes.indices.to_numpy()
    return [
        pc.match_substring_regex(shapes.dictionary, pattern).to_numpy(
            zero_copy_only=False
        )[at]
        for pattern in patterns
    ]


def _offsets(seconds: npt.NDArray[np.int64], zone: ZoneInfo, local: bool) -> Moments:
    """The zone's offset at each time; zones change on quarter hours only, and
    since 1900 never twice within three days."""
    quarters = np.clip(seconds // _QUARTER, _FIRST, _LAST)
    # Hashed, not sorted: a file holds few distinct days.
    day, days = pd.factorize(quarters // _QUARTERS)
    begin, end = (_at(days * _QUARTERS + add, zone, local) for add in (0, _QUARTERS))
    offsets = begin[day]
    moving = (begin != end)[day]
    offsets[moving] = _at(quarters[moving], zone, local)
    return offsets.astype("timedelta64[s]")


def _at(
    quarters: npt.NDArray[np.int64], zone: ZoneInfo, local: bool
) -> npt.NDArray[np.int64]:
    found = [_offset(quarter, zone, local) for quarter in quarters.tolist()]
    return np.array(found, dtype=np.int64)


@lru_cache(maxsize=1 << 17)
def _offset(quarter: int, zone: ZoneInfo, local: bool) -> int:
    """Seconds between the zone and UTC at a quarter hour since 1970, told in local
    time or in UTC."""
    moment = _EPOCH + timedelta(seconds=quarter * _QUARTER)
    there = moment.replace(tzinfo=zone) if local else moment.astimezone(zone)
    return int((there.utcoffset() or timedelta()).total_seconds())


def _parsed(texts: pa.LargeStringArray, utc: bool) -> Moments:
    if utc:
        return _parsed_each(texts, utc)
    try:
        # A tenth of the time, where every day and time there exists.
        found = texts.cast(pa.timestamp("us"))
    except pa.ArrowInvalid:
        return _parsed_each(texts, utc)
    return np.asarray(found).astype("datetime64[s]")


def _parsed_each(texts: pa.LargeStringArray, utc: bool) -> Moments:
    found = pd.to_datetime(
        pd.Series(texts.to_pandas(), dtype="str"),
        format="ISO8601",
        errors="coerce",
        utc=utc,
    )
    if utc:
        found = found.dt.tz_localize(None)
    return np.asarray(found.to_numpy(dtype="datetime64[us]")).astype("datetime64[s]")


def _fill(
    texts: pa.LargeStringArray, where: Mask, zone: ZoneInfo, given: bool
) -> tuple[Moments, Moments]:
    """Instants and local days of the times at `where`; `given`: with an offset."""
    parsed = _parsed(texts.filter(pa.array(where)), utc=given)
    known = ~np.isnat(parsed)
    shift = np.zeros(len(parsed), dtype="timedelta64[s]")
    seconds = parsed[known].astype(np.int64)
    shift[known] = _offsets(seconds, zone, local=not given)
    if given:
        return parsed, (parsed + shift).astype("datetime64[D]")
    return parsed - shift, parsed.astype("datetime64[D]")


def read_times(column: pd.Series, zone: ZoneInfo) -> tuple[Times, Mask]:
    """The column's times, local in `zone` where they carry no offset, and where a
    cell holds something that is no time."""
    # Many dossiers share their times; each distinct one is read once.
    places, distinct = pd.factorize(column)
    times, bad = _read_distinct(pd.Series(distinct, dtype="str"), zone)
    taken = Times(
        times.text.take(places).reset_index(drop=True),
        times.instant[places],
        times.day[places],
        times.clock[places],
    )
    return taken, bad[places]


def _read_distinct(column: pd.Series, zone: ZoneInfo) -> tuple[Times, Mask]:
    texts = pa.array(column, type=pa.large_string())
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
    empty, bare, timed, offset = _matching(texts, "^$", _BARE, _TIMED, _OFFSET)
    offset &= timed
    instant = np.full(len(texts), "NaT", dtype="datetime64[s]")
    day = np.full(len(texts), "NaT", dtype="datetime64[D]")
    bare_days = _parsed(texts.filter(pa.array(bare)), utc=False)
    day[bare] = bare_days.astype("datetime64[D]")
    for where, given in ((timed & ~offset, False), (offset, True)):
        if where.any():
            instant[where], day[where] = _fill(texts, where, zone, given)
    beyond = (day < _EARLIEST) | (day > _LATEST)
    instant[beyond], day[beyond] = np.datetime64("NaT"), np.datetime64("NaT")
    clock = ~np.isnat(instant)
    bad = ~empty & np.isnat(day)
    return Times(_written(instant, day, clock), instant, day, clock), bad


def _written(instant: Moments, day: Moments, clock: Mask) -> pd.Series:
    moments = pa.array(np.where(clock, instant, np.datetime64("NaT")))
    # "2025-07-24 01:30:00": the place of each sign is known.
    written = pc.binary_replace_slice(moments.cast(pa.large_string()), 10, 11, "T")
    text = pc.binary_replace_slice(written, 19, 19, "Z")
    if not clock.all():
        days = pa.array(day).cast(pa.large_string())
        text = pc.coalesce(text, days, pa.scalar("", pa.large_string()))
    return pd.Series(text.to_pandas(), dtype="str")
