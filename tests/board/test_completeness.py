"""Who is named before anyone is ranked."""

from __future__ import annotations

import json
from datetime import date

import pytest

from app import create_app
from board import Board
from metrics.completeness import Period
from metrics.questions import Question
from reports.files import completeness_file, ranking_document
from tests import make
from tests.asking import content, grid_rows

# Two working weeks of July 2025; HOLIDAY is a day the office loads as one.
FULL = [f"2025-07-{day:02d}" for day in (7, 8, 9, 10, 11, 14, 16, 17, 18)]
HOLIDAY = "2025-07-15"
QUESTION = Question("online_dossiers", start=date(2025, 7, 7))


def place() -> list[make.Row]:
    rows = [*make.place(), make.event("Nghỉ bù", day=HOLIDAY, kind="holiday")]
    for day in FULL:
        rows += make.dossiers(make.GOOD, day, 1, 2)
        if day < "2025-07-16":
            rows += make.dossiers(make.LATE, day, 1, 2)
    rows += make.dossiers(make.CHANGED, "2025-07-07", 1, 1)
    for first, last in (("01", "06"), ("07", "13")):
        period = {
            "period_start": f"2025-07-{first}" if first != "01" else "2025-06-30",
            "period_end": f"2025-07-{last}",
        }
        for measure in ("received", "online"):
            rows.append(make.reported(measure, 5, unit_code=make.EMPTY, **period))
    return rows


@pytest.fixture
def told(engine, filled, clock) -> Board:
    return filled(engine, "complete", place())


def row(board: Board, code: str) -> dict:
    frame = board.completeness(QUESTION).frame
    return frame.set_index("unit_code").loc[code].to_dict()


def test_a_unit_lacks_the_working_days_on_which_others_had_data(told):
    late = row(told, make.LATE)

    assert late["gaps"] == (Period(date(2025, 7, 16), date(2025, 7, 18)),)
    assert (late["expected"], late["lacking"], late["behind"]) == (9, 3, 3)


def test_a_loaded_day_off_is_not_expected_of_anyone(told):
    good = row(told, make.GOOD)

    assert (good["expected"], good["lacking"], good["behind"]) == (9, 0, 0)
    assert told.completeness(QUESTION).nobody == ()


def test_a_unit_that_reports_by_week_lacks_no_day_and_has_a_report_due(told):
    empty = row(told, make.EMPTY)

    assert (empty["basis"], empty["lacking"]) == ("reports", 0)
    assert empty["due"] == Period(date(2025, 7, 14), date(2025, 7, 20))


def test_of_one_without_a_history_nothing_is_expected(told):
    expected = told.completeness(QUESTION)

    assert expected.untold["unit_code"].tolist() == [make.CHANGED]
    assert (expected.complete, len(expected.frame), expected.days) == (2, 4, 9)


def test_kinds_that_are_not_asked_for_are_not_spoken_of(told):
    wards = Question("online_dossiers", start=date(2025, 7, 7), kinds=("ward",))

    assert make.CHANGED not in set(told.completeness(wards).frame["unit_code"])


def test_the_silent_card_says_which_days_are_missing(told):
    silent = told.overview().silent.set_index("unit_code")

    assert silent["lacking"][make.LATE] == 3


def test_the_rankings_name_who_lacks_days_before_the_table(told):
    app = create_app(told.settings, told)
    asked = "?lang=en&indicator=online_dossiers&kind=all&from=2025-07-07"
    page = content(app, "/rankings", asked)
    text = json.dumps(page, ensure_ascii=False)
    rows = {row["code"]: row for row in grid_rows(page)}

    assert "Data are complete for 2 of 3 units" in text
    assert text.index("These are not:") < text.index("AgGrid")
    assert "lacks 3 days: 16/7–18/7" in text
    assert rows[make.LATE]["lacks"] == "⚠ lacks 3 days of data"
    assert "lacks" not in rows[make.GOOD]


@pytest.mark.parametrize(
    ("path", "search"),
    [("/data", "show=completeness"), (f"/units/{make.LATE}", "basis=dossiers")],
)
def test_the_league_and_the_units_page_say_it_too(told, path, search):
    page = content(create_app(told.settings, told), path, f"?lang=en&{search}")

    assert "lacks 3 days: 16/7–18/7" in json.dumps(page, ensure_ascii=False)


def test_a_cover_sheet_says_how_complete_the_data_are(told):
    lines = ranking_document(told, told.ranking(QUESTION)).cover
    said = {line.label: line.text for line in lines}

    assert "2/3" in said["Số liệu đầy đủ ở"]
    assert "Phường Ngọc Hà (3)" in said["Đơn vị thiếu ngày hoặc báo cáo"]


def test_the_league_can_be_taken_away(told):
    name, csv = completeness_file(told, "csv")

    assert name.endswith(".csv")
    assert "Phường Ngọc Hà" in csv.decode("utf-8-sig")


def test_an_empty_database_expects_nothing(board, clock):
    expected = board.completeness(Question("online_dossiers"))

    assert expected.frame.empty
    assert expected.days == 0
