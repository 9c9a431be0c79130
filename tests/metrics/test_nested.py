"""A long report beside the shorter ones inside it; a search through all ways."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.counts import Cell
from metrics.nested import Piece, Shorter, covering, most, sums_inside

FIRST = date(2025, 7, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def cell(first: int, last: int, received: int = 10, code: str = "", **also) -> Cell:
    return Cell("U", code, day(first), day(last), {"received": received, **also})


def inside(long: Cell, *others: Cell) -> dict[str, int]:
    return sums_inside(long, Shorter([long, *others]).inside(long))


def test_a_report_is_compared_with_those_that_cover_all_of_its_days():
    halves = cell(0, 9, 4), cell(10, 19, 5)

    assert inside(cell(0, 19), *halves) == {"received": 9}
    # Nothing can be told of days of which nobody spoke.
    assert inside(cell(0, 19), halves[0]) == {}
    assert inside(cell(0, 20), *halves) == {}
    assert inside(cell(0, 19)) == {}


def test_parts_of_its_days_that_say_more_already_are_told():
    assert inside(cell(0, 19, 10), cell(0, 9, 7), cell(12, 19, 4)) == {"received": 11}
    # Those that overlap are not added.
    assert inside(cell(0, 19, 10), cell(0, 9, 7), cell(9, 18, 4)) == {}


def test_days_that_are_covered_twice_are_counted_once_by_the_longest():
    both = cell(0, 9, 7), cell(0, 4, 1), cell(5, 9, 1), cell(10, 19, 2)

    assert inside(cell(0, 19), *both) == {"received": 9}
    # A way is found though the longest leads nowhere.
    assert inside(cell(0, 9), cell(0, 6, 50), cell(0, 4, 1), cell(5, 9, 2)) == {
        "received": 3
    }


def test_what_reaches_beyond_is_of_another_procedure_or_as_long_is_not_inside():
    long = cell(2, 9)
    others = (
        cell(0, 5),
        cell(6, 12),
        cell(2, 9, code="P"),
        cell(2, 5, code="P"),
        cell(6, 9, code="P"),
    )

    assert Shorter([long, *others]).inside(long) == []
    of_p = others[2]
    assert Shorter([long, *others]).inside(of_p) == list(others[3:])


def test_a_measure_that_a_shorter_report_does_not_carry_is_not_zero():
    weeks = cell(0, 9, 4, online=3), cell(10, 19, 5)
    long = cell(0, 19, 10, online=2, finished=8)

    # Of online the first half alone is known, and it says more already.
    assert inside(long, *weeks) == {"received": 9, "online": 3}


pieces = st.lists(
    st.builds(
        lambda first, days, value: Piece(day(first), day(first + days), value),
        st.integers(0, 6),
        st.integers(0, 4),
        st.integers(0, 9),
    ),
    max_size=7,
)


def apart(some: tuple[Piece, ...]) -> bool:
    return all(
        one.end < other.start or other.end < one.start
        for one, other in combinations(some, 2)
    )


@given(pieces, st.integers(0, 4), st.integers(0, 6))
@settings(max_examples=150)
def test_the_ways_found_are_those_of_a_search_through_all_choices(found, first, days):
    last = first + days
    choices = [c for n in range(len(found) + 1) for c in combinations(found, n)]
    disjoint = [choice for choice in choices if apart(choice)]
    wanted = {day(n) for n in range(first, last + 1)}
    whole = [
        choice
        for choice in disjoint
        if {one.start + timedelta(n) for one in choice for n in range(10)} >= wanted
        and sum((one.end - one.start).days + 1 for one in choice) == len(wanted)
        and all(day(first) <= one.start and one.end <= day(last) for one in choice)
    ]
    by_start = sorted(found, key=lambda one: one.start)

    got = covering(by_start, day(first), day(last))

    assert most(found) == max(sum(p.value for p in c) for c in disjoint)
    assert (got is None) == (not whole)
    if got is not None:
        assert len(got) == min(map(len, whole))
        assert set(got) in [set(choice) for choice in whole]
