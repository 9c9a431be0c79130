"""Times: with and without a clock, with and without an offset, in any zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.times import read_times

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def read(*texts: str, zone: ZoneInfo = HANOI):
    return read_times(pd.Series(texts, dtype="str"), zone)


@pytest.mark.parametrize(
    ("text", "stored", "day"),
    [
        ("", "", None),
        ("2025-07-24", "2025-07-24", date(2025, 7, 24)),
        ("2025-07-24T08:30:00", "2025-07-24T01:30:00Z", date(2025, 7, 24)),
        ("2025-07-24 08:30:00", "2025-07-24T01:30:00Z", date(2025, 7, 24)),
        ("2025-07-24T08:30", "2025-07-24T01:30:00Z", date(2025, 7, 24)),
        ("2025-07-24T08:30:00.999", "2025-07-24T01:30:00Z", date(2025, 7, 24)),
        ("2025-07-24T08:30:00+07:00", "2025-07-24T01:30:00Z", date(2025, 7, 24)),
        ("2025-07-24T08:30:00Z", "2025-07-24T08:30:00Z", date(2025, 7, 24)),
        # In Hanoi the day begins at 17:00 UTC.
        ("2025-07-24T17:00:00Z", "2025-07-24T17:00:00Z", date(2025, 7, 25)),
        ("2025-07-24T16:59:59Z", "2025-07-24T16:59:59Z", date(2025, 7, 24)),
        ("2025-07-24T00:00:00", "2025-07-23T17:00:00Z", date(2025, 7, 24)),
        ("2025-07-23T23:30:00-0500", "2025-07-24T04:30:00Z", date(2025, 7, 24)),
        ("2024-02-29", "2024-02-29", date(2024, 2, 29)),
    ],
)
def test_a_time_is_stored_in_utc_beside_its_local_day(text, stored, day):
    times, bad = read(text)

    assert not bad[0]
    assert times.text[0] == stored
    assert times.day.astype(object)[0] == day
    assert times.clock[0] == ("T" in stored)


@pytest.mark.parametrize(
    "text",
    [
        "24/07/2025",
        "2025-7-4",
        "2025-02-30",
        "2025-02-29",
        "2025-13-01",
        "2025-07-24T24:00:00",
        "2025-07-24T08:60:00",
        "20250724",
        "2025-07",
        "08:30:00",
        "2025-07-24T08:30:00+99:00",
        "yesterday",
        "45862",
        "２０２５-07-24",
        # Beyond what a date can hold on one side of UTC.
        "0001-01-01T00:00:00",
        "9999-12-31T23:59:59Z",
        "0000-01-01",
    ],
)
def test_what_is_no_time_is_bad(text):
    _times, bad = read(text, "2025-07-24")

    assert bad.tolist() == [True, False]


def test_a_zone_with_summer_time_follows_it():
    times, _bad = read(
        "2025-03-30T01:59:59",
        "2025-03-30T03:00:00",
        "2025-10-26T01:59:59",
        "2025-10-26T03:00:00",
        zone=ZoneInfo("Europe/Berlin"),
    )

    assert times.text.tolist() == [
        "2025-03-30T00:59:59Z",
        "2025-03-30T01:00:00Z",
        "2025-10-25T23:59:59Z",
        "2025-10-26T02:00:00Z",
    ]


@pytest.mark.parametrize("day", ["2025-03-29", "2025-03-30", "2025-10-26"])
@pytest.mark.parametrize("written", ["{}", "{}Z"])
def test_every_quarter_of_a_day_has_its_own_offset(day, written):
    zone = ZoneInfo("Europe/Berlin")
    told = [datetime.fromisoformat(day) + timedelta(minutes=15 * n) for n in range(96)]

    times, _bad = read(*(written.format(one.isoformat()) for one in told), zone=zone)

    own = zone if written == "{}" else UTC
    meant = [one.replace(tzinfo=own) for one in told]
    assert times.text.tolist() == [
        f"{m.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for m in meant
    ]
    assert times.day.astype(object).tolist() == [
        m.astimezone(zone).date() for m in meant
    ]


@pytest.mark.parametrize(
    ("first", "second", "later"),
    [
        ("2025-07-24T09:00:00", "2025-07-24T08:59:59", True),
        ("2025-07-24T09:00:00", "2025-07-24T09:00:00", False),
        # By day where either has no clock time.
        ("2025-07-24T23:59:59", "2025-07-24", False),
        ("2025-07-25T00:00:00", "2025-07-24", True),
        ("2025-07-25", "2025-07-24T23:59:59", True),
        ("2025-07-25", "", False),
        ("", "2025-07-24", False),
    ],
)
def test_times_are_compared_by_day_where_either_has_no_clock(first, second, later):
    one, _ = read(first)
    other, _ = read(second)

    assert one.after(other).tolist() == [later]


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)),
    st.sampled_from(["Asia/Ho_Chi_Minh", "Europe/Paris", "America/St_Johns", "UTC"]),
    st.sampled_from([None, -600, -210, 0, 330, 420, 840]),
)
def test_every_time_is_what_python_says_it_is(moment, name, offset):
    zone = ZoneInfo(name)
    moment = moment.replace(microsecond=0)
    if offset is None:
        meant = moment.replace(tzinfo=zone)
        text = moment.isoformat()
    else:
        from datetime import timezone

        meant = moment.replace(tzinfo=timezone(timedelta(minutes=offset)))
        text = meant.isoformat()

    times, bad = read(text, zone=zone)

    assert not bad[0]
    assert times.text[0] == meant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    local = moment if offset is None else meant.astimezone(zone)
    assert times.day.astype(object)[0] == local.date()


@given(st.lists(st.text(max_size=25), min_size=1, max_size=5))
def test_wild_text_is_a_time_or_bad(texts):
    times, bad = read(*texts)

    for at, text in enumerate(texts):
        assert bad[at] == (text != "" and times.text[at] == "")
