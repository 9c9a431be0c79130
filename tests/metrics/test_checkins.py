"""Which weeks a unit checks in for, and which check-in stands."""

from datetime import date, timedelta

import pytest

from core.clock import monday
from metrics.checkins import CheckIn, asked_of, mark_of, running, weekly
from metrics.commitments import Commitment
from metrics.owed import owed

MONDAY = date(2025, 7, 21)
DAY = timedelta(days=1)


def promise(made, due):
    about = {"indicator": "online_dossiers", "procedure_code": "", "field": ""}
    about |= {"gain": "0.05", "due_on": due, "owner": "x", "id": 1}
    about |= {"request_id": 1, "entry_id": 1, "unit_code": "a"}
    return Commitment(**about, who="x", day=made, at="")


def said(number, week_on, text=""):
    return CheckIn(number, "a", week_on, "will", text, {}, "x", week_on, "")


@pytest.mark.parametrize(
    ("made", "due", "asked"),
    [
        (MONDAY - DAY, MONDAY + 6 * DAY, True),
        (MONDAY, MONDAY + 60 * DAY, False),
        (MONDAY - DAY, MONDAY + 5 * DAY, False),
    ],
)
def test_a_week_is_asked_for_where_a_commitment_runs_through_all_of_it(
    made, due, asked
):
    for day in (MONDAY, MONDAY + 6 * DAY):
        assert asked_of([promise(made, due)], day) == ({"a"} if asked else set())
    assert monday(MONDAY + 6 * DAY) == MONDAY


def test_a_commitment_runs_from_the_day_it_was_made_to_its_last():
    one = promise(MONDAY, MONDAY + DAY)
    runs = [bool(running([one], MONDAY + n * DAY)) for n in (-1, 0, 1, 2)]
    assert runs == [False, True, True, False]


def test_the_newest_of_a_week_stands_and_a_week_is_missed_once_it_is_over():
    last = MONDAY - 7 * DAY
    asked = [("a", last), ("a", MONDAY), ("b", MONDAY)]
    found = weekly(asked, [said(1, MONDAY, "x"), said(2, MONDAY, "y")])
    one, other = found["a"], found["b"]

    assert (one.of(MONDAY).text, len(one.given[MONDAY])) == ("y", 2)
    assert one.missed(MONDAY) == (last,)
    assert (one.awaited(MONDAY), other.awaited(MONDAY)) == (False, True)
    sunday = MONDAY + 6 * DAY
    assert (other.missed(sunday), other.missed(sunday + DAY)) == ((), (MONDAY,))
    # Who was never asked owes nothing.
    assert (other.over(sunday), other.over(sunday + DAY)) == (0, 1)


def test_weeks_without_a_check_in_are_owed():
    last = MONDAY - 7 * DAY
    found = weekly([("a", last), ("b", MONDAY), ("c", last)], [said(1, last)])
    told = owed([], [], {}, MONDAY, (), found)
    # Of a, which came for the only week, there is nothing to tell.
    assert {code: (o.awaited, o.missed, o.asked) for code, o in told.items()} == {
        "b": (1, 0, 0),
        "c": (0, 1, 1),
    }


def test_other_facts_have_another_mark_whatever_their_order():
    assert mark_of({"a": 1, "b": [2]}) == mark_of({"b": [2], "a": 1})
    assert mark_of({"a": 1, "b": [2]}) != mark_of({"a": 1, "b": [3]})
