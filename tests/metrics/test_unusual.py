"""How far a week lies from earlier ones: borders, and a second, plain reckoning."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from core.holidays import public_holidays
from metrics.catalogue import LEVELS, Catalogue
from metrics.unlike import compare
from metrics.unusual import complete_weeks, days_worth, mix, share, speed, volume
from metrics.weeks import LONGEST, UnitWeeks, took, turned
from tests.metrics.plain_weeks import plain

OFF = public_holidays("VN", 2024, 2025)
LEAST = {
    "unusual_volume": 20,
    "unusual_share": 20,
    "unusual_mix": 50,
    "unusual_speed": 20,
}


def mondays(*days: tuple[int, int]) -> list[date]:
    return [date(2025, month, day) for month, day in days]


def test_the_week_of_tet_is_none_and_that_of_the_national_day_has_three_days():
    tet = complete_weeks(date(2025, 1, 13), date(2025, 2, 14), OFF)
    national = complete_weeks(date(2025, 8, 25), date(2025, 9, 5), OFF)

    assert [one.first for one in tet] == mondays((1, 13), (1, 20), (2, 3), (2, 10))
    assert [len(one.days) for one in tet] == [5, 5, 5, 5]
    assert [len(one.days) for one in national] == [5, 3]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2025, 6, 2), date(2025, 6, 6), 1),
        (date(2025, 6, 2), date(2025, 6, 5), 0),
        (date(2025, 6, 3), date(2025, 6, 15), 1),
        (date(2025, 6, 2), date(2025, 6, 1), 0),
        # On 2 May nobody works, so Tuesday ends that week.
        (date(2025, 4, 28), date(2025, 4, 29), 1),
        (date(2025, 1, 1), date(2025, 7, 20), 13),
    ],
)
def test_a_week_counts_once_all_its_working_days_are_there(first, last, found):
    assert len(complete_weeks(first, last, OFF)) == found


def test_the_fewer_days_of_a_holiday_week_are_no_fewer_dossiers():
    weeks = complete_weeks(date(2025, 7, 28), date(2025, 9, 5), OFF)
    # 20 dossiers on a Monday, 10 on any other working day.
    by_day = {d: 20 - 10 * (d.weekday() > 0) for one in weeks for d in one.days}
    counts = np.array([sum(by_day[d] for d in one.days) for one in weeks], float)

    compared = volume(counts, days_worth(weeks, by_day))

    assert counts.tolist() == [60, 60, 60, 60, 60, 30]
    assert compared.usual == pytest.approx(30)
    assert volume(counts, [1] * 6).usual == 60


def test_a_weekday_that_never_had_data_is_worth_a_mean_day():
    weeks = complete_weeks(date(2025, 6, 2), date(2025, 6, 13), OFF)

    assert days_worth(weeks, {}) == (5, 5)
    mondays_off = [day for day in weeks[0].days if day.weekday() == 0]
    there = complete_weeks(date(2025, 6, 2), date(2025, 6, 13), mondays_off)
    by_day = dict.fromkeys(there[0].days, 7)
    assert days_worth(there, by_day) == (4, 5)


def unit(code="00004", weeks=6, newest=40, usual=40, online=0.5, now=0.5, **more):
    """A unit of one procedure with as many dossiers each week, but the newest."""
    came = np.array([[float(usual)]] * (weeks - 1) + [[float(newest)]])
    by_way = np.round(came * np.array([[online]] * (weeks - 1) + [[now]]))
    taken = np.zeros((weeks, LONGEST + 1))
    taken[:, 2] = came[:, 0]
    return UnitWeeks(code, ("p",), (5.0,) * weeks, came, by_way, taken, **more)


def told(*units, limit=5.0, least=LEAST):
    found = compare(units, least)
    return {(one.check, one.unit) for one in found if one.compared.times > limit}


def test_four_earlier_weeks_are_a_history_and_three_are_none():
    drop = {"usual": 200, "newest": 20}

    assert ("unusual_volume", "00004") in told(unit(weeks=5, **drop))
    assert compare([unit(weeks=4, **drop)], LEAST) == []


@pytest.mark.parametrize(("dossiers", "looked"), [(19, set()), (20, set(LEAST))])
def test_few_dossiers_are_never_told(dossiers, looked):
    least = {**LEAST, "unusual_mix": 20}
    small = unit(usual=dossiers, newest=dossiers, now=1.0)
    two = np.array([[dossiers - 8.0, 8.0]] * 6)
    small = replace(small, procedures=("p", "q"), received=two, online=two)

    assert {one.check for one in compare([small], least)} == looked


def test_a_check_that_is_off_looks_at_nothing():
    lone = {"unusual_speed": 20.0}

    assert {one.check for one in compare([unit()], lone)} == {"unusual_speed"}


def test_a_changed_offer_makes_the_share_of_that_procedure_no_matter_of_the_unit():
    risen = unit(usual=200, newest=200, online=0.1, now=0.6)
    alike = unit(usual=200, newest=200, online=0.1, now=0.6, turned=("p",))

    def procedures(one):
        found = compare([one], LEAST)
        return {look.procedure for look in found if look.check == "unusual_share"}

    assert procedures(risen) == {"", "p"}
    assert procedures(alike) == {""}


@pytest.mark.parametrize(("units", "flagged"), [(7, 7), (8, 0)])
def test_what_moved_alike_at_eight_units_is_told_of_the_whole_alone(units, flagged):
    risen = [unit(f"{n:05d}", online=0.1, now=0.9) for n in range(units)]
    whole = unit("", usual=40 * units, newest=40 * units, online=0.1, now=0.9)

    found = told(whole, *risen)

    assert len({code for _, code in found if code}) == flagged
    assert ("unusual_share", "") in found


def test_one_that_moved_alone_is_told_beside_those_that_moved_alike():
    risen = [unit(f"{n:05d}", usual=90, newest=90, now=0.6) for n in range(9)]
    alone = unit("00099", usual=90, newest=90, now=0.1)

    assert told(*risen, alone) == {("unusual_share", "00099")}


def test_what_rose_alike_in_earlier_weeks_hides_nobody_who_fell():
    path = np.array([[0.1], [0.2], [0.3], [0.4], [0.5], [0.6]])
    came = np.full((6, 1), 400.0)
    risen = [
        replace(unit(f"{n:05d}"), received=came, online=came * path) for n in range(9)
    ]
    fallen = replace(risen[0], code="00099", online=came * path)
    fallen.online[-1] = 400 * 0.45

    assert told(*risen, fallen) == {("unusual_share", "00099")}
    # Against its own weeks alone nothing would be seen.
    assert told(fallen) == set()


def test_a_dossier_that_lay_for_a_year_does_not_speak_for_all():
    taken = np.zeros((6, LONGEST + 1))
    taken[:, 1] = 20
    taken[-1, 1], taken[-1, LONGEST] = 19, 1

    compared, days = speed(taken)

    assert days == 1
    assert compared.times < 5


@pytest.mark.parametrize(("now", "than"), [(8, 5), (0, 4)])
def test_slower_and_faster_are_both_seen(now, than):
    taken = np.zeros((6, LONGEST + 1))
    taken[:-1, 5] = 40
    taken[-1, now] = 40

    compared, days = speed(taken)

    assert days == than
    assert compared.times > 5


def test_without_dossiers_now_or_before_nothing_is_compared():
    none, some = np.zeros(6), np.full(6, 30.0)
    early, late = some.copy(), some.copy()
    early[:-1], late[-1] = 0, 0

    assert share(none, early) is None
    assert share(none, late) is None
    assert mix(np.array([early, early]).T) is None
    assert mix(np.array([late, late]).T) is None
    assert speed(np.array([late, late]).T) is None
    # Four of five earlier weeks are enough.
    some[0] = 0
    assert speed(np.array([some, some]).T) is not None
    some[1] = 0
    assert speed(np.array([some, some]).T) is None


def test_all_online_before_does_not_make_one_at_the_counter_a_wonder():
    wholes = np.full(6, 40.0)
    parts = wholes.copy()
    parts[-1] = 39

    assert share(parts, wholes).times < 5


def test_working_days_taken_leave_out_weekends_and_holidays():
    weeks = complete_weeks(date(2025, 8, 25), date(2025, 9, 12), OFF)
    ended = pd.DataFrame(
        [
            ("a", date(2025, 8, 29), date(2025, 9, 3), 2),
            ("a", date(2025, 8, 30), date(2025, 8, 31), 1),
            ("b", date(2025, 1, 2), date(2025, 9, 12), 1),
            ("b", date(2025, 8, 1), date(2025, 8, 24), 9),
        ],
        columns=["unit_code", "day", "finished", "dossiers"],
    )

    found = took(ended, weeks, OFF)

    assert found[["unit_code", "week", "took", "dossiers"]].values.tolist() == [
        ["a", 1, 1, 2],
        ["a", 0, 0, 1],
        ["b", 2, LONGEST, 1],
    ]


def test_an_offer_that_began_or_ended_within_the_weeks_has_turned():
    first, last = date(2025, 6, 2), date(2025, 7, 20)
    spans = [
        ("same", "full", first - timedelta(days=9), last + timedelta(days=9)),
        ("never", "none", first, last),
        ("began", "none", first, last - timedelta(days=1)),
        ("began", "partial", last, date.max),
        ("ended", "online", date.min, first),
        ("ended", "info", first + timedelta(days=1), last),
        ("raised", "partial", first, date(2025, 6, 30)),
        ("raised", "full", date(2025, 7, 1), last),
        ("before", "none", date.min, first - timedelta(days=1)),
        ("before", "full", first, last),
        # In force, and offered, from July on.
        ("new", "full", date(2025, 7, 1), last),
    ]
    names = tuple(dict.fromkeys(name for name, *_ in spans))
    columns = [
        np.array(values, dtype=np.int64)
        for values in (
            [0] * len(spans),
            [names.index(name) for name, *_ in spans],
            [LEVELS.index(level) for _, level, _, _ in spans],
            [begins.toordinal() for _, _, begins, _ in spans],
            [ends.toordinal() for *_, ends in spans],
        )
    ]

    found = turned(Catalogue(("00004",), names, *columns), first, last)

    assert found == {("00004", "began"), ("00004", "ended")}


def random_units(seed):
    """Twelve units and the whole, with weeks of few days, empty and odd ones."""
    random = np.random.default_rng(seed)
    days = tuple(float(n) for n in random.integers(1, 6, 7))
    units = []
    for at in range(12):
        # Some began later, and so have fewer weeks.
        since = int(random.integers(0, 3)) * (at % 3 == 0)
        rate = random.gamma(0.7, 20, 5)
        came = random.poisson(rate * np.array(days)[:, None])
        came[random.integers(0, 7)] *= random.integers(0, 3)
        online = random.binomial(came, random.beta(1, 2, 5))
        taken = random.poisson(random.gamma(0.5, 6, (7, 9)))
        units.append((since, f"{at:05d}", came, online, taken))
    whole = tuple(sum(unit[place] for unit in units) for place in (2, 3, 4))
    return [
        (code, days[since:], *(table[since:] for table in tables))
        for since, code, *tables in [(0, "", *whole), *units]
    ]


@pytest.mark.parametrize("seed", range(6))
def test_a_plain_reckoning_finds_the_same(seed):
    units = random_units(seed)
    expected = plain(
        [(code, days, *(t.tolist() for t in rest)) for code, days, *rest in units]
    )

    found = compare(
        [
            UnitWeeks(code, tuple("01234"), days, *(t.astype(float) for t in rest))
            for code, days, *rest in units
        ],
        LEAST,
    )

    assert len(found) == len(expected) > 60
    for one in found:
        numbers = (one.compared.value, one.compared.usual, one.compared.swing)
        assert numbers == pytest.approx(expected[one.check, one.unit, one.procedure])


counts = st.lists(st.integers(0, 300), min_size=5, max_size=13)


@limits(max_examples=60)
@given(counts, st.integers(1, 4), st.randoms())
def test_the_order_of_earlier_weeks_tells_nothing_and_what_is_expected_has_bounds(
    received, parts, random
):
    table = np.array([[n, n // parts, n % 7] for n in received], dtype=float)
    order = list(range(len(received) - 1))
    random.shuffle(order)
    shuffled = table[[*order, len(received) - 1]]

    def all_of(came):
        days = (5.0,) * len(came)
        one = UnitWeeks("00004", tuple("012"), days, came, came // 2, came)
        return compare([one], dict.fromkeys(LEAST, 0.0))

    for one, other in zip(all_of(table), all_of(shuffled), strict=True):
        assert one.compared.times == pytest.approx(other.compared.times)
        low, high = one.compared.span(5)
        assert 0 <= low <= one.compared.usual <= high <= one.compared.most
        assert 0 <= one.compared.times < math.inf
