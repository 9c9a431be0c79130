"""Mail, tasks and disputes go to who is in office on the day, and to nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from figures.office import holder_words
from tests.accounts.people import person
from tests.make import CHANGED, EMPTY, GOOD, LATE, cast, term

BEFORE, AFTER = "Phạm Thị Trước", "Hoàng Văn Sau"
REGULAR, DEPUTY = "Trần Thị Muộn", "Vũ Thị Phó"


def rows():
    yield from cast()
    yield term(CHANGED, AFTER, starts_on="2025-07-15", email="sau@o-dien.example")
    # Acting beside a regular Chair, then alone; after that a gap.
    yield term(LATE, REGULAR, ends_on="2025-07-20")
    yield term(LATE, DEPUTY, starts_on="2025-07-18", ends_on="2025-07-22", acting=1)
    # A namesake of a Chair.
    yield term(EMPTY, AFTER, post="vice_chair", email="pho@example.org")


@pytest.fixture
def board(board_over):
    return board_over(rows)


def test_the_office_is_handed_over_at_midnight_where_the_office_is(board, clock):
    clock.move_to(datetime(2025, 7, 14, 16, 59, tzinfo=UTC))
    assert board.holder(CHANGED).person == BEFORE
    clock.move_to(datetime(2025, 7, 14, 17, 0, tzinfo=UTC))
    held = board.holder(CHANGED)
    assert (held.person, held.mail) == (AFTER, "sau@o-dien.example")


def test_who_acts_answers_only_where_there_is_no_other(board):
    found = {day: board.holder(LATE, date(2025, 7, day)) for day in (18, 20, 21, 23)}

    assert [one.person for one in found.values()] == [REGULAR, REGULAR, DEPUTY, ""]
    assert [one.acting for one in found.values()] == [False, False, True, False]
    assert holder_words(found[21]) == f"{DEPUTY} (quyền)"


def test_where_nobody_is_in_office_nobody_is_told_and_it_is_said(board):
    gap = board.holder(LATE, date(2025, 7, 23))

    assert not gap.somebody
    assert (gap.person, gap.mail, gap.account_id) == ("", "", None)
    assert holder_words(gap) == "không có Chủ tịch vào ngày 23/7/2025"
    assert LATE not in board.holders(date(2025, 7, 23))
    assert set(board.holders(date(2025, 7, 16))) == {GOOD, LATE, EMPTY, CHANGED}


def test_the_account_that_is_open_that_day_is_the_way_to_the_chair(board):
    person(
        board.db,
        "chair",
        "sau",
        person=AFTER,
        mail="sau@account.example",
        language="en",
        until=date(2025, 7, 31),
    )
    person(board.db, "delegate", "thay", person=AFTER, mail="thay@account.example")

    held = board.holder(CHANGED, date(2025, 7, 31))
    assert (held.account, held.mail, held.language) == (
        "sau",
        "sau@account.example",
        "en",
    )
    late = board.holder(CHANGED, date(2025, 8, 1))
    assert (late.account, late.mail) == ("", "sau@o-dien.example")
    assert board.holder(CHANGED, date(2025, 7, 14)).account == ""


def test_who_is_no_chair_never_has_the_account_of_a_chair_of_the_same_name(board):
    person(board.db, "chair", "sau", person=AFTER, mail="sau@account.example")

    held = board.holders(date(2025, 7, 31), "vice_chair")[EMPTY]
    assert (held.person, held.account, held.mail) == (AFTER, "", "pho@example.org")
