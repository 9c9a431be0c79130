"""What two Chairs sign is what stood on the eve, and it is found again by its hash."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import UsageError
from reports import handover
from reports.asked import again
from reports.carried import digest
from tests.make import CHANGED, GOOD, cast

DAY = date(2025, 7, 15)


def test_the_baseline_is_that_of_the_eve_and_both_are_named(cast_board):
    sheet = cast_board.handover(CHANGED, DAY)

    assert (sheet.before.person, sheet.after.person) == (
        "Phạm Thị Trước",
        "Hoàng Văn Sau",
    )
    rows = {row["indicator"]: row for row in sheet.rows}
    assert set(rows) == {"online_dossiers", "e2e_dossiers"}
    row = rows["online_dossiers"]
    counts = (row["numerator"], row["denominator"], row["rank"], row["target"])
    assert counts == (3, 10, 2, 0.8)
    assert sheet.as_of == date(2025, 7, 14)
    assert sheet.procedures == (3, 2, 1)


def test_a_day_ahead_speaks_of_the_last_day_with_data(cast_board):
    sheet = cast_board.handover(CHANGED, date(2025, 9, 1))
    assert sheet.as_of == date(2025, 7, 18)


def test_an_unknown_unit_has_no_sheet(cast_board):
    with pytest.raises(UsageError):
        cast_board.handover("99999", DAY)


def test_the_hash_that_is_printed_leads_back_to_the_same_table(board_over):
    board = board_over(cast)
    printed = handover.printed_hash(board, board.handover(GOOD, DAY))
    kept = board.kept_table(printed)

    assert kept is not None
    assert digest(again(board, kept.asked)) == printed
