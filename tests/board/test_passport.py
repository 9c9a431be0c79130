"""What stands behind a number, and what became of one that was printed."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import UsageError
from metrics.questions import Question
from tests.make import (
    BIRTH,
    CITY,
    EMPTY,
    GOOD,
    LATE,
    PLAN,
    cast,
    dossiers,
    load,
    target,
)

ASKED = Question("online_dossiers", PLAN, as_of=date(2025, 7, 24))


def rows():
    return [*cast(), *dossiers(GOOD, "2025-07-24", 0, of=10)]


@pytest.fixture
def board(board_over, clock):
    """The cast, its last day the 24th, frozen once by its load."""
    return board_over(rows)


def later(board, clock, *rows):
    """Loads rows a minute later."""
    clock.shift(60)
    load(board.db, board.settings, *rows)


def test_it_tells_number_target_and_path(board):
    found = board.passport(ASKED, GOOD)

    assert (found.row["numerator"], found.row["denominator"]) == (9, 20)
    assert str(found.target.value) == "4/5"
    assert found.begins == date(2025, 7, 1)
    assert found.eve is None
    assert found.row["status"] == "off_track"
    assert found.last_day == date(2025, 7, 24)
    assert found.readable == found.should == 20


@pytest.mark.parametrize(
    ("scope", "chosen"),
    [
        ({}, "all"),
        ({"scope_kind": "kind", "scope_code": "ward|commune"}, "kind"),
        ({"scope_kind": "unit", "scope_code": GOOD}, "unit"),
    ],
)
def test_it_tells_which_scope_chose_the_target(board, clock, scope, chosen):
    later(board, clock, target(value="0.7", **scope))
    found = board.passport(ASKED, GOOD)

    assert found.target.scope_kind == chosen
    assert str(found.target.value) == "7/10"


def test_the_loads_behind_it_add_up_to_what_was_received(board, clock):
    more = dossiers(GOOD, "2025-07-12", 1, of=3)
    refused = dossiers(GOOD, "2025-07-12", 2, of=2, status="refused")
    later(board, clock, *more, *refused)
    found = board.passport(ASKED, GOOD).loads
    of_dossiers = found[found["kind"] == "dossiers"]

    assert sorted(of_dossiers["rows"]) == [3, 20]
    assert sorted(found["kind"]) == ["dossiers", "dossiers", "targets"]


def test_a_catalogue_number_names_the_loads_of_its_services(board):
    found = board.passport(Question("online_procedures", PLAN), GOOD).loads

    assert dict(zip(found["kind"], found["rows"], strict=True)) == {"services": 3}


def test_rows_rejected_below_a_parent_are_told_with_it(board, clock):
    bad = dossiers(GOOD, "2025-07-12", 1, of=2, finished_at="2025-07-01")
    later(board, clock, *bad)

    for code, rows in ((GOOD, 2), (CITY, 2), ("", 2), (LATE, 0)):
        assert board.passport(ASKED, code).faults["rows"].sum() == rows


def test_rows_of_dossiers_are_no_fault_or_doubt_of_a_share_of_procedures(board, clock):
    bad = dossiers(GOOD, "2025-07-12", 1, of=2, finished_at="2025-07-01")
    doubtful = dossiers(GOOD, "2025-07-12", 1, of=3, supplement_requests="5")
    later(board, clock, *bad, *doubtful)

    by_dossiers = board.passport(ASKED, GOOD)
    by_procedures = board.passport(Question("online_procedures", PLAN), GOOD)

    assert by_dossiers.faults["rows"].sum() == 2
    assert "many_supplements" in set(by_dossiers.doubts["doubt"])
    assert by_procedures.faults.empty
    assert by_procedures.doubts.empty


def test_doubtful_rows_and_rows_held_back_are_told_with_what_they_could_move(
    board, clock
):
    own = board.settings.var / "checks.yaml"
    own.write_text("many_supplements: {action: hold, owner: Sở Tư pháp}")
    many = dossiers(GOOD, "2025-07-12", 1, of=5, supplement_requests="9")
    before = dossiers(GOOD, "2025-06-12", 1, of=3, supplement_requests="9")
    paid = dossiers(GOOD, "2025-07-13", 1, of=1, fee_due="0", paid_online="1")
    later(board, clock, *many, *before, *paid)

    # Those of June lie before the window.
    for code in (GOOD, CITY, ""):
        assert board.passport(ASKED, code).held.dossiers == 5
    assert board.passport(ASKED, LATE).held is None
    found = board.passport(ASKED, GOOD)
    # 5 of 21 may turn: 23.8... points, told as 23.9 because it says "at most".
    assert found.held.points == 23.9
    assert found.doubts.set_index("doubt")["rows"]["paid_without_fee"] == 1
    assert board.passport(Question("online_procedures"), GOOD).held.points == 0


def test_a_number_that_was_frozen_can_be_cited(board):
    frozen = board.passport(ASKED, GOOD).frozen

    assert (frozen.numerator, frozen.denominator, frozen.target) == (9, 20, "4/5")
    assert frozen.reading == "own"
    assert board.verdict(frozen.evaluation, frozen.hash[:16]).answer == "current"
    assert board.verdict(frozen.evaluation, frozen.hash).then == frozen


def test_one_of_other_days_was_not_frozen(board):
    week = Question("online_dossiers", PLAN, start=date(2025, 7, 8), as_of=ASKED.as_of)
    earlier = Question("online_dossiers", PLAN, as_of=date(2025, 7, 20))

    assert board.passport(week, GOOD).frozen is None
    assert board.passport(earlier, GOOD).frozen is None
    assert board.passport(earlier, GOOD).row["denominator"] == 10


def test_a_correction_supersedes_by_how_much_and_says_why(board, clock):
    then = board.passport(ASKED, GOOD).frozen
    later(board, clock, *dossiers(GOOD, "2025-07-12", 4, of=4))
    told = board.verdict(then.evaluation, then.hash[:16])

    assert told.answer == "superseded"
    assert told.then == then
    assert (told.now.numerator, told.now.denominator) == (13, 24)
    assert told.by == then.evaluation + 1
    assert list(told.revision.parts["entered"]) == [4]


def test_a_dossier_that_moved_away_is_a_cause_too(board, clock):
    late = dossiers(LATE, "2025-07-12", 1, of=1)
    later(board, clock, *late)
    then = board.passport(ASKED, LATE).frozen
    moved = late[0].values | {"unit_code": GOOD, "updated_at": "2025-07-24T12:00:00"}
    later(board, clock, type(late[0])("dossiers", moved))
    told = board.verdict(then.evaluation, then.hash[:16])

    assert told.answer == "superseded"
    assert (then.numerator, told.now.numerator) == (3, 2)
    assert list(told.revision.parts["left"]) == [1]


def test_what_touches_others_leaves_it_current_but_may_move_its_rank(board, clock):
    then = board.passport(ASKED, GOOD).frozen
    later(board, clock, *dossiers(EMPTY, "2025-07-12", 10, of=10))
    told = board.verdict(then.evaluation, then.hash[:16])

    assert told.answer == "current"
    assert (then.rank, told.now.rank) == (2, 3)


def test_a_new_target_supersedes(board, clock):
    then = board.passport(ASKED, GOOD).frozen
    later(board, clock, target(value="0.7"))
    told = board.verdict(then.evaluation, then.hash[:16])

    assert told.answer == "superseded"
    assert (then.target, told.now.target) == ("4/5", "7/10")


def test_a_number_stays_checkable_after_the_day_has_moved_on(board, clock):
    then = board.passport(ASKED, GOOD).frozen
    later(board, clock, *dossiers(GOOD, "2025-07-25", 5, of=5, status="registered"))
    clock.shift(86_400)
    later(board, clock, *dossiers(GOOD, "2025-07-25", 5, of=5))
    same = board.verdict(then.evaluation, then.hash[:16])
    later(board, clock, *dossiers(GOOD, "2025-07-20", 1, of=1))
    told = board.verdict(then.evaluation, then.hash[:16])

    assert same.answer == "current"
    assert told.answer == "superseded"
    assert (told.now.numerator, told.now.denominator) == (10, 21)
    assert told.by is None, "no evaluation has frozen the 24th since"


@pytest.mark.parametrize("digest", ["0123456789abcdef", "ffffffff"])
def test_a_hash_that_nobody_published_is_not_known(board, digest):
    assert board.verdict(1, digest).answer == "unknown"
    assert board.verdict(999, digest).answer == "unknown"


def test_a_hash_belongs_to_its_own_evaluation(board, clock):
    frozen = board.passport(ASKED, GOOD).frozen
    later(board, clock, *dossiers(LATE, "2025-07-12", 1, of=1))

    assert board.verdict(frozen.evaluation + 1, frozen.hash).answer == "unknown"


def test_revisions_are_told_in_their_order(board, clock):
    later(board, clock, *dossiers(LATE, "2025-07-12", 1, of=1, procedure_code=BIRTH))
    later(board, clock, *dossiers(GOOD, "2025-07-12", 4, of=4))
    found = board.passport(ASKED, GOOD).revisions

    assert list(found["numerator"]) == [9, 13]
    assert list(found["evaluation"]) == [1, 3]
    assert found["value"].iloc[-1] == 13 / 24


def test_an_unknown_unit_is_refused(board):
    with pytest.raises(UsageError, match="99999"):
        board.passport(ASKED, "99999")
