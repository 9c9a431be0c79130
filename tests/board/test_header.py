"""What every page says at its top."""

from __future__ import annotations

from datetime import date

import pytest

from board import Board
from core.errors import UsageError
from tests.make import CITY, PLAN, cast, load, target


def test_an_empty_database_is_no_error(board, clock):
    header = board.header()

    assert header.empty
    assert (header.plan, header.last_day, header.deadline) == (None, None, None)
    assert header.as_of == date(2025, 7, 24)
    assert header.basis == "dossiers"


def test_the_basis_is_what_the_plan_is_officially_judged_by(cast_board):
    header = cast_board.header()

    assert header.plan.key == PLAN
    assert header.basis == "dossiers"
    assert header.pair == ("online_dossiers", "e2e_dossiers")
    assert header.companion == ("online_procedures", "e2e_procedures")
    assert header.deadline == date(2025, 7, 30)
    assert (header.place, header.place_en) == ("Thành phố Hà Nội", "Hanoi")


def test_ready_counts_ranked_units_with_a_value(cast_board):
    header = cast_board.header()

    assert (header.ready, header.total) == (3, 4)


def test_the_pair_is_the_plans_own_reading_of_end_to_end(db, settings):
    load(db, settings, *cast(), target("e2e_of_online", plan="other", value="0.2"))

    header = Board(db, settings).header("other", "dossiers")

    assert header.pair == ("online_dossiers", "e2e_of_online")


def test_days_since_the_last_data_are_told(cast_board, clock):
    header = cast_board.header()

    assert header.last_day == date(2025, 7, 18)
    assert header.stale_days == 6


def test_kinds_of_the_plan_leave_other_units_out(db, settings):
    rows = [r for r in cast() if r.kind != "targets"]
    only = target("online_dossiers", scope_kind="kind", scope_code="ward")
    load(db, settings, *rows, only, target(scope_kind="unit", scope_code=CITY))

    header = Board(db, settings).header()

    assert header.plan.kinds == ("ward",)
    assert header.total == 3


@pytest.mark.parametrize("asked", [{"basis": "units"}, {"plan": "nothing"}])
def test_unknown_words_are_told(cast_board, asked):
    with pytest.raises(UsageError):
        cast_board.header(**asked)
