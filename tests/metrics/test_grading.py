"""When a promise was kept: held against a second, naive reading."""

from datetime import date
from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.commitments import Commitment, overlap, standing
from metrics.grading import alike, grade, measured
from tests.metrics.test_dialogue import request

ME, OTHER, THIRD = "00004", "00008", "00025"
SIX = Fraction("0.06")
counts = st.integers(30, 400).flatmap(
    lambda n: st.tuples(st.integers(0, n), st.just(n))
)


def wilson(top, of):
    """Wilson's limits as the roots of his equation, with the z of tables."""
    p, z = top / of, 1.959964
    a, b, c = 1 + z * z / of, -(2 * p + z * z / of), p * p
    root = sqrt(max(b * b - 4 * a * c, 0))
    return (-b - root) / (2 * a), p, (-b + root) / (2 * a)


def less(one, other):
    """The limits of a difference of two that are independent."""
    value = one[1] - other[1]
    below = sqrt((one[1] - one[0]) ** 2 + (other[2] - other[1]) ** 2)
    above = sqrt((one[2] - one[1]) ** 2 + (other[1] - other[0]) ** 2)
    return value - below, value, value + above


@settings(max_examples=50, deadline=None)
@given(counts, counts, counts, counts, st.fractions(Fraction(1, 100), 1))
def test_a_grade_is_what_a_naive_reading_finds(own, later, was, now, goal):
    told = grade(goal, ME, {ME: own, OTHER: was}, {ME: later, OTHER: now}, (), True)

    gained = less(wilson(*later), wilson(*own))
    others = less(wilson(*now), wilson(*was))
    beyond = less(gained, others)
    for span, (low, value, high) in (
        (told.gained, gained),
        (told.alike_gained, others),
        (told.beyond, beyond),
    ):
        assert isclose(span.value, value, abs_tol=1e-6)
        assert isclose(span.low, low, abs_tol=1e-6)
        assert isclose(span.high, high, abs_tol=1e-6)
    reached = later[0] * own[1] - own[0] * later[1] >= goal * own[1] * later[1]
    assert (told.verdict == "kept") == reached
    if told.verdict == "partly":
        assert gained[1] > 0 and beyond[0] > -1e-6


@pytest.mark.parametrize(
    ("later", "others", "verdict"),
    [
        # Exactly what was promised is kept, to the last dossier, whatever others did.
        ((5600, 10000), (5600, 10000), "kept"),
        ((5590, 10000), (5000, 10000), "partly"),
        # What units alike gained too is nobody's doing.
        ((5590, 10000), (5450, 10000), "no_effect"),
        ((5000, 10000), (3000, 10000), "no_effect"),
        ((4000, 10000), (1000, 10000), "no_effect"),
    ],
)
def test_a_gain_is_the_promisers_own_only_beyond_units_alike(later, others, verdict):
    before = {ME: (5000, 10000), OTHER: (5000, 10000)}
    told = grade(SIX, ME, before, {ME: later, OTHER: others}, (), True)

    assert told.verdict == verdict


def test_procedures_are_all_counted_so_that_chance_has_no_part():
    before = {ME: (50, 100), OTHER: (50, 100)}
    told = grade(SIX, ME, before, {ME: (53, 100), OTHER: (52, 100)}, (), False)

    assert told.verdict == "partly"
    assert told.beyond.low == told.beyond.value == told.beyond.high


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ({}, {ME: (9, 40)}, "none_before"),
        ({ME: (9, 40)}, {}, "none_after"),
        ({ME: (9, 40)}, {ME: (9, 29)}, "few"),
    ],
)
def test_what_is_not_known_is_not_graded_and_says_why(before, after, reason):
    told = grade(SIX, ME, before, after, (), True)

    assert (told.verdict, told.reason) == ("not_gradable", reason)
    assert told.gained is None


def test_without_units_alike_a_part_is_told_by_chance_alone():
    told = grade(SIX, ME, {ME: (500, 1000)}, {ME: (550, 1000)}, (), True)

    assert (told.verdict, told.alike, told.beyond) == ("partly", (), None)


def test_units_alike_are_the_nearest_in_size_that_promised_nothing():
    before = {ME: (1, 100), OTHER: (1, 101), THIRD: (1, 29)}
    before |= {f"1{n}": (1, 100 + 10 * n) for n in range(1, 9)}

    found = alike(before, before, ME, {"11"}, 30)
    assert found == (OTHER, "12", "13", "14", "15", "16")
    assert alike({OTHER: (1, 100)}, before, ME, (), 30) == ()


def test_what_is_measured_before_and_after_never_overlaps():
    made = date(2025, 7, 1)
    assert measured(made, date(2025, 7, 8), date(2025, 7, 8))[0] == date(2025, 7, 2)
    long = date(2025, 12, 31)
    assert (long - measured(made, long, long)[0]).days == 27


def promise(number=1, entry=1, indicator="on_time", code="", field=""):
    day = date(2025, 7, 1)
    return Commitment(
        indicator, code, field, "0.06", day, "x", number, 1, entry, ME, "x", day, ""
    )


def test_the_commitments_of_the_newest_answer_stand():
    said = request("answered", "returned", "answered")

    assert standing([said], [promise(1, 1), promise(2, 3)]) == [promise(2, 3)]


def test_promises_overlap_unless_they_speak_of_two_procedures_or_groups():
    assert overlap(promise(), promise(code="a"))
    assert overlap(promise(field="f"), promise(code="a"))
    assert not overlap(promise(code="b"), promise(code="a"))
    assert not overlap(promise(field="g"), promise(field="f"))
    assert not overlap(promise(), promise(indicator="online_dossiers"))
