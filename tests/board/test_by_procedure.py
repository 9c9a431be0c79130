"""The figure of one procedure: what it counts, and what stands behind it."""

from __future__ import annotations

from datetime import date

import pytest

from board import Board
from core.errors import UsageError
from metrics.questions import Question
from reports import files
from reports.verify import verify_content
from tests.make import (
    BIRTH,
    CITY,
    COPY,
    EMPTY,
    GOOD,
    HOUSE,
    LATE,
    PLAN,
    cast,
    dossier,
    dossiers,
    load,
    reported,
    service,
)

ASKED = Question("online_dossiers", PLAN, as_of=date(2025, 7, 24))
COUNTS = ["numerator", "denominator"]


def rows():
    """The cast, with copies certified at two units and permits reported by one."""
    june = dossiers(GOOD, "2025-06-20", 5, of=5, procedure_code=COPY)
    return [
        *cast(),
        *dossiers(GOOD, "2025-07-10", 1, of=4, procedure_code=COPY),
        *dossiers(LATE, "2025-07-11", 2, of=3, procedure_code=COPY),
        *june,
        reported("received", 8, unit_code=EMPTY, procedure_code=HOUSE),
        reported("online", 6, unit_code=EMPTY, procedure_code=HOUSE),
    ]


@pytest.fixture
def board(board_over, clock):
    return board_over(rows)


def figures(board: Board, unit: str = "", key: str = "online_dossiers") -> dict:
    asked = Question(key, PLAN, as_of=ASKED.as_of)
    told = board.by_procedure(asked, unit).frame.to_dict("records")
    return {
        row["procedure_code"]: (row["numerator"], row["denominator"]) for row in told
    }


def test_figures_of_the_window_add_up_to_the_number_of_the_unit(board):
    assert figures(board, GOOD) == {BIRTH: (9, 10), COPY: (1, 4)}
    # What a unit reported of a procedure counts where it counts in the number.
    whole = figures(board)
    assert whole == {BIRTH: (21, 40), COPY: (3, 7), HOUSE: (6, 8)}
    row = board.passport(ASKED, CITY).row
    for place, name in enumerate(COUNTS):
        assert sum(told[place] for told in whole.values()) == row[name]


def test_a_passport_of_a_procedure_tells_its_own_counts_and_loads(board, clock):
    clock.shift(60)
    load(board.db, board.settings, dossier(procedure_code=COPY))
    found = board.passport(ASKED, GOOD, COPY)

    assert [found.row[name] for name in COUNTS] == [2, 5]
    assert found.procedure_name == "Chứng thực bản sao"
    assert sorted(found.loads["rows"]) == [1, 4]
    assert found.loads["rows"].sum() < board.passport(ASKED, GOOD).loads["rows"].sum()
    assert found.last_day == date(2025, 7, 10)
    assert [found.row[name] for name in ("rank", "target", "status")] == [
        None,
        None,
        "",
    ]
    assert (found.target, found.frozen) == (None, None)


def test_doubts_are_those_of_the_procedure(board, clock):
    clock.shift(60)
    unpaid = {"fee_due": "0", "paid_online": "1"}
    load(board.db, board.settings, *dossiers(GOOD, "2025-07-12", 1, of=2, **unpaid))

    for procedure, wanted in ((BIRTH, 2), (COPY, 0)):
        told = board.passport(ASKED, GOOD, procedure).doubts
        told = told[told["doubt"] == "paid_without_fee"]
        assert told["rows"].sum() == wanted


def test_the_list_of_procedures_names_those_of_which_reports_may_count(board):
    told = board.procedures(ASKED).frame

    here = told[told["reported"].astype(bool)]["procedure_code"].tolist()
    assert here == [HOUSE]


def test_a_procedure_without_a_dossier_is_unknown_and_not_zero(board):
    found = board.passport(ASKED, GOOD, HOUSE).row

    assert [found[name] for name in (*COUNTS, "value")] == [None, None, None]


def test_a_level_that_is_not_known_leaves_the_unit_out(board, clock):
    clock.shift(60)
    asked = Question("e2e_procedures", PLAN, as_of=ASKED.as_of)
    assert figures(board, key="e2e_procedures")[BIRTH] == (4, 4)
    load(board.db, board.settings, service(BIRTH, "online", unit_code=GOOD))

    assert figures(board, key="e2e_procedures")[BIRTH] == (3, 3)
    told = board.passport(asked, "", BIRTH)
    assert told.readable / told.should == 0.75
    alone = board.passport(asked, GOOD, BIRTH).row
    assert [alone[name] for name in COUNTS] == [None, None]


def test_an_end_to_end_reading_of_unknown_levels_is_not_told(board, clock):
    clock.shift(60)
    unsaid = dossiers(LATE, "2025-07-12", 3, of=3, service_level="online")
    load(board.db, board.settings, *unsaid)

    # 3 of the 24 online dossiers: more than the twentieth that may be unknown.
    assert figures(board, key="e2e_dossiers")[BIRTH] == (None, None)
    assert figures(board, GOOD, "e2e_dossiers")[BIRTH] == (9, 10)


def test_what_no_procedure_has_alone_is_refused(board):
    with pytest.raises(UsageError):
        board.by_procedure(Question("active_procedures", PLAN))
    with pytest.raises(UsageError):
        board.passport(ASKED, GOOD, "9.999999")
    with pytest.raises(UsageError):
        board.passport(ASKED, "99999", BIRTH)


@pytest.mark.parametrize(
    ("form", "procedure"), [("csv", ""), ("xlsx", COPY), ("json", "")]
)
def test_figures_that_were_taken_away_are_current_until_one_moves(
    board, clock, form, procedure
):
    answer = board.by_procedure(ASKED, "", procedure)
    taken = files.procedures_file(board, answer, form)
    assert verify_content(board, *taken).answer == "current"

    clock.shift(60)
    load(board.db, board.settings, dossier(procedure_code=BIRTH))
    assert verify_content(board, *taken).answer == (
        "current" if procedure else "superseded"
    )
    load(board.db, board.settings, dossier(procedure_code=COPY))
    checked = verify_content(board, *taken)
    assert checked.answer == "superseded"
    assert any(COPY in line and "(4/8)" in line for line in checked.lines)
