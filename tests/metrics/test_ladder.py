"""Which rung of the ladder is due on a day, and which days do not count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.commitments import Commitment, Graded
from metrics.dialogue import Entry, Request
from metrics.ladder import (
    COMMITMENT,
    REQUEST,
    Climb,
    Pause,
    Rung,
    Step,
    climbing,
    due_rung,
    due_steps,
    late_days,
    next_rung,
    paused_days,
    pauses,
)

DUE = date(2025, 7, 24)
RUNGS = tuple(
    Rung(key, key, True, REQUEST, days, ("chair",))
    for key, days in (("remind", -1), ("deputy", 14), ("leaders", 28))
)


def day(number):
    return DUE + timedelta(days=number)


def said(*entries):
    """Entries of (what, day, last day)."""
    return tuple(
        Entry(n, 1, what, "x", day(on), "", due_on=None if last is None else day(last))
        for n, (what, on, last) in enumerate(entries)
    )


def request(*entries, number=1):
    about = (number, "a", "fell", "online_dossiers", "", {}, "", day(-5), DUE)
    return Request(*about, "rule", "", said(*entries))


def rung(late, taken=(), rungs=RUNGS):
    found = due_rung(rungs, taken, late)
    return found.key if found else None


@pytest.mark.parametrize(
    ("late", "taken", "key"),
    [
        (-2, (), None),
        (-1, (), "remind"),
        (0, ("remind",), None),
        (13, ("remind",), None),
        (14, ("remind",), "deputy"),
        (27, ("remind", "deputy"), None),
        (28, ("remind", "deputy"), "leaders"),
        (400, ("remind", "deputy", "leaders"), None),
        # Who was away for weeks takes one step, the highest that is due.
        (40, (), "leaders"),
        (40, ("remind",), "leaders"),
        # None below one that was taken.
        (20, ("leaders",), None),
    ],
)
def test_the_highest_rung_that_is_reached_is_taken_once(late, taken, key):
    assert rung(late, taken) == key


def test_a_rung_that_is_off_is_passed_over_and_what_it_took_still_counts():
    off = (RUNGS[0], Rung("deputy", "", False, REQUEST, 14, ()), RUNGS[2])

    assert rung(20, ("remind",), off) is None
    assert rung(20, (), off) == "remind"
    assert rung(20, ("deputy",), off) is None


def test_a_pause_ends_on_the_eve_of_the_day_on_which_it_is_ended_or_replaced():
    assert pauses(said(("paused", 1, 9))) == (Pause(day(1), day(9)),)
    ended = said(("paused", 1, 9), ("resumed", 4, None))
    assert pauses(ended) == (Pause(day(1), day(3)),)
    assert pauses(said(("paused", 1, 9), ("resumed", 1, None))) == ()
    again = said(("paused", 1, 9), ("paused", 5, 6))
    assert pauses(again) == (Pause(day(1), day(4)), Pause(day(5), day(6)))
    over = said(("paused", 1, 2), ("commented", 3, None), ("resumed", 8, None))
    assert pauses(over) == (Pause(day(1), day(2)),)


MOVES = st.lists(
    st.tuples(st.integers(-20, 40), st.none() | st.integers(0, 30)), max_size=6
)


@given(MOVES, st.integers(-30, 60))
def test_days_counted_one_by_one_are_as_many(moves, on):
    """Naive: walk through the days, and ask of each what the newest entry says."""
    ordered = sorted(moves, key=lambda move: move[0])
    entries = said(
        *(
            ("resumed", first, None)
            if more is None
            else ("paused", first, first + more)
            for first, more in ordered
        )
    )

    def stands(number):
        newest = [one for one in ordered if one[0] <= number]
        first, more = newest[-1] if newest else (0, None)
        return more is not None and number <= first + more

    paused = sum(stands(number) for number in range(1, on + 1))
    assert paused_days(DUE, day(on), pauses(entries)) == paused
    assert late_days(DUE, day(on), pauses(entries)) == on - paused


@given(MOVES)
def test_of_days_one_after_another_each_rung_is_taken_once_and_none_in_a_pause(moves):
    told = [("paused", n, n + more) for n, more in sorted(moves, key=lambda m: m[0])
            if more is not None]  # fmt: skip
    asked, steps, taken = request(*told), [], []
    expected = []
    for number in range(-5, 120):
        found = due_steps(RUNGS, [Climb(REQUEST, 1, asked, DUE)], steps, day(number))
        for climb, one in found:
            taken.append((one.key, number))
            about = (1, REQUEST, 1, 1, "a", one.key, climb.due, 0, 0, (), "x")
            steps.append(Step(*about, day(number), ""))
        if found:
            expected.append(number)
    assert [key for key, _ in taken] == [r.key for r in RUNGS if r.key in dict(taken)]
    assert dict(taken).get("leaders") is not None
    stood = pauses(asked.entries)
    assert not [n for n in expected if any(p.first <= day(n) <= p.last for p in stood)]
    # What the page says comes next is what then comes.
    first = next_rung(RUNGS, (), Climb(REQUEST, 1, asked, DUE), day(-6), stood)
    assert (first[0].key, first[1]) == (taken[0][0], day(taken[0][1]))


def promise(number):
    about = {"indicator": "online_dossiers", "procedure_code": "", "field": ""}
    about |= {"gain": "0.05", "due_on": DUE, "owner": "x", "id": number}
    about |= {"request_id": number, "entry_id": 0, "unit_code": "a"}
    return Commitment(**about, who="x", day=day(-30), at="")


@pytest.mark.parametrize(
    ("verdict", "climbs"),
    [
        ("no_effect", True),
        ("partly", True),
        ("kept", False),
        ("late", False),
        ("not_gradable", False),
        ("", False),
    ],
)
def test_after_its_day_a_commitment_climbs_only_where_it_is_known_not_to_be_kept(
    verdict, climbs
):
    graded = Graded(1, 1, verdict, "", {}, None, "rule", DUE, "")
    grades = {1: [graded]} if verdict else {}
    asked = [request(("answered", -30, None))]

    found = climbing(asked, [promise(1)], grades, day(1))
    assert [one.about for one in found] == ([COMMITMENT] if climbs else [])


def test_what_was_answered_climbs_no_more_and_a_return_begins_anew():
    answered = request(("answered", 0, None))
    back = request(("answered", 0, None), ("returned", 1, 9), number=2)
    found = climbing([request(number=3), answered, back], [], {}, day(2))

    assert {(one.about_id, one.due) for one in found} == {(3, DUE), (2, day(9))}


def test_the_last_day_of_a_pause_is_no_day_for_the_answer():
    assert request(("paused", 0, 30)).due == DUE
