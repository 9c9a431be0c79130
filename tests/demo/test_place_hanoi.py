"""Hanoi's own reference data: whole, and saying what the orders say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from core import kinds
from demo.place import FOLDER, rows
from metrics.indicators import INDICATORS

TARGETS = rows("targets.csv")


def targets(plan: str) -> list[dict[str, str]]:
    return [row for row in TARGETS if row["plan"] == plan]


def test_units_are_the_city_and_its_126():
    units = rows("units.csv")
    kinds_found = Counter(row["kind"] for row in units)

    assert kinds_found == {"city": 1, "ward": 51, "commune": 75}
    assert [row["code"] for row in units] == sorted({row["code"] for row in units})
    assert {row["parent_code"] for row in units if row["kind"] != "city"} == {"01"}


def test_180_of_208_procedures_are_offered_online_and_no_level_is_claimed():
    catalogue = rows("services_catalogue.csv")
    procedures = {row["code"] for row in rows("procedures.csv")}

    assert {row["procedure_code"] for row in catalogue} == procedures
    levels = Counter(row["online_level"] for row in catalogue)
    assert levels == {"online": 180, "none": 28}


def test_high_volume_is_said_or_not_known_never_denied():
    marks = Counter(row["high_volume"] for row in rows("procedures.csv"))

    assert set(marks) == {"1", ""}
    assert 15 < marks["1"] < 100


@pytest.mark.parametrize(
    "name", ["units", "procedures", "services_catalogue", "targets", "events"]
)
def test_every_file_has_the_columns_of_its_kind_and_no_identity_twice(name):
    kind = kinds.BY_NAME[name.removesuffix("_catalogue")]
    found = rows(f"{name}.csv")
    identities = [tuple(row.get(key, "") for key in kind.identity) for row in found]

    assert set(found[0]) <= set(kind.names)
    assert len(set(identities)) == len(identities)
    assert (FOLDER / "README.md").exists()


def test_every_target_names_an_indicator_and_one_title_a_plan():
    keys = {indicator.key for indicator in INDICATORS}

    assert {row["indicator"] for row in TARGETS} <= keys
    for plan in ("cv-4173", "ladder-1204", "kpi-80-20"):
        assert len({row["title"] for row in targets(plan)}) == 1
        assert any(row["official"] == "1" for row in targets(plan))


def test_the_80_20_plan_is_by_procedures_and_wins_the_tie_of_its_day_by_standing_last():
    issued = {row["plan"]: row["issued_on"] for row in TARGETS}
    official = [row for row in targets("kpi-80-20") if row["official"] == "1"]

    assert issued["kpi-80-20"] == issued["cv-4173"] == "2025-07-21"
    assert TARGETS[-1]["plan"] == "kpi-80-20"
    assert {(row["indicator"], row["value"], row["window"]) for row in official} == {
        ("online_procedures", "0.8", "state"),
        ("e2e_procedures", "0.2", "state"),
    }
    assert {row["deadline"] for row in targets("kpi-80-20")} == {"2025-07-30"}


def test_order_4173_asks_60_of_communes_80_of_the_city_and_20_of_what_is_online():
    said = {
        (row["indicator"], row["scope_code"]): row["value"]
        for row in targets("cv-4173")
    }

    assert said == {
        ("online_dossiers", "commune|ward"): "0.6",
        ("online_dossiers", "01"): "0.8",
        ("e2e_of_online", "commune|ward"): "0.2",
        ("e2e_of_online", "01"): "0.2",
    }


def test_the_ladder_steps_to_100_40_in_each_month_from_september_to_december():
    steps = [
        (row["deadline"], row["starts_on"], row["window"], row["value"])
        for row in targets("ladder-1204")
        if row["indicator"] == "online_dossiers" and row["scope_code"] == "01"
    ]

    assert steps[0] == ("2025-08-31", "2025-07-01", "cumulative", "0.8")
    assert [step[0] for step in steps[1:]] == [
        "2025-09-30",
        "2025-10-31",
        "2025-11-30",
        "2025-12-31",
    ]
    for deadline, starts_on, window, value in steps[1:]:
        assert starts_on == date.fromisoformat(deadline).replace(day=1).isoformat()
        assert (window, value) == ("month", "1")
    end_to_end = {
        row["value"] for row in targets("ladder-1204") if row["indicator"][0:3] == "e2e"
    }
    assert end_to_end == {"0.2", "0.4"}
