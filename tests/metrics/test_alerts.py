"""When alerts fire: once, by exact shares, and again only after they were armed."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.alerts import (
    ABOVE,
    ARM,
    ARMED,
    BELOW,
    CROSSED,
    FIRED,
    FIRINGS,
    MOVED,
    SLIP,
    SLIPPED,
    STAYED,
    WAITING,
    AlertRule,
    Part,
    Reading,
    Standing,
    behind,
    days_needed,
    step,
)

DAY = date(2025, 7, 1)
FOUR_FIFTHS = Fraction(4, 5)
POINT = Fraction(1, 100)
RULE = AlertRule("r", "R", True, BELOW, ("chair",), (), POINT, POINT, 3, 50)
RISE = replace(RULE, looks_for=ABOVE)
SLIDE = replace(RULE, looks_for=SLIP, points=3 * POINT, days=14)


def reading(after, top, of=1000, line=FOUR_FIFTHS, start=None):
    return Reading(DAY + timedelta(days=after), top, of, line, start)


def played(rule, readings, now=None):
    """What happened on which day, from nothing."""
    by_day, told = {one.day: one for one in readings}, []
    now = now or Standing()
    for one in readings:
        wanted = days_needed(rule, one.day)
        have = [by_day.get(day, Reading(day, None, None)) for day in wanted]
        now, event = step(rule, now, have)
        if event:
            told.append(((one.day - DAY).days, event))
    return told


def shares(rule, *tops, **about):
    return played(rule, [reading(at, top, **about) for at, top in enumerate(tops)])


@pytest.mark.parametrize(
    ("rule", "tops", "told"),
    [
        # Armed a point above the line exactly, not a dossier below that.
        (RULE, [809, 780], []),
        (RULE, [810, 780], [(0, ARM), (1, CROSSED)]),
        # A point below the line exactly is no fall yet.
        (RULE, [810, 790], [(0, ARM)]),
        (RULE, [810, 789], [(0, ARM), (1, CROSSED)]),
        # Beyond the line by little, but for three days; on the line is not below it.
        (RULE, [810, 799, 799, 799], [(0, ARM), (3, STAYED)]),
        (RULE, [810, 799, 800, 799, 799], [(0, ARM)]),
        # It wavers about the line: told once, until it is a point above again.
        (RULE, [810, 700, 805, 700], [(0, ARM), (1, CROSSED)]),
        (RULE, [810, 700, 810, 700], [(0, ARM), (1, CROSSED), (2, ARM), (3, CROSSED)]),
        # Who was never above did not fall.
        (RULE, [700, 600, 500], []),
        # The other way round: who reaches the line exactly meets it.
        (replace(RISE, points=Fraction(0)), [780, 800], [(0, ARM), (1, CROSSED)]),
        (RISE, [789, 810], [(0, ARM), (1, CROSSED)]),
        (RISE, [790, 820], []),
        (RISE, [700, 800, 800, 800], [(0, ARM), (3, STAYED)]),
    ],
)
def test_it_fires_beyond_the_margin_or_after_days_and_is_armed_on_the_other_side(
    rule, tops, told
):
    assert shares(rule, *tops) == told


def test_shares_are_exact_fractions():
    # As floats 0.1 * 3 is more than 0.3: these are equal, and nobody is below.
    rule = replace(RULE, points=Fraction(0), rearm=Fraction(0), days=0, least=0)
    line = Fraction(3, 10)
    assert shares(rule, 3, 3, of=10, line=line) == [(0, ARM)]
    assert shares(rule, 3, 3, of=10, line=line + Fraction(1, 10**20)) == []


def test_what_is_not_known_or_too_few_changes_nothing_and_breaks_a_row_of_days():
    gone = [reading(2, None, None), reading(2, 20, 49), reading(2, 799, line=None)]
    for hole in gone:
        days = [reading(0, 810), reading(1, 799), hole, reading(3, 799)]
        assert played(RULE, days) == [(0, ARM)]
    assert shares(RULE, 45, 10, of=49) == []
    assert shares(RULE, 45, 10, of=50) == [(0, ARM), (1, CROSSED)]


def test_a_target_that_is_raised_is_no_fall():
    days = [reading(0, 850), *(reading(n, 850, line=Fraction(1)) for n in (1, 2, 3, 4))]
    assert played(RULE, days) == [(0, ARM), (1, MOVED)]
    lowered = [reading(0, 850), reading(1, 850, line=Fraction(1, 2)), reading(2, 100)]
    # Lowered below it: it is ready to fall again.
    assert played(RULE, [*lowered[:2], reading(2, 100, line=Fraction(1, 2))]) == [
        (0, ARM),
        (1, MOVED),
        (2, CROSSED),
    ]


def weeks(*tops, **about):
    return [reading(7 * at, top, **about) for at, top in enumerate(tops)]


@pytest.mark.parametrize(
    ("tops", "told"),
    [
        # Armed by two weeks without a slip, then three points in two weeks.
        ([800, 800, 800, 785, 770], [(14, ARM), (28, SLIPPED)]),
        ([800, 800, 800, 785, 771], [(14, ARM)]),
        # In between it rose: no slip, whatever the ends.
        ([800, 800, 800, 810, 760], [(14, ARM)]),
        # It goes on slipping: told once; armed again when less than a point is left.
        (
            [800, 800, 800, 785, 770, 750, 749, 749, 749, 700, 600],
            [(14, ARM), (28, SLIPPED), (49, ARM), (63, SLIPPED)],
        ),
    ],
)
def test_a_slip_is_sustained_week_by_week_and_told_once(tops, told):
    assert played(SLIDE, weeks(*tops)) == told


def test_shares_of_two_windows_are_no_slip():
    before = weeks(800, 800, 800)
    after = [reading(21, 700, start=DAY), reading(28, 600, start=DAY)]
    assert played(SLIDE, [*before, *after]) == [(14, ARM)]


def off(rule, one, points):
    """Whether a reading lies `points` beyond its line, in whole numbers."""
    top, of = one.line.numerator, one.line.denominator
    over = 100 * of * one.numerator - 100 * top * one.denominator
    if rule.looks_for == BELOW:
        return over + points * of * one.denominator < 0
    return over - points * of * one.denominator >= 0


def naive(rule, readings):
    """The same of a rule that falls or rises, told by looking back each time."""
    told, ready, line = [], False, None
    points, rearm = int(100 * rule.points), int(100 * rule.rearm)
    for at, one in enumerate(readings):
        if one.denominator is None or one.line is None:
            continue
        last = readings[max(at - rule.days + 1, 0) : at + 1] if rule.days else []
        stays = len(last) == rule.days > 0 and all(
            r.denominator is not None and r.line == one.line and off(rule, r, 0)
            for r in last
        )
        clear = not off(rule, one, -rearm)
        moved = line is not None and line != one.line
        if moved or (not ready and clear):
            told.append((at, MOVED if moved else ARM))
            ready, line = clear, one.line
        elif ready and (off(rule, one, points) or stays):
            told.append((at, CROSSED if off(rule, one, points) else STAYED))
            ready = False
    return told


LINES = st.sampled_from([None, *[FOUR_FIFTHS] * 12, Fraction(1)])
POINTS = st.integers(0, 3).map(lambda n: n * POINT)
DAYS = st.tuples(st.sampled_from([None, *range(74, 88)]), LINES)


@given(
    st.sampled_from([BELOW, ABOVE]),
    POINTS,
    POINTS,
    st.integers(0, 4),
    st.lists(DAYS, max_size=40),
)
def test_never_two_firings_without_being_armed_between_as_a_naive_look_back_says(
    looks_for, points, rearm, days, told
):
    rule = replace(
        RULE, looks_for=looks_for, points=points, rearm=rearm, days=days, least=0
    )
    series = [
        reading(at, top, None if top is None else 100, line=line)
        for at, (top, line) in enumerate(told)
    ]
    events = played(rule, series)
    assert events == naive(rule, series)

    now, ready = Standing(), False
    for one in series:
        wanted = days_needed(rule, one.day)
        have = [series[(d - DAY).days] for d in wanted if d >= DAY]
        now, event = step(rule, now, have)
        if event in FIRINGS:
            assert ready
            assert now.state == FIRED
        ready = now.state == ARMED
        assert now.state in (WAITING, ARMED, FIRED)


COUNTS = st.integers(0, 30).flatmap(
    lambda of: st.tuples(st.integers(0, of), st.just(of))
)


@given(st.lists(st.tuples(COUNTS, COUNTS), max_size=6))
def test_what_stands_behind_a_change_adds_up_to_it_exactly(pairs):
    parts = [
        Part(str(at), then, (then[0] + more[0], then[1] + more[1]))
        for at, (then, more) in enumerate(pairs)
    ]
    moved = behind(parts)
    sums = [
        [sum(p[k] for p in side) for k in (0, 1)]
        for side in (
            [part.then for part in parts],
            [part.now for part in parts],
        )
    ]
    if not sums[0][1]:
        assert moved == []
        return
    change = Fraction(*sums[1]) - Fraction(*sums[0])
    assert sum((by for _, by in moved), Fraction(0)) == change
    assert [by for _, by in moved] == sorted(by for _, by in moved)
