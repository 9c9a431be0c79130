"""As-of, windows, plans, targets, status (sections 1 and 3)."""

from __future__ import annotations

import functools
import operator

import pytest

from tests.contract.office import Office, dossiers

HEAD = (
    "plan,indicator,value,deadline,scope_kind,scope_code,starts_on,window,"
    "issued_on,official\n"
)


def online(unit: str, day: str, count: int = 1) -> list[str]:
    return [f",{unit},1.000001,{day},online"] * count


def counter(unit: str, day: str, count: int = 1) -> list[str]:
    return [f",{unit},1.000001,{day},counter"] * count


def take(office: Office, *rows: list[str]) -> None:
    office.take(dossiers(*functools.reduce(operator.iadd, rows, []), columns="channel"))


def test_windows_end_on_as_of(office: Office) -> None:
    office.city()
    days = ["2025-06-30", "2025-07-01", "2025-07-06", "2025-07-07", "2025-07-09"]
    take(office, *[counter("W1", day) for day in [*days, "2025-07-10"]])
    as_of = {"as_of": "2025-07-09"}  # a Wednesday
    volumes = {
        window: office.share("online_dossiers", window=window, **as_of)
        for window in ("cumulative", "month", "week", None)
    }
    assert volumes == {
        "cumulative": (0, 5), "month": (0, 4), "week": (0, 2), None: (0, 5),
    }  # fmt: skip
    for window in ("cumulative", "month", "week", None):
        asked = {"window": window, "_from": "2025-07-06", **as_of}
        assert office.share("online_dossiers", **asked) == (0, 3)


def test_as_of_is_the_last_day_with_data(office: Office) -> None:
    office.city()
    take(office, counter("W1", "2025-07-02"), counter("W1", "2025-07-09"))
    month = {"window": "week"}
    assert office.share("online_dossiers", **month) == (0, 1)
    head = "unit_code,period_start,period_end,measure,value\n"
    office.take(f"{head}W2,2025-07-14,2025-07-20,received,5\n")
    assert office.share("online_dossiers", **month) is None
    office.take(f"{head}W2,2025-07-14,2025-07-20,online,5\n")
    assert office.share("online_dossiers", "W2", **month) == (5, 5)


def test_cumulative_runs_from_the_earliest_start_of_plan_and_indicator(
    office: Office,
) -> None:
    office.city()
    days = ["2025-06-30", "2025-07-01", "2025-07-10", "2025-07-20"]
    take(office, *[counter("W1", day) for day in days])
    row = "{},{},0.5,{},all,,{},cumulative,{},{}\n"
    online_key = "online_dossiers"
    office.take(
        HEAD
        + row.format("A", online_key, "2025-07-31", "2025-07-10", "2025-07-01", 1)
        + row.format("A", online_key, "2025-08-31", "2025-07-01", "2025-07-01", 1)
        + row.format("A", "on_time", "2025-08-31", "2025-06-01", "2025-07-01", 1)
        + row.format("B", online_key, "2025-08-31", "2025-07-20", "2025-07-15", 1)
        + row.format("C", online_key, "2025-08-31", "2025-07-15", "2025-07-18", "")
    )
    assert office.share(online_key, plan="A") == (0, 3)
    assert office.share(online_key, plan="B") == (0, 1)
    assert office.share(online_key, plan="C") == (0, 1)
    # The default: official, and issued last.
    assert office.share(online_key) == (0, 1)
    assert office.share(online_key, as_of="2025-07-14") == (0, 2)
    # Plan B is in force from the day it was issued, and not begun.
    assert office.share(online_key, as_of="2025-07-15") is None
    # Before any plan was issued there is none.
    assert office.share(online_key, as_of="2025-06-30") == (0, 1)
    assert office.ranking(online_key, as_of="2025-06-30")["W1"]["target"] is None


def test_the_window_is_the_targets(office: Office) -> None:
    office.city()
    take(office, counter("W1", "2025-06-30"), counter("W1", "2025-07-01"),
         counter("W1", "2025-07-09"))  # fmt: skip
    row = "P,online_dossiers,0.5,{},all,,2025-06-01,{},2025-06-01,1\n"
    for deadline, window, volume in [
        ("2025-07-31", "month", 2),
        ("2025-07-30", "week", 1),
        ("2025-07-29", "cumulative", 3),
    ]:
        office.take(HEAD + row.format(deadline, window))
        assert office.share("online_dossiers") == (0, volume)
    assert office.share("online_dossiers", window="month") == (0, 2)


def test_unit_over_kind_over_all(office: Office) -> None:
    office.city()
    take(office, counter("W1", "2025-07-09"))
    row = "P,online_dossiers,{},2025-07-31,{},{},2025-07-01,,2025-07-01,1\n"
    office.take(
        HEAD
        + row.format("0.1", "unit", "W1")
        + row.format("0.2", "kind", "ward|special_zone")
        + row.format("0.3", "all", "")
    )
    table = office.ranking("online_dossiers")
    assert {code: found["target"] for code, found in table.items()} == {
        "W1": 0.1, "W2": 0.2, "C1": 0.3, "01": 0.3,
    }  # fmt: skip


def test_without_a_target_for_the_unit(office: Office) -> None:
    office.city()
    take(office, counter("W1", "2025-07-09"), counter("C1", "2025-07-09"))
    office.take(
        HEAD + "P,online_dossiers,0.5,2025-07-31,kind,ward,2025-07-01,,2025-07-01,1\n"
    )
    table = office.ranking("online_dossiers")
    told = ("target", "gap", "status")
    assert [table["C1"][key] for key in told] == [None, None, None]
    assert [table["W1"][key] for key in told[:2]] == [0.5, -0.5]
    assert [table["W2"][key] for key in told] == [0.5, None, "unknown"]


def test_a_ladder_is_climbed_by_deadlines(office: Office) -> None:
    office.city()
    take(office, counter("W1", "2025-07-09"))
    row = "P,online_dossiers,{},{},all,,2025-07-01,,2025-07-01,1\n"
    office.take(
        HEAD
        + row.format("0.2", "2025-07-31")
        + row.format("0.4", "2025-08-31T17:00:00")
        + row.format("0.6", "2025-09-30")
    )
    days = ["2025-07-31", "2025-08-01", "2025-08-31", "2025-09-01", "2025-10-01"]
    targets = [
        office.ranking("online_dossiers", as_of=day)["W1"]["target"] for day in days
    ]
    assert targets == [0.2, 0.4, 0.4, 0.6, 0.6]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_deadlines_of_one_day_the_earlier_time_comes_first(
    office: Office, turned: bool
) -> None:
    office.city()
    take(office, counter("W1", "2025-07-09"))
    row = "P,online_dossiers,{},{},all,,2025-07-01,,2025-07-01,1\n"
    rows = [
        row.format("0.4", "2025-07-30"),
        row.format("0.2", "2025-07-30T17:00:00"),
        row.format("0.6", "2025-07-30T08:00:00"),
    ]
    office.take(HEAD + "".join(reversed(rows) if turned else rows))
    before, after = (
        office.ranking("online_dossiers", as_of=day)["W1"]["target"]
        for day in ("2025-07-29", "2025-08-05")
    )
    # Whichever came in first; a bare day is its end.
    assert (before, after) == (0.6, 0.4)


EXACT = [
    ("0.6", 3, 5, True),
    ("0.1", 1, 10, True),
    ("0.07", 7, 100, True),
    ("0.29", 29, 100, True),
    ("0.3333333333333333", 1, 3, True),
    ("0.3333333333333334", 1, 3, False),
    ("1", 3, 3, True),
    ("0", 0, 3, True),
    ("0.600000001", 3, 5, False),
]


def test_met_is_exact(office: Office) -> None:
    office.units(len(EXACT))
    counts = ["unit_code,period_start,period_end,measure,value"]
    targets = []
    for n, (target, numerator, denominator, _) in enumerate(EXACT):
        period = f"U{n},2025-07-01,2025-07-31"
        counts += [f"{period},received,{denominator}", f"{period},online,{numerator}"]
        targets.append(
            f"P,online_dossiers,{target},2025-07-30,unit,U{n},2025-07-01,,2025-07-01,1\n"
        )
    office.take("\n".join(counts) + "\n", HEAD + "".join(targets))
    table = office.ranking("online_dossiers")
    for n, (target, numerator, denominator, met) in enumerate(EXACT):
        row = table[f"U{n}"]
        assert row["status"] == ("met" if met else "off_track"), EXACT[n]
        gap = numerator / denominator - float(target)
        assert row["gap"] == pytest.approx(gap)


def test_the_straight_line_begins_with_the_thirty_days_before(office: Office) -> None:
    office.city()
    # On the eve: 2 of 10 over 1 to 30 June; what came before is out.
    take(
        office,
        online("W1", "2025-05-31", 50),
        online("W1", "2025-06-01"),
        online("W1", "2025-06-30"),
        counter("W1", "2025-06-15", 8),
        online("W1", "2025-07-10", 29),
        counter("W1", "2025-07-10", 71),
    )
    # From 0.2 on 30 June to 0.6 on 20 July: 0.4 on 10 July.
    office.take(
        HEAD + "P,online_dossiers,0.6,2025-07-20,all,,2025-07-01,,2025-07-01,1\n"
    )

    def status(more_online: int) -> str:
        rows = [f"N{n},W1,1.000001,2025-07-10,online" for n in range(more_online)]
        office.take(dossiers(*rows, columns="channel"))
        row = office.ranking("online_dossiers")["W1"]
        assert row["numerator"] == 29 + more_online
        assert row["denominator"] == 100 + more_online
        return str(row["status"])

    # 35 / 100 is exactly 0.05 below, 40 / 100 is on the line: as x / (100 + more).
    assert status(8) == "off_track"  # 37 / 108 = 0.3426
    assert status(10) == "at_risk"  # 39 / 110 = 0.3545
    assert status(18) == "at_risk"  # 47 / 118 = 0.3983
    assert status(19) == "on_track"  # 48 / 119 = 0.4034


def test_borders_of_the_straight_line(office: Office) -> None:
    cases = [(60, "met"), (40, "on_track"), (39, "at_risk"), (36, "at_risk"),
             (35, "off_track")]  # fmt: skip
    office.units(len(cases))
    rows = ["unit_code,period_start,period_end,measure,value"]
    for n, (numerator, _) in enumerate(cases):
        before, since = f"U{n},2025-06-01,2025-06-30", f"U{n},2025-07-01,2025-07-10"
        rows += [f"{before},received,10", f"{before},online,2"]
        rows += [f"{since},received,100", f"{since},online,{numerator}"]
    # From 0.2 on 30 June to 0.6 on 20 July: 0.4 on 10 July.
    office.take(
        "\n".join(rows) + "\n",
        HEAD + "P,online_dossiers,0.6,2025-07-20,all,,2025-07-01,,2025-07-01,1\n",
    )
    table = office.ranking("online_dossiers")
    told = [table[f"U{n}"]["status"] for n in range(len(cases))]
    assert told == [status for _, status in cases]


def test_an_unknown_eve_is_zero_and_at_risk_is_a_setting(office: Office) -> None:
    office.city()
    take(office, online("W1", "2025-07-10", 26), counter("W1", "2025-07-10", 74))
    office.take(
        HEAD + "P,online_dossiers,0.6,2025-07-20,all,,2025-07-01,,2025-07-01,1\n"
    )
    # 0.3 on 10 July
    assert office.ranking("online_dossiers")["W1"]["status"] == "at_risk"
    office.set("HAICAP_AT_RISK", "0.04")
    assert office.ranking("online_dossiers")["W1"]["status"] == "off_track"


def test_after_the_deadline_it_is_off_track(office: Office) -> None:
    office.city()
    take(office, online("W1", "2025-07-10", 59), counter("W1", "2025-07-10", 41))
    office.take(
        HEAD + "P,online_dossiers,0.6,2025-07-20,all,,2025-07-01,,2025-07-01,1\n"
    )
    statuses = [
        office.ranking("online_dossiers", as_of=day)["W1"]["status"]
        for day in ("2025-07-10", "2025-07-20", "2025-07-21")
    ]
    assert statuses == ["on_track", "at_risk", "off_track"]


def test_the_eve_of_the_catalogue(office: Office) -> None:
    office.city()
    office.take(
        "procedure_code,online_level,valid_from,unit_code\n"
        "1.000001,full,,\n1.000002,none,,\n1.000003,none,,\n"
        "1.000002,full,2025-07-10,W1\n",
        HEAD + "P,e2e_procedures,1,2025-07-20,all,,2025-07-01,state,2025-07-01,1\n",
    )
    # From 1/3 on 30 June to 1 on 20 July: 2/3 on 10 July.
    table = office.ranking("e2e_procedures", as_of="2025-07-10")
    assert table["W1"]["status"] == "on_track"
    assert table["W2"]["status"] == "off_track"
    table = office.ranking("e2e_procedures", as_of="2025-07-11")
    assert table["W1"]["status"] == "at_risk"


def test_change_and_rank_of_seven_days_before(office: Office) -> None:
    office.city()
    take(
        office,
        online("W1", "2025-07-01"), counter("W1", "2025-07-08"),
        counter("W2", "2025-07-01"), online("W2", "2025-07-08", 3),
        online("C1", "2025-07-08"),
    )  # fmt: skip
    table = office.ranking("online_dossiers", as_of="2025-07-08")
    told = {
        code: (table[code]["rank"], table[code]["previous_rank"],
               table[code]["change_7d"])
        for code in ("W1", "W2", "C1")
    }  # fmt: skip
    assert told == {
        "W1": (3, 1, -0.5), "W2": (2, 2, 0.75), "C1": (1, None, None),
    }  # fmt: skip
    assert table["01"]["change_7d"] == pytest.approx(5 / 7 - 1 / 2)
    for asked in (
        {"as_of": "2025-07-07"},
        {"as_of": "2025-07-08", "_from": "2025-07-02"},
        {"as_of": "2025-07-08", "window": "week"},
    ):
        for row in office.table("online_dossiers", **asked):
            assert (row["change_7d"], row["previous_rank"]) == (None, None)
    row = office.ranking("online_dossiers", as_of="2025-07-08", window="month")["W2"]
    assert (row["previous_rank"], row["change_7d"]) == (2, 0.75)


def test_the_chair_in_office(office: Office) -> None:
    office.city()
    take(office, counter("W1", "2025-07-10"))
    office.take(
        "unit_code,person,post,starts_on,ends_on,acting\n"
        "W1,Cũ,chair,2024-01-01,2025-07-05,\n"
        "W1,Quyền,chair,2025-07-01,2025-07-31,1\n"
        "W1,Mới,chair,2025-07-10,,\n"
        "W1,Phó,vice_chair,2024-01-01,,\n"
        "W2,Phó,vice_chair,2024-01-01,,\n"
    )
    days = ["2025-07-01", "2025-07-05", "2025-07-06", "2025-07-09", "2025-07-10"]
    chairs = [
        office.ranking("online_dossiers", as_of=day)["W1"]["chair"] for day in days
    ]
    assert chairs == ["Cũ", "Cũ", "Quyền", "Quyền", "Mới"]
    assert office.ranking("online_dossiers")["W2"]["chair"] is None
