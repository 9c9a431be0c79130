"""The standing of a Chair is what happened in their term, whoever came after."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from metrics.questions import Question
from tests.make import CHANGED, GOOD, LATE, cast, dossiers, term, unit

ASKED = Question("online_dossiers")
ENDED, TWICE = "00099", "Đỗ Thị Hai"


def rows():
    yield from cast()
    # A ward that became part of the late one on 16 July, with dossiers of its own.
    yield unit(ENDED, name="Phường Cũ", valid_to="2025-07-15", replaced_by=LATE)
    yield from dossiers(ENDED, "2025-07-09", 4, of=5)
    yield term(ENDED, TWICE, starts_on="2025-07-05")
    yield term(LATE, TWICE, starts_on="2025-07-12", ends_on="2025-07-17", acting=1)


@pytest.fixture
def board(board_over):
    return board_over(rows)


def only(board, person):
    (one,) = board.person_terms(ASKED, person).terms
    return one


def counts(amount):
    return amount and (amount.numerator, amount.denominator)


def test_a_past_term_ends_with_its_last_day(board):
    one = only(board, "Phạm Thị Trước")

    assert one.end == date(2025, 7, 14)
    assert counts(one.own) == (3, 10)
    assert one.standing["value"] == 0.3
    assert one.inherited is None


def test_what_stood_before_is_inherited_and_the_change_is_from_there(board):
    one = only(board, "Hoàng Văn Sau")

    assert counts(one.inherited) == (3, 10)
    assert counts(one.own) == (7, 10)
    assert one.change == Fraction(1, 2) - Fraction(3, 10)
    # The good and the late one received nothing more; the empty one is not known.
    assert one.peers == {GOOD: 0}


def test_a_unit_that_ended_within_a_term_is_measured_to_its_last_day(board):
    found = board.person_terms(ASKED, TWICE)
    late, ended = found.terms

    assert (ended.end, ended.days) == (date(2025, 7, 15), 11)
    assert counts(ended.own) == (4, 5)
    assert (found.days, found.days_acting) == (17, 6)
    assert late.term.acting


def test_where_a_unit_became_another_within_the_term_nothing_is_compared(board):
    late = board.person_terms(ASKED, TWICE).terms[0]

    assert late.joined == ("Phường Cũ",)
    assert counts(late.inherited) == (2, 10)
    assert (late.change, late.peers_change) == (None, None)


def test_who_was_never_chair_has_no_standing(board):
    assert board.person_terms(ASKED, "Không Ai").terms == ()
    assert board.holder(CHANGED, date(2025, 7, 15)).person == "Hoàng Văn Sau"
