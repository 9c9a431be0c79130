"""When a procedure counts as solved, held to a second, plain way of telling it."""

from __future__ import annotations

from fractions import Fraction
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.solved import Rule, cut, rise, rises

RULE = Rule(26, Fraction(20), Fraction(10), 30, 3, 10, Fraction("4.5"), 4)
ASKED = Rule(26, Fraction(20), Fraction(10), 6, 2, 3, Fraction(1), 4)
# The others: a tenth online in every week.
IDLE = ([10] * 8, [100] * 8)


def shares(online: str, received: int = 20) -> tuple[list[int], list[int]]:
    """Weeks with so many of `received` online each."""
    counts = [int(word) for word in online.split()]
    return counts, [received] * len(counts)


def test_a_rise_that_holds_is_dated_by_its_first_week_and_told_with_all_counts():
    found = rise(*shares("2 2 1 3 12 13 12 14"), *IDLE, RULE)

    assert found is not None
    assert found.week == 4
    assert (found.before, found.after) == ((8, 80), (51, 80))
    assert found.newest == (39, 60)
    assert (found.others_before, found.others_after) == ((40, 400), (40, 400))
    assert found.rise.value == pytest.approx(43 / 80)
    assert found.rise.low > 0
    assert found.more == 51 - 8


def test_a_rise_that_fell_again_is_not_told():
    assert rise(*shares("2 2 2 2 14 14 14 14"), *IDLE, RULE) is not None
    assert rise(*shares("2 2 2 14 14 2 2 2"), *IDLE, RULE) is None
    # The mean of the weeks after still lies high, the newest three do not.
    assert rise(*shares("2 2 2 18 18 5 5 5"), *IDLE, RULE) is None


def test_who_rose_as_all_others_rose_is_not_told():
    mine = shares("2 2 2 2 12 12 12 12")
    all_alike = ([10, 10, 10, 10, 60, 60, 60, 60], [100] * 8)
    hardly = ([10, 10, 10, 10, 50, 50, 50, 50], [100] * 8)

    assert rise(*mine, *all_alike, RULE) is None
    # 50 points against 40: exactly the ten that are asked for.
    assert rise(*mine, *hardly, RULE) is not None


def test_without_any_other_unit_nothing_is_said_of_others():
    found = rise(*shares("2 2 2 2 12 12 12 12"), [0] * 8, [0] * 8, RULE)

    assert found is not None
    assert (found.others_before, found.others_after) == (None, None)


@pytest.mark.parametrize(
    ("online", "received"),
    [
        ("0 0 0 0 4 4 4 4", 7),  # 28 dossiers before: two too few
        ("0 0 20 20 20 20 20 20", 20),  # two weeks before
        ("0 0 0 0 0 0 20 20", 20),  # held for two weeks
        ("4 4 4 4 7 7 8 7", 20),  # below 20 points
        ("10 10 10 10 10 10 10 10", 20),
    ],
)
def test_what_lacks_one_part_of_the_rule_is_not_told(online, received):
    assert rise(*shares(online, received), *IDLE, RULE) is None


def test_the_least_rise_itself_is_one():
    exactly = [1000] * 8, [10000] * 8
    mine = ([20] * 4 + [60] * 4, [200] * 8)

    assert rise(*mine, *exactly, RULE) is not None
    almost = ([20] * 4 + [60] * 3 + [59], [200] * 8)
    assert rise(*almost, *exactly, RULE) is None


def test_weeks_without_dossiers_are_no_weeks_before_or_after():
    online, received = [2, 0, 2, 0, 2, 0, 15, 15, 15], [20, 0, 20, 0, 20, 0, 20, 20, 20]
    idle = [10] * 9, [100] * 9

    found = rise(online, received, *idle, RULE)

    # Not the empty week before it, which would explain as much.
    assert found is not None
    assert found.week == 6
    assert rise(online[:-1], received[:-1], idle[0][:8], idle[1][:8], RULE) is None


def test_a_newest_week_with_hardly_a_dossier_tells_nothing():
    online = [2, 2, 2, 14, 14, 14, 3, 3, 3]
    received = [20, 20, 20, 20, 20, 20, 3, 3, 3]

    # Nine of nine, but nine are not ten.
    assert rise(online, received, [10] * 9, [100] * 9, RULE) is None


def naive(online, received, others_online, others_received, rule):
    """The rule once more, sentence by sentence."""
    apart = {
        week: mean_square(online, received, week)
        for week in range(1, len(online))
        if received[week]
    }
    known = {week: left for week, left in apart.items() if left is not None}
    if not known:
        return None
    week = min(known, key=lambda one: (known[one], one))
    (p1, n1), (p2, n2) = halves(online, received, week)
    used = [sum(1 for n in part if n) for part in (received[:week], received[week:])]
    newest = sum(received[-rule.held :])
    asked = (
        min(n1, n2) >= rule.least,
        min(used) >= rule.held,
        p2 - p1 >= rule.points / 100,
        newest >= rule.newest,
        newest and sum(online[-rule.held :]) >= (p1 + rule.points / 100) * newest,
        beyond(others_online, others_received, week, p2 - p1, rule),
    )
    return week if all(asked) and surely(p1, n1, p2, n2, float(rule.sure)) else None


def halves(online, received, week):
    """The share and the dossiers before a week, and from it on; no share of none."""
    told = []
    for part in (slice(week), slice(week, None)):
        n = sum(received[part])
        told.append((Fraction(sum(online[part]), n) if n else None, n))
    return told


def beyond(online, received, week, rose, rule):
    (p1, n1), (p2, n2) = halves(online, received, week)
    return not n1 or not n2 or rose - (p2 - p1) >= rule.beyond / 100


def surely(p1, n1, p2, n2, z):
    """Whether Newcombe's lower limit of p2 - p1 lies above nothing."""
    _low1, high1 = wilson(float(p1), n1, z)
    low2, _high2 = wilson(float(p2), n2, z)
    away = sqrt((float(p2) - low2) ** 2 + (high1 - float(p1)) ** 2)
    return float(p2 - p1) - away > 0


def wilson(p, n, z):
    """The roots of (p - t)^2 = z^2 t (1 - t) / n."""
    a, b, c = 1 + z * z / n, -(2 * p + z * z / n), p * p
    root = sqrt(max(b * b - 4 * a * c, 0))
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


@st.composite
def cities(draw):
    """Some units and one or two procedures over a few weeks."""
    weeks = draw(st.integers(2, 9))
    rows = draw(st.integers(1, 6))
    groups = draw(st.lists(st.integers(0, 1), min_size=rows, max_size=rows))
    counts = st.lists(st.integers(0, 12), min_size=weeks, max_size=weeks)
    received = [draw(counts) for _ in range(rows)]
    online = [
        [draw(st.integers(0, n) | st.sampled_from([0, n])) for n in row]
        for row in received
    ]
    return np.array(online), np.array(received), groups


@settings(max_examples=400, deadline=None)
@given(cities())
def test_it_is_what_a_plain_reading_of_the_rule_tells(city):
    online, received, groups = city

    found = {row: one.week for row, one in rises(online, received, groups, ASKED)}

    expected = {}
    for row, group in enumerate(groups):
        beside = [r for r, g in enumerate(groups) if g == group and r != row]
        rest = [
            counts[beside].sum(axis=0).tolist() if beside else [0] * counts.shape[1]
            for counts in (online, received)
        ]
        mine = (online[row].tolist(), received[row].tolist())
        week = naive(*mine, *rest, ASKED)
        if week is not None:
            expected[row] = week
    assert found == expected


@settings(max_examples=200, deadline=None)
@given(cities())
def test_a_cut_explains_at_least_as_much_as_every_other(city):
    online, received, _groups = city
    for mine, of in zip(online.tolist(), received.tolist(), strict=True):
        week = cut(mine, of)
        if week is not None:
            assert of[week] > 0
            told = [mean_square(mine, of, other) for other in range(1, len(of))]
            assert told[week - 1] == min(one for one in told if one is not None)


def mean_square(online, received, week):
    """How far the dossiers lie from the share of their part, squared and added; None
    without dossiers in one of the parts."""
    parts = (slice(week), slice(week, None))
    if not all(sum(received[part]) for part in parts):
        return None
    added = Fraction(0)
    for part in parts:
        o, n = sum(online[part]), sum(received[part])
        share = Fraction(o, n)
        added += o * (1 - share) ** 2 + (n - o) * share**2
    return added


def test_where_nothing_changed_hardly_anyone_is_told():
    """What docs/solved.md says of false alarms: shares that stay, but for six points up
    and down a week, in a city of Hanoi's size."""
    draw = np.random.default_rng(20250721)
    units, procedures, weeks = 126, 208, 26
    size = (units * procedures, 1)
    received = draw.poisson(np.broadcast_to(draw.gamma(1, 6, size), (size[0], weeks)))
    share = draw.beta(5, 5, size) + draw.normal(0, 0.06, received.shape)
    online = draw.binomial(received, np.clip(share, 0, 1))

    told = list(rises(online, received, np.tile(np.arange(procedures), units), RULE))

    enough = int((received.sum(axis=1) >= 2 * RULE.least).sum())
    assert enough > 15_000
    assert len(told) <= enough / 5_000


def test_what_rose_by_half_is_found_nearly_always():
    draw = np.random.default_rng(20250722)
    rows, weeks = 200, 16
    received = draw.poisson(12, (rows, weeks))
    share = np.where(np.arange(weeks) < 8, 0.15, 0.65)
    online = draw.binomial(received, np.broadcast_to(share, received.shape))

    # Each of a procedure of its own: no others.
    found = dict(rises(online, received, list(range(rows)), RULE))

    assert len(found) >= 195
    assert sum(1 for one in found.values() if abs(one.week - 8) <= 1) >= 190
