"""Reported counts and parents (section 4)."""

from __future__ import annotations

from tests.contract.office import Office, dossiers

HEAD = "unit_code,period_start,period_end,measure,value,procedure_code,reported_at\n"


def report(
    unit: str, start: str, end: str, *, procedure: str = "", at: str = "", **values: int
) -> str:
    """The rows of one report of July or of the days named in full."""
    first, last = (day if "-" in day else f"2025-07-{day}" for day in (start, end))
    return "".join(
        f"{unit},{first},{last},{measure},{value},{procedure},{at}\n"
        for measure, value in values.items()
    )


def test_each_indicator_of_counts(office: Office) -> None:
    office.city()
    office.take(
        HEAD
        + report(
            "W1", "01", "31", received=100, online=60, counter=30, post=10,
            full_online=20, finished=50, on_time=45, e_result=25, fee_due=8,
            paid_online=6,
        )
    )  # fmt: skip
    wanted = {
        "online_procedures": None,
        "e2e_procedures": None,
        "active_procedures": None,
        "online_dossiers": (60, 100),
        "online_dossiers_no_post": (60, 90),
        "online_eligible_dossiers": None,
        "e2e_dossiers": (20, 100),
        "e2e_of_online": (20, 60),
        "e2e_of_eligible": None,
        "on_time": (45, 50),
        "e_result": (25, 50),
        "paid_online": (6, 8),
    }
    assert {key: office.share(key) for key in wanted} == wanted


def test_a_report_counts_only_with_its_whole_period(office: Office) -> None:
    office.city()
    office.take(HEAD + report("W1", "07", "13", received=10, online=4))
    shares = {
        (start, end): office.share("online_dossiers", _from=start, as_of=end)
        for start, end in [
            ("2025-07-07", "2025-07-13"),
            ("2025-07-08", "2025-07-13"),
            ("2025-07-07", "2025-07-12"),
            ("2025-07-01", "2025-07-31"),
        ]
    }
    assert list(shares.values()) == [(4, 10), None, None, (4, 10)]


def test_the_longest_period_goes_first_and_overlaps_are_not_added(
    office: Office,
) -> None:
    office.city()
    office.take(
        HEAD
        + report("W1", "01", "07", received=10, online=1)
        + report("W1", "08", "14", received=10, online=1)
        + report("W1", "01", "14", received=30, online=9)
        + report("W1", "15", "21", received=10, online=2)
        + report("W1", "14", "15", received=100, online=100)
    )
    assert office.share("online_dossiers") == (11, 40)
    # Where the cumulative report is not whole in the window, the weeks are.
    assert office.share("online_dossiers", as_of="2025-07-10") == (1, 10)
    assert office.share("online_dossiers", _from="2025-07-08") == (3, 20)


def test_of_equally_long_periods_the_latest_reported(office: Office) -> None:
    office.city()
    late, early = "2025-08-02T08:00:00", "2025-08-01T08:00:00"
    office.take(
        HEAD
        + report("W1", "01", "07", at=late, received=10, online=1)
        + report("W1", "05", "11", at=early, received=10, online=9)
        + report("W2", "01", "07", at=early, received=10, online=1)
        + report("W2", "05", "11", at=late, received=10, online=9)
    )
    assert office.share("online_dossiers") == (1, 10)
    assert office.share("online_dossiers", "W2") == (9, 10)


def test_the_total_goes_over_procedure_rows_of_overlapping_periods(
    office: Office,
) -> None:
    office.city()
    office.take(
        HEAD
        + report("W1", "01", "14", procedure="1.000001", received=50, online=50)
        + report("W1", "08", "14", received=20, online=5)
        + report("W1", "15", "21", procedure="1.000001", received=4, online=1)
        + report("W1", "15", "21", procedure="1.000002.H26", received=6, online=2)
    )
    assert office.share("online_dossiers") == (8, 30)


def test_a_cell_without_all_measures_is_left_out(office: Office) -> None:
    office.city()
    office.take(
        HEAD
        + report("W1", "08", "31", received=100)
        + report("W1", "01", "07", received=10, online=4)
        + report("W2", "01", "31", received=100, online=50)
        + report("C1", "01", "31", received=100)
    )
    table = office.ranking("online_dossiers")
    assert office.share("online_dossiers") == (4, 10)
    assert 0 < table["W1"]["coverage"] < 1
    assert table["W2"]["coverage"] == 1
    assert office.share("online_dossiers", "C1") is None
    assert table["C1"]["coverage"] in (None, 0)
    assert table["C1"]["rank"] is None
    assert office.share("online_dossiers_no_post", "W2") is None


def test_a_withdrawn_figure_is_unknown(office: Office) -> None:
    office.city()
    office.take(HEAD + report("W1", "01", "31", received=10, online=4))
    (line,) = office.take(HEAD + "W1,2025-07-01,2025-07-31,online,,,\n")
    assert (line.accepted, line.rejected) == (1, 0)
    assert office.share("online_dossiers") is None
    office.take(HEAD + report("W1", "01", "31", online=5))
    assert office.share("online_dossiers") == (5, 10)


def test_a_zero_is_reported_and_an_empty_value_is_not(office: Office) -> None:
    office.city()
    office.take(
        HEAD
        + report("W1", "01", "31", received=10, online=0)
        + report("W2", "01", "31", received=0, online=0)
    )
    assert office.share("online_dossiers") == (0, 10)
    assert office.share("online_dossiers", "W2") is None


def test_a_report_is_set_aside_where_the_unit_has_dossiers(office: Office) -> None:
    office.city()
    office.take(
        HEAD
        + report("W1", "01", "31", received=10, online=9)
        + report("W1", "2025-08-01", "2025-08-31", received=20, online=5)
        + report("W2", "01", "31", received=10, online=9),
        dossiers(
            ",W1,1.000001,2025-07-31,online",
            ",W1,1.000001,2025-07-31,counter",
            ",W2,1.000001,2025-08-01,counter",
            columns="channel",
        ),
    )
    asked = {"_from": "2025-07-01", "as_of": "2025-08-31"}
    assert office.share("online_dossiers", "W1", **asked) == (6, 22)
    assert office.share("online_dossiers", "W2", **asked) == (9, 11)


def test_timeliness_of_dossiers_and_reports_together(office: Office) -> None:
    office.city()
    office.take(
        HEAD + report("W1", "01", "31", finished=10, on_time=7),
        dossiers(",W1,1.000001,2025-08-01,finished", columns="status"),
    )
    assert office.share("on_time", _from="2025-07-01") == (8, 11)


def test_a_parents_own_counts_stand_in_for_silent_children(office: Office) -> None:
    office.city()
    office.take(HEAD + report("01", "01", "31", received=100, online=70))
    assert office.share("online_dossiers", "01") == (70, 100)
    office.take(HEAD + report("W1", "01", "31", received=10, online=4))
    assert office.share("online_dossiers", "01") == (4, 10)


def test_a_parent_is_the_sum_of_its_children_and_its_own_dossiers(
    any_office: Office,
) -> None:
    any_office.city()
    any_office.take(
        "code,name,kind,parent_code\n00,Nước,country,\n01,Thành phố,city,00\n",
        dossiers(
            ",W1,1.000001,2025-07-01,online",
            *[",W2,1.000001,2025-07-01,counter"] * 9,
            ",01,1.000001,2025-07-01,online",
            columns="channel",
        ),
        HEAD + report("C1", "01", "31", received=10, online=7),
    )
    asked = {"_from": "2025-07-01", "as_of": "2025-07-31"}
    assert any_office.share("online_dossiers", "01", **asked) == (9, 21)
    assert any_office.share("online_dossiers", "00", **asked) == (9, 21)
    table = any_office.ranking("online_dossiers", **asked)
    assert [table[c]["rank"] for c in ("00", "01")] == [None, None]
    assert [table[c]["rank"] for c in ("W1", "C1", "W2")] == [1, 2, 3]
    assert table["01"]["coverage"] == 1


def test_children_without_a_value_are_left_out(office: Office) -> None:
    office.city()
    office.take(
        dossiers(
            ",W1,1.000001,2025-07-01,online,full",
            *[",W2,1.000001,2025-07-01,online,"] * 3,
            columns="channel,service_level",
        )
    )
    assert office.share("e2e_dossiers", "W2") is None
    assert office.share("e2e_dossiers", "01") == (1, 1)
    table = office.ranking("e2e_dossiers")
    assert 0 < table["01"]["coverage"] < 1
    assert table["W1"]["coverage"] == 1


def test_a_child_counts_under_the_parent_of_the_day_asked(office: Office) -> None:
    office.city()
    office.take(
        "code,name,kind,parent_code,valid_from,valid_to\n"
        "A,Huyện A,district,,,\nB,Huyện B,district,,,\n"
        "X,Xã X,commune,A,,2025-07-31\nX,Xã X,commune,B,2025-08-01,\n",
        dossiers(",X,1.000001,2025-07-01"),
    )
    for as_of, parent, other in (("2025-07-31", "A", "B"), ("2025-08-01", "B", "A")):
        asked = {"as_of": as_of, "_from": "2025-07-01"}
        assert office.share("online_dossiers", parent, **asked) == (0, 1)
        assert office.share("online_dossiers", other, **asked) is None


def test_a_report_counts_again_when_its_dossiers_leave(office: Office) -> None:
    office.city()
    office.take(
        HEAD + report("W1", "01", "31", received=10, online=4),
        dossiers("A,W1,1.000001,2025-07-02"),
    )
    assert office.share("online_dossiers") == (0, 1)
    office.take(dossiers("A,W2,1.000001,2025-07-02"))
    assert office.share("online_dossiers") == (4, 10)


def test_an_older_report_neither_withdraws_nor_restores(office: Office) -> None:
    office.city()
    row = "W1,2025-07-01,2025-07-31,{},{},,{}\n"
    office.take(
        HEAD
        + row.format("received", 10, "2025-08-02")
        + row.format("online", 4, "2025-08-02")
    )
    for value, at, wanted in [
        ("", "2025-08-01", (4, 10)),
        ("", "2025-08-03", None),
        ("5", "2025-08-02", None),
        ("6", "2025-08-04", (6, 10)),
    ]:
        office.take(HEAD + row.format("online", value, at))
        assert office.share("online_dossiers") == wanted
