"""Commitments grade themselves once their day is complete, and nothing is edited."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from actions import dialogue as actions
from board import Board
from jobs.dialogue import ask_units
from store.engine import open_database
from tests.make import BIRTH, CHANGED, GOOD, LATE, cast, dossiers, load

MADE, DUE = date(2025, 7, 18), date(2025, 7, 25)
PROMISE = {
    "cause": "staff",
    "text": "Thiếu người",
    "c1_indicator": "online_dossiers",
    "c1_about": BIRTH,
    "c1_gain": "10",
    "c1_due": DUE.isoformat(),
    "c1_owner": "Lê Thị Phụ",
}
MORNING = datetime(2025, 7, 29, 3, tzinfo=UTC)


def days_of(code, first, online, of):
    """Dossiers of seven days, 90 or more in all."""
    days = [first + timedelta(days=n) for n in range(7)]
    return [r for day in days for r in dossiers(code, day.isoformat(), online, of)]


@pytest.fixture
def promised(stocked):
    """A commune that promised ten points on 18 July, as known then."""
    settings = stocked(cast)
    db = open_database(settings)
    first = MADE - timedelta(days=6)
    with time_machine.travel(
        datetime(2025, 7, 18, 15, tzinfo=UTC), tick=False
    ) as clock:
        before = [(LATE, 4), (GOOD, 10), (CHANGED, 8)]
        load(db, settings, *(r for c, n in before for r in days_of(c, first, n, 20)))
        board = Board(db, settings)
        number = actions.ask(db, LATE, "Vì sao?", MADE + timedelta(days=5), "", MADE)
        actions.answer(db, number, PROMISE, MADE, board.baseline)
        yield db, settings, board, clock
    db.close()


def verdicts(board):
    return [
        (one.verdict, one.reason)
        for found in board.grades(None).values()
        for one in found
    ]


def test_a_commitment_is_graded_once_its_day_is_complete_and_again_by_an_added_row(
    promised,
):
    db, settings, board, clock = promised
    ask_units(db, settings)
    assert verdicts(board) == []

    clock.move_to(MORNING)
    week = MADE + timedelta(days=1)
    now = [(LATE, 9), (GOOD, 11), (CHANGED, 8)]
    load(db, settings, *(r for c, n in now for r in days_of(c, week, n, 20)))
    # What comes of the days before, after the promise, moves no frozen baseline.
    load(db, settings, *dossiers(LATE, "2025-07-17", 60, of=60))
    for _ in range(2):
        ask_units(db, settings)
    [[one]] = board.grades(None).values()
    assert (one.verdict, one.facts["end"]) == ("kept", DUE.isoformat())
    # 28 of 140 before (and two of ten that stood there), 63 of 140 after.
    assert (one.facts["before"], one.facts["after"]) == ([28, 140], [63, 140])
    assert sorted(one.facts["alike"]) == [GOOD, CHANGED]
    assert one.facts["alike_after"] == [133, 280]
    assert one.evaluation == board.header().evaluation

    load(db, settings, *dossiers(LATE, "2025-07-24", 0, of=300))
    ask_units(db, settings)
    assert [verdict for verdict, _ in verdicts(board)] == ["kept", "no_effect"]
    assert board.grades(None)[one.commitment_id][0] == one


def test_a_unit_that_sends_nothing_after_its_promise_is_not_graded_as_zero(promised):
    db, settings, board, clock = promised
    clock.move_to(MORNING)
    later = days_of(GOOD, MADE + timedelta(days=5), 10, 20)
    load(db, settings, *later)
    ask_units(db, settings)

    # Its newest dossier is of 18 July, a week before: the days after hold none.
    assert verdicts(board) == [("not_gradable", "none_after")]


def test_who_promises_the_same_is_none_of_the_units_alike(promised):
    db, settings, board, clock = promised
    number = actions.ask(db, GOOD, "Vì sao?", MADE + timedelta(days=5), "", MADE)
    # Of all procedures: the same dossiers are among them.
    actions.answer(db, number, PROMISE | {"c1_about": ""}, MADE)
    clock.move_to(MORNING)
    week = MADE + timedelta(days=1)
    load(
        db,
        settings,
        *(r for c in (LATE, GOOD, CHANGED) for r in days_of(c, week, 9, 20)),
    )
    ask_units(db, settings)

    told = {
        one.unit_code: board.grades(None)[one.id][-1] for one in board.commitments(None)
    }
    assert told[LATE].facts["alike"] == [CHANGED]
    assert told[GOOD].facts["alike"] == [CHANGED]
