"""Whose newest week is told of, from dossiers as an office hands them in."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from fractions import Fraction

import pytest

from board import Board
from board.known import Known
from board.unusual import unusual, unusual_rules
from core.errors import SettingsError
from metrics.completion import Provisional
from metrics.unusual import Week
from reports.files import unusual_file
from tests import make

FIRST = date(2025, 6, 9)
# The Tuesday of the newest week is a day off that the office loads.
OFF, DAYS = "2025-07-15", [FIRST + timedelta(days=n) for n in range(40)]


def weeks() -> list[make.Row]:
    """Six weeks: GOOD has 60 dossiers a week and ten in the last one, LATE 60, of which
    those of the last are finished at once; CHANGED began a fortnight ago."""
    rows = [*make.place(), make.event("Nghỉ bù", day=OFF, kind="holiday")]
    for day in DAYS:
        if day.weekday() > 4 or str(day) == OFF:
            continue
        last = day >= date(2025, 7, 14)
        rows += make.dossiers(make.GOOD, str(day), 0, of=2 if last else 12)
        # Half an hour after midnight is the day before in UTC.
        after = day if last else day + timedelta(days=1)
        done = {"status": "finished", "finished_at": f"{after}T00:30:00"}
        if last:
            done["finished_at"] = f"{after}T16:30:00"
        rows += make.dossiers(make.LATE, str(day), 6, of=12, **done)
        if day >= date(2025, 7, 7):
            rows += make.dossiers(make.CHANGED, str(day), 0, of=12)
    # A week that is not over is not looked at.
    return [*rows, *make.dossiers(make.LATE, "2025-07-21", 0, of=90)]


@pytest.fixture
def told(engine, filled, clock) -> Board:
    return filled(engine, "unusual", weeks())


def lines(board: Board) -> list[list[object]]:
    frame = board.unusual().frame
    columns = ["check", "unit_code", "procedure_code", "count", "of", "than_days"]
    return frame[columns].values.tolist()


def test_the_newest_complete_week_is_told_with_what_stands_behind_it(told):
    answer = told.unusual()

    assert answer.week == Week(
        date(2025, 7, 14), tuple(date(2025, 7, day) for day in (14, 16, 17, 18))
    )
    assert sorted(lines(told)) == [
        ["unusual_speed", "", "", 0, 48, 0],
        ["unusual_speed", make.LATE, "", 0, 48, 0],
        ["unusual_volume", make.GOOD, "", 8, 8, None],
        ["unusual_volume", make.GOOD, make.BIRTH, 8, 8, None],
    ]
    of_good = answer.of(make.GOOD).iloc[0]
    # A working day less: 48 dossiers, not 60, were to be expected.
    assert of_good["low"] < 48 < of_good["high"] < 60 + 30
    assert (of_good["weeks"], of_good["before"]) == (5, 300)
    assert of_good["unit_name"] == "Phường Ba Đình"
    assert of_good["owner"] == "The unit that registered the dossier"


def test_a_unit_with_too_few_weeks_is_told_as_such_and_one_without_data_is_not(told):
    answer = told.unusual()

    assert (answer.units, answer.untold, answer.procedures) == (2, 1, 2)


def own(board: Board, folder, text: str) -> Board:
    (folder / "checks.yaml").write_text(text, encoding="utf-8")
    settings = board.settings.model_copy(update={"var": folder})
    return Board(board.db, settings)


def test_an_office_changes_from_where_on_and_who_must_look_or_turns_a_check_off(
    told, tmp_path
):
    text = "unusual_volume: {limit: 1000}\nunusual_speed: {owner: Văn phòng}"
    changed = own(told, tmp_path, text).unusual().frame

    assert set(changed["check"]) == {"unusual_speed"}
    assert set(changed["owner"]) == {"Văn phòng"}
    few = own(
        told, tmp_path, "unusual_speed: {action: off}\nunusual_volume: {least: 49}"
    )
    assert few.unusual().frame.empty
    keys = ("volume", "share", "mix", "speed")
    none = "\n".join(f"unusual_{key}: {{action: off}}" for key in keys)
    assert own(told, tmp_path, none).unusual().week is None


def test_what_is_told_can_be_taken_away(told):
    _name, everything = unusual_file(told, "csv")
    _name, of_late = unusual_file(told, "csv", make.LATE)

    rows = list(csv.DictReader(io.StringIO(everything.decode("utf-8-sig"))))
    assert len(rows) == 4
    assert rows[0]["unit_name"] == "Toàn bộ các đơn vị"
    assert rows[0]["seen"].startswith("0,0")
    assert rows[0]["owner"] == "Đơn vị tiếp nhận hồ sơ"
    [alone] = csv.DictReader(io.StringIO(of_late.decode("utf-8-sig")))
    assert (alone["check"], alone["value"], alone["of"]) == (
        "unusual_speed",
        "0.0",
        "48",
    )


def test_a_file_of_checks_that_cannot_be_meant_so_is_told(told, tmp_path):
    with pytest.raises(SettingsError, match="unusual_mix"):
        own(told, tmp_path, "unusual_mix: {action: hold}").unusual()


def test_a_week_with_a_provisional_day_is_not_looked_at(told):
    known = Known.read(told.db, told.data_version())
    recent = Provisional({date(2025, 7, 18): Fraction(9, 10)}, 20, None, None)
    # What a cached property has found stands in the object itself.
    known.__dict__["provisional"] = recent

    answer = unusual(known, unusual_rules(told.settings))

    assert told.unusual().week.first == date(2025, 7, 14)
    assert answer.week.first == date(2025, 7, 7)


def test_without_dossiers_nothing_is_compared(board):
    answer = board.unusual()

    assert answer.week is None
    assert answer.frame.empty
