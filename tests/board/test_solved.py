"""Who solved which procedure, from dossiers as an office hands them in."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from accounts import rights
from actions import dialogue
from board import Board
from core.account import Account
from core.errors import NotAllowedError, SettingsError
from metrics.solvers import ANSWERED, EVENT, PROMISED, SERVICE
from reports.files import as_file
from reports.solved import everything
from tests import make

FIRST = date(2025, 5, 5)
# GOOD rises from this Monday on, LATE a week later.
SINCE = date(2025, 6, 16)
LAST = date(2025, 7, 20)


def weeks() -> list[make.Row]:
    """Eleven weeks of 20 dossiers a unit: GOOD 2 of 20 online and then 16, LATE the
    same a week later, CHANGED 16 in the third week alone, EMPTY always 16."""
    rows = [
        *make.place(),
        make.target("online_dossiers"),
        make.term(make.GOOD, "Nguyễn Văn Tốt"),
        make.service(
            make.COPY,
            "partial",
            unit_code=make.GOOD,
            valid_from="2025-01-01",
            valid_to="2025-06-10",
        ),
        make.service(make.COPY, "full", unit_code=make.GOOD, valid_from="2025-06-11"),
        make.event(
            "Tổ lưu động", day="2025-06-12", scope_code=make.GOOD, note="5 thôn"
        ),
        make.event("Nghỉ bù", day="2025-06-13", kind="holiday"),
        make.event("Giao KPI", day="2025-06-30"),
        make.event("Ở nơi khác", day="2025-06-12", scope_code=make.LATE),
        make.event("Đã lâu", day="2025-05-06", scope_code=make.GOOD),
    ]
    monday = FIRST
    while monday < LAST:
        late = monday - timedelta(weeks=1)
        online = {
            make.GOOD: 16 if monday >= SINCE else 2,
            make.LATE: 16 if late >= SINCE else 2,
            make.CHANGED: 16 if monday == date(2025, 5, 19) else 2,
            make.EMPTY: 16,
        }
        for code, count in online.items():
            # On a Monday; on the Saturday come the last five.
            for day, some, of in ((0, min(count, 15), 15), (5, max(count - 15, 0), 5)):
                on = str(monday + timedelta(days=day))
                about = {"procedure_code": make.COPY}
                rows += make.dossiers(code, on, some, of=of, **about)
        monday += timedelta(weeks=1)
    # A week that is not over is not looked at, a Friday without dossiers or not.
    rows += make.dossiers(make.EMPTY, "2025-07-18", 1, of=1, procedure_code=make.COPY)
    return [*rows, *make.dossiers(make.GOOD, "2025-07-22", 0, of=50)]


@pytest.fixture
def told(engine, filled, clock) -> Board:
    return filled(engine, "solved", weeks())


def test_who_rose_and_held_is_told_with_its_week_and_counts(told):
    answer = told.solved()

    assert (answer.first, answer.last) == (FIRST, LAST)
    assert [(one.unit_code, one.since) for one in answer.found] == [
        (make.GOOD, SINCE),
        (make.LATE, SINCE + timedelta(weeks=1)),
    ]
    good = answer.found[0]
    assert good.procedure_code == make.COPY
    assert (good.rise.before, good.rise.after) == ((12, 120), (80, 100))
    assert good.rise.newest == (48, 60)
    # LATE 2 x 7 and 16 x 4, CHANGED one week of 16, EMPTY always; and its one more.
    assert good.rise.others_before == (12 + 26 + 96, 360)
    assert good.rise.others_after == (66 + 10 + 81, 301)
    assert answer.names == {make.COPY: "Chứng thực bản sao"}
    # Of each unit the one procedure with enough dossiers.
    assert answer.looked == 4


def test_what_happened_there_in_those_weeks_is_told_and_of_no_other_unit(told):
    good = told.solved().found[0]

    assert [(did.day.isoformat(), did.what, did.title) for did in good.own] == [
        ("2025-06-11", SERVICE, "partial"),
        ("2025-06-12", EVENT, "Tổ lưu động"),
    ]
    assert good.own[0].note == "full"
    # A day off is nothing that somebody did.
    assert [did.title for did in good.everywhere] == ["Giao KPI"]
    assert good.person == "Nguyễn Văn Tốt"


def test_an_earlier_day_tells_what_was_known_of_its_weeks(told):
    before = told.solved(as_of=date(2025, 7, 2))

    # Since 16 June two whole weeks are over: no rise that held for three.
    assert before.last == date(2025, 6, 29)
    assert before.found == ()
    assert told.solved(as_of=date(2025, 5, 20)).first is None
    assert [one.unit_code for one in told.solved(as_of=date(2025, 7, 6)).found] == [
        make.GOOD
    ]


def test_an_empty_board_tells_of_too_few_weeks(board):
    answer = board.solved()

    assert (answer.first, answer.looked, answer.found) == (None, 0, ())


def test_an_office_writes_its_own_rule_and_a_wrong_one_is_refused(told, tmp_path):
    own = told.settings.model_copy(update={"var": tmp_path})
    (tmp_path / "solved.yaml").write_text("solved: {points: 80}\n", encoding="utf-8")
    board = Board(told.db, own)

    assert board.solved().found == ()
    (tmp_path / "solved.yaml").write_text("solved: {point: 80}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"solved\.point"):
        board.solved()


def test_a_file_says_the_same_as_the_page(told):
    name, content = as_file(told, everything(told), "csv")
    [good, late] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))

    assert "2025-07-20" in name
    assert good["unit_name"] == "Phường Ba Đình"
    assert (good["before_online"], good["before_received"]) == ("12", "120")
    assert (good["after_online"], good["after_received"]) == ("80", "100")
    assert float(good["rise"]) == pytest.approx(0.7)
    assert float(good["rise_low"]) < 0.7 < float(good["rise_high"])
    assert "12/6/2025: Tổ lưu động: 5 thôn" in good["happened"]
    assert "Tổ lưu động" not in late["happened"]


@pytest.fixture
def said(db, settings, clock) -> Board:
    """GOOD and LATE answered and promised in June, LATE of another procedure."""
    make.load(db, settings, *weeks())
    day = date(2025, 6, 20)
    for code, procedure in ((make.GOOD, make.COPY), (make.LATE, make.BIRTH)):
        number = dialogue.ask(db, code, "Vì sao?", day + timedelta(days=9), "", day)
        fields = {"cause": "staff", "text": f"Đã mở quầy ở {code}"}
        fields |= {"c1_indicator": "online_dossiers", "c1_gain": "5"}
        fields |= {"c1_due": "2025-07-24", "c1_owner": "Bà Mai"}
        fields |= {"c1_about": procedure}
        dialogue.answer(db, number, fields, day)
    return Board(db, settings)


def read_by(board: Board, role: str, *units: str) -> Board:
    reader = Account(1, role, role, units=frozenset(units))
    return Board(board.db, board.settings, lambda: rights.scope(reader))


def test_what_a_unit_said_and_promised_is_told_to_who_reads_its_dialogue(said):
    answer = said.solved()
    good, late = (make.GOOD, make.COPY), (make.LATE, make.COPY)

    everybody = read_by(said, "leader").solved_said(answer)
    assert [did.what for did in everybody[good]] == [ANSWERED, PROMISED]
    assert everybody[good][0].note == f"Đã mở quầy ở {make.GOOD}"
    # What it promised is of another procedure.
    assert [did.what for did in everybody[late]] == [ANSWERED]
    own = read_by(said, "chair", make.GOOD).solved_said(answer)
    assert set(own) == {good}
    with pytest.raises(NotAllowedError):
        read_by(said, "viewer").solved_said(answer)
