"""`python -m reports trend` as the contract writes it, section 1."""

import csv
import io
import json

import pytest

from tests import make

COLUMNS = "unit_code,period_start,period_end,numerator,denominator,value,coverage"
QUESTION = ("trend", "--indicator", "online_dossiers", "--unit")
JULY = ("--from", "2025-07-07", "--to", "2025-07-20")


def rows(out: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(out.decode())))


def test_weeks_run_from_monday_and_the_columns_are_the_contracts(ask):
    told = ask(*QUESTION, make.CHANGED, *JULY, "--step", "week")

    assert told.code == 0
    assert told.out.decode().splitlines() == [
        COLUMNS,
        "00070,2025-07-07,2025-07-13,3,10,0.3,1.0",
        "00070,2025-07-14,2025-07-20,7,10,0.7,1.0",
    ]


def test_without_a_step_each_day_is_a_period(ask):
    found = rows(ask(*QUESTION, make.GOOD, *JULY).out)

    assert len(found) == 14
    assert [row["period_end"] for row in found if row["value"]] == ["2025-07-10"]


def test_several_units_follow_one_another(ask):
    found = rows(ask(*QUESTION, make.GOOD, make.LATE, *JULY, "--step", "month").out)

    assert [row["unit_code"] for row in found] == [make.GOOD, make.LATE]


def test_json_days_are_text_and_counts_whole(ask):
    told = ask(*QUESTION, make.GOOD, *JULY, "--step", "month", "--format", "json")

    assert json.loads(told.out) == [
        {
            "unit_code": make.GOOD,
            "period_start": "2025-07-07",
            "period_end": "2025-07-20",
            "numerator": 9,
            "denominator": 10,
            "value": 0.9,
            "coverage": 1.0,
        }
    ]


def test_a_period_without_data_has_no_value(ask):
    found = rows(ask(*QUESTION, make.EMPTY, *JULY, "--step", "month").out)

    assert (found[0]["numerator"], found[0]["value"]) == ("", "")


def test_an_empty_database_gives_rows_without_values(ask_nothing):
    told = ask_nothing(*QUESTION, make.GOOD, *JULY, "--step", "week")

    assert told.code == 0
    assert [(row["unit_code"], row["value"]) for row in rows(told.out)] == [
        (make.GOOD, ""),
        (make.GOOD, ""),
    ]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["99999"], "99999"),
        ([make.GOOD, "--step", "year"], "year"),
        ([make.GOOD, "--to", "yesterday"], "yesterday"),
    ],
)
def test_a_wrong_word_is_named_in_one_line(ask, words, named):
    told = ask(*QUESTION, *words)

    assert (told.code, told.out) == (2, b"")
    assert named in told.err
    assert len(told.err.splitlines()) == 1
