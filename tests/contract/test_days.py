"""Days, offsets and comparisons of times (section 2, Days)."""

from __future__ import annotations

from tests.contract.office import Office, dossiers

DAYS = [
    ("2025-07-01", "2025-07-01"),
    ("2025-07-01T00:00:00", "2025-07-01"),
    ("2025-07-01T23:59:59", "2025-07-01"),
    ("2025-07-01T00:00:00+07:00", "2025-07-01"),
    ("2025-06-30T23:59:59+07:00", "2025-06-30"),
    ("2025-06-30T17:00:00Z", "2025-07-01"),
    ("2025-06-30T16:59:59Z", "2025-06-30"),
    ("2025-06-30T17:00:00+00:00", "2025-07-01"),
    ("2025-07-01T01:00:00+09:00", "2025-06-30"),
]


def test_a_dossiers_day_is_the_local_day(office: Office) -> None:
    office.units(len(DAYS))
    office.take(dossiers(*[f",U{n},1.000001,{m}" for n, (m, _) in enumerate(DAYS)]))
    for asked in ("2025-06-30", "2025-07-01"):
        assert office.shares("online_dossiers", _from=asked, as_of=asked) == [
            (0, 1) if day == asked else None for _, day in DAYS
        ]
        rows = office.trend("online_dossiers", "U5", _from=asked, to=asked, step="day")
        assert rows[0]["period_start"] == rows[0]["period_end"] == asked
        assert rows[0]["denominator"] == (1 if asked == DAYS[5][1] else None)


def test_another_zone(fresh: Office) -> None:
    fresh.set("HAICAP_TIMEZONE", "Europe/London")
    moments = ("2025-07-01T00:30:00", "2025-07-01T00:30:00+07:00",
               "2025-06-30T23:30:00Z")  # fmt: skip
    fresh.units(3)
    fresh.take(dossiers(*[f",U{n},1.000001,{m}" for n, m in enumerate(moments)]))
    july = {"_from": "2025-07-01", "as_of": "2025-07-01"}
    assert fresh.shares("online_dossiers", **july) == [(0, 1), None, (0, 1)]


def test_a_changed_zone_is_refused_on_a_filled_database(office: Office) -> None:
    office.city()
    office.take(dossiers(",W1,1.000001,2025-07-01"))
    office.set("HAICAP_TIMEZONE", "Europe/London")
    answer = office.run("reports", "ranking", "--indicator", "online_dossiers")
    assert answer.code == 1
    assert answer.out == b""


ON_TIME = [
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
]


def test_on_time(office: Office) -> None:
    office.units(len(ON_TIME))
    rows = [
        f",U{n},1.000001,2025-07-01T08:00:00,finished,{due},{finished},{returned}"
        for n, (due, finished, returned, _) in enumerate(ON_TIME)
    ]
    columns = "status,due_at,finished_at,returned_at"
    (line,) = office.take(dossiers(*rows, columns=columns))
    assert line.rejected == 0
    found = zip(ON_TIME, office.shares("on_time"), strict=True)
    assert [case for case, share in found if share != case[3]] == []


def test_only_finished_dossiers_are_on_time(office: Office) -> None:
    office.city()
    row = ",W1,1.000001,2025-07-01,{},2025-07-03,2025-07-02"
    rows = [row.format(word) for word in ("4", "", "finished", "returned", "stopped")]
    office.take(dossiers(*rows, columns="status,due_at,finished_at"))
    assert office.share("on_time") == (2, 2)
