"""What is expected of a unit by its own history, and what it lacks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.calendar import working_days
from metrics.completeness import Period, of_days, of_periods, reports_daily, runs

MONDAY = date(2025, 7, 7)
FIRST, LAST = MONDAY, date(2025, 8, 3)
WEEKDAYS = working_days(FIRST, LAST, ())


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def test_a_unit_is_expected_on_each_working_day_from_its_first_on():
    had = {day(1), day(2), day(3), day(4), day(8), day(9)}
    told = of_days(had, working_days(day(0), day(9), ()), ())

    assert (told.expected, told.missing) == (7, (Period(day(7), day(7)),))
    assert told.is_complete is False


@pytest.mark.parametrize(
    ("worked", "daily"),
    [
        ([], False),
        ([0, 1, 2, 3], False),
        ([0, 1, 2, 3, 4], True),
        # Four of the five working days from the first to the last: exactly enough.
        ([0, 1, 2, 4, 7, 8, 9, 11], True),
        ([0, 7, 14, 21, 28], False),
        # Weekends are no history.
        ([5, 6, 12, 13, 19, 20], False),
    ],
)
def test_a_daily_history_is_most_working_days_of_a_week_or_more(worked, daily):
    assert reports_daily({day(number) for number in worked}, ()) is daily


def test_nothing_is_expected_without_a_history():
    told = of_days({day(0)}, WEEKDAYS, ())

    assert (told.basis, told.expected, told.is_complete) == ("", 0, None)


def test_a_unit_that_fell_silent_lacks_every_day_since():
    had = {day(number) for number in range(5)}
    told = of_days(had, working_days(day(0), day(18), ()), ())

    assert [one.first for one in told.missing] == working_days(day(7), day(18), ())
    assert runs(told.missing) == [Period(day(7), day(18))]


def test_a_day_off_is_neither_expected_nor_a_gap_between_runs():
    holiday = {day(8)}
    had = {day(number) for number in range(5)}
    told = of_days(had, working_days(day(0), day(10), holiday), holiday)

    assert day(8) not in [one.first for one in told.missing]
    assert runs(told.missing, holiday) == [Period(day(7), day(10))]


@given(
    had=st.sets(st.dates(FIRST, LAST)),
    opened=st.sets(st.sampled_from(WEEKDAYS)),
    holidays=st.sets(st.sampled_from(WEEKDAYS), max_size=4),
)
def test_days_are_what_a_plain_walk_over_the_calendar_says(had, opened, holidays):
    open_days = sorted(opened - holidays)
    told = of_days(had, open_days, holidays)
    worked, span, at = 0, 0, FIRST
    own = [d for d in had if d.weekday() < 5 and d not in holidays]
    while own and at <= LAST:
        if min(own) <= at <= max(own) and at.weekday() < 5 and at not in holidays:
            span += 1
            worked += at in had
        at += timedelta(days=1)
    if worked < 5 or worked * 5 < span * 4:
        assert told.basis == ""
        return
    wanted = [d for d in open_days if d >= min(had)]
    assert told.expected == len(wanted)
    assert [one.first for one in told.missing] == [d for d in wanted if d not in had]


def month(number: int) -> Period:
    after = date(2025, number + 1, 1)
    return Period(date(2025, number, 1), after - timedelta(days=1))


YEAR = Period(date(2025, 1, 1), date(2025, 10, 15))


def test_months_are_expected_month_by_month_whatever_their_length():
    told = of_periods([month(1), month(2), month(4)], YEAR)

    assert told.missing == tuple(month(number) for number in (3, 5, 6, 7, 8, 9))
    assert told.expected == 9
    assert told.due == month(10)


def test_a_longer_report_covers_the_periods_within_it():
    quarter = Period(date(2025, 4, 1), date(2025, 6, 30))
    window = Period(YEAR.first, date(2025, 6, 30))
    told = of_periods([month(1), month(2), month(3), quarter], window)

    assert told.missing == ()
    assert told.due == month(7)


def test_one_report_alone_is_no_history():
    assert of_periods([month(1)], YEAR).basis == ""
    assert of_periods([], YEAR).basis == ""


def test_periods_that_are_not_over_are_not_missing():
    told = of_periods([month(7), month(8)], Period(YEAR.first, date(2025, 9, 29)))

    assert told.missing == ()
    assert told.due == month(9)


@given(weeks=st.sets(st.integers(0, 20), min_size=2), last=st.integers(0, 24))
def test_weeks_are_what_counting_them_says(weeks, last):
    def week(number: int) -> Period:
        first = MONDAY + timedelta(weeks=number)
        return Period(first, first + timedelta(days=6))

    told = of_periods([week(n) for n in weeks], Period(MONDAY, week(last).last))
    wanted = [n for n in range(min(weeks), last + 1)]
    assert told.expected == len(wanted)
    assert told.missing == tuple(week(n) for n in wanted if n not in weeks)
