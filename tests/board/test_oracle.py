"""The board against a second, naive reading of the contract, on random cities."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from metrics.indicators import INDICATORS
from metrics.questions import Question
from tests import oracle
from tests.board.cities import FIRST, LAST, PLAN, Filled, cities

KEYS = [indicator.key for indicator in INDICATORS]
KINDS = st.sampled_from([(), ("ward",), ("ward", "commune"), ("city",)])


def same(told: object, expected: object) -> bool:
    if expected is None or told is None:
        return told is expected
    if isinstance(expected, str):
        return told == expected
    return abs(float(told) - float(expected)) < 1e-12


def hold_ranking(board, city, key, first, as_of, kinds) -> None:
    question = Question(
        key, plan=PLAN if city.targets else "", start=first, as_of=as_of, kinds=kinds
    )
    frame = board.ranking(question).frame
    expected = oracle.ranking(city, key, first, as_of, kinds)
    told = {row["unit_code"]: row for row in frame.to_dict("records")}
    assert set(told) == set(expected)
    for code, row in expected.items():
        differing = {
            column: (told[code][column], value)
            for column, value in row.items()
            if not same(told[code][column], value)
        }
        assert not differing, (key, code, differing)


@given(
    city=cities(),
    first=st.dates(FIRST, date(2025, 7, 10)),
    as_of=st.dates(date(2025, 7, 1), LAST + timedelta(days=20)),
    kinds=KINDS,
)
@rules(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_ranking_is_what_a_naive_reading_of_the_contract_says(
    sqlite_template, city, first, as_of, kinds
):
    with Filled(sqlite_template, city) as board:
        for key in KEYS:
            hold_ranking(board, city, key, first, as_of, kinds)
            _hold_coverage(board, city, key, first, as_of)


def _hold_coverage(board, city, key, first, as_of) -> None:
    """Of units without children that only have dossiers."""
    if key in oracle.CATALOGUE:
        return
    reporting = {row["unit_code"] for row in city.counts}
    question = Question(key, start=first, as_of=as_of)
    frame = board.ranking(question).frame.set_index("unit_code")
    for code in set(city.leaves()) - reporting:
        expected = oracle.coverage_of_dossiers(city, key, code, first, as_of)
        assert same(frame["coverage"][code], expected), (key, code)


@given(
    city=cities(),
    first=st.dates(FIRST, date(2025, 7, 5)),
    last=st.dates(date(2025, 7, 6), LAST + timedelta(days=5)),
    key=st.sampled_from(KEYS),
)
@rules(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_trend_reads_each_period_as_a_window_of_its_own(
    sqlite_template, city, first, last, key
):
    with Filled(sqlite_template, city) as board:
        for step in ("day", "week", "month", "cumulative"):
            hold_trend(board, city, key, first, last, step)


def hold_trend(board, city, key, first, last, step) -> None:
    codes = tuple(unit["code"] for unit in city.units)
    frame = board.trend(key, codes, start=first, end=last, step=step).frame
    spans = expected_spans(step, first, last)
    assert len(frame) == len(spans) * len(codes)
    for row in frame.to_dict("records"):
        period = (row["period_start"], row["period_end"])
        assert period in spans
        expected = oracle.amount(city, key, row["unit_code"], *period)
        assert (row["numerator"], row["denominator"]) == expected
        value = oracle.value(city, key, row["unit_code"], *period)
        assert same(row["value"], value)


def expected_spans(step: str, first: date, last: date) -> list[tuple[date, date]]:
    """Each day is put into its period; the outer ones are cut to what was asked."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    if step == "cumulative":
        return [(first, day) for day in days]
    names = {
        "day": lambda day: day,
        "week": lambda day: day.isocalendar()[:2],
        "month": lambda day: (day.year, day.month),
    }
    grouped: dict[object, list[date]] = {}
    for day in days:
        grouped.setdefault(names[step](day), []).append(day)
    return [(found[0], found[-1]) for found in grouped.values()]
