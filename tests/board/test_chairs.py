"""What a Chair took over is never put under the new name."""

from __future__ import annotations

from board import Board
from metrics.answers import CHAIR_COLUMNS
from metrics.questions import Question
from tests.make import CHANGED, EMPTY, GOOD, LATE, cast, load, target

ASKED = Question("online_dossiers")


def lines(board, question=ASKED):
    frame = board.chairs(question).frame
    assert tuple(frame.columns) == CHAIR_COLUMNS
    return {row["unit_code"]: row for row in frame.to_dict("records")}


def test_a_standing_before_the_term_is_inherited(cast_board):
    line = lines(cast_board)[CHANGED]

    assert line["person"] == "Hoàng Văn Sau"
    assert line["days_in_office"] == 4
    assert (line["inherited_numerator"], line["inherited_denominator"]) == (3, 10)
    assert line["inherited_rank"] == 2
    assert (line["numerator"], line["denominator"], line["value"]) == (10, 20, 0.5)
    assert line["change"] == 0.2
    assert (line["own_numerator"], line["own_denominator"]) == (7, 10)


def test_nothing_is_inherited_where_the_term_began_with_the_window(cast_board):
    line = lines(cast_board)[GOOD]

    assert line["inherited_value"] is None
    assert line["inherited_rank"] is None
    assert line["change"] is None
    assert line["own_value"] == line["value"] == 0.9


def test_the_catalogue_has_no_dossiers_of_ones_own(db, settings):
    load(db, settings, *cast(), target("online_procedures", window="state"))

    line = lines(Board(db, settings), Question("online_procedures"))[CHANGED]

    assert line["inherited_value"] == line["value"] == 2 / 3
    assert line["change"] == 0
    assert line["own_value"] is None


def test_the_widest_gap_comes_first_and_the_unknown_last(cast_board):
    codes = cast_board.chairs(Question("online_dossiers", kinds=("ward",))).frame

    assert codes["unit_code"].tolist() == [LATE, GOOD, EMPTY]


def test_an_acting_chair_is_told_and_a_missing_one_left_blank(cast_board):
    found = lines(cast_board)

    assert found[EMPTY]["acting"] is True
    assert found["01"]["person"] == ""
    assert found["01"]["denominator"] == 40
