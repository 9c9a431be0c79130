"""Days, offsets and comparisons of times (section 2, Days)."""

from __future__ import annotations

import pytest

from tests.contract.office import Office, dossiers


def received_on(office: Office, day: str) -> object:
    (row,) = office.trend("online_dossiers", "W1", _from=day, to=day, step="day")
    assert (row["period_start"], row["period_end"]) == (day, day)
    return row["denominator"] or 0


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-07-01", "2025-07-01"),
        ("2025-07-01T00:00:00", "2025-07-01"),
        ("2025-07-01T23:59:59", "2025-07-01"),
        ("2025-07-01T00:00:00+07:00", "2025-07-01"),
        ("2025-06-30T23:59:59+07:00", "2025-06-30"),
        ("2025-06-30T17:00:00Z", "2025-07-01"),
        ("2025-06-30T16:59:59Z", "2025-06-30"),
        ("2025-06-30T17:00:00+00:00", "2025-07-01"),
        ("2025-07-01T01:00:00+09:00", "2025-06-30"),
    ],
)
def test_a_dossiers_day_is_the_local_day(office: Office, moment: str, day: str) -> None:
    office.city()
    office.take(dossiers(f",W1,1.000001,{moment}"))
    for asked in ("2025-06-30", "2025-07-01"):
        assert received_on(office, asked) == int(asked == day)
    assert office.share("online_dossiers", as_of=day, _from=day) == (0, 1)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2025-07-01T00:30:00", "2025-07-01"),
        ("2025-07-01T00:30:00+07:00", "2025-06-30"),
        ("2025-06-30T23:30:00Z", "2025-07-01"),
    ],
)
def test_another_zone(fresh: Office, moment: str, day: str) -> None:
    fresh.set("HAICAP_TIMEZONE", "Europe/London")
    fresh.city()
    fresh.take(dossiers(f",W1,1.000001,{moment}"))
    assert received_on(fresh, day) == 1


def test_a_changed_zone_is_refused_on_a_filled_database(office: Office) -> None:
    office.city()
    office.take(dossiers(",W1,1.000001,2025-07-01"))
    office.set("HAICAP_TIMEZONE", "Europe/London")
    answer = office.run("reports", "ranking", "--indicator", "online_dossiers")
    assert answer.code == 1
    assert answer.out == b""


@pytest.mark.parametrize(
    ("due", "finished", "returned", "counts"),
    [
        # no day to be late after: the national rule
        ("", "", "", (1, 1)),
        ("", "2025-07-09", "", (1, 1)),
        # a day lasts to its end
        ("2025-07-03", "2025-07-03T23:59:59", "", (1, 1)),
        ("2025-07-03", "2025-07-04T00:00:00", "", (0, 1)),
        ("2025-07-03", "2025-07-03", "", (1, 1)),
        ("2025-07-03", "2025-07-04", "", (0, 1)),
        # both with a clock time
        ("2025-07-03T17:00:00", "2025-07-03T17:00:00", "", (1, 1)),
        ("2025-07-03T17:00:00", "2025-07-03T17:00:01", "", (0, 1)),
        ("2025-07-03T17:00:00+07:00", "2025-07-03T10:00:00Z", "", (1, 1)),
        ("2025-07-03T17:00:00", "2025-07-03T10:00:01Z", "", (0, 1)),
        # one without: by day
        ("2025-07-03T08:30:00", "2025-07-03", "", (1, 1)),
        ("2025-07-03T23:00:00", "2025-07-04", "", (0, 1)),
        ("2025-07-03", "2025-07-03T16:59:59Z", "", (1, 1)),
        ("2025-07-03", "2025-07-03T17:00:00Z", "", (0, 1)),
        # finished goes over returned
        ("2025-07-03", "2025-07-03", "2025-07-09", (1, 1)),
        ("2025-07-03", "", "2025-07-03", (1, 1)),
        ("2025-07-03", "", "2025-07-04T00:00:01", (0, 1)),
        # no lateness can be told
        ("2025-07-03", "", "", None),
    ],
)
def test_on_time(
    office: Office, due: str, finished: str, returned: str, counts: object
) -> None:
    office.city()
    row = f",W1,1.000001,2025-07-01T08:00:00,finished,{due},{finished},{returned}"
    columns = "status,due_at,finished_at,returned_at"
    (line,) = office.take(dossiers(row, columns=columns))
    assert line.rejected == 0
    assert office.share("on_time") == counts


def test_only_finished_dossiers_are_on_time(office: Office) -> None:
    office.city()
    row = ",W1,1.000001,2025-07-01,{},2025-07-03,2025-07-02"
    rows = [row.format(word) for word in ("4", "", "finished", "returned", "stopped")]
    office.take(dossiers(*rows, columns="status,due_at,finished_at"))
    assert office.share("on_time") == (2, 2)
