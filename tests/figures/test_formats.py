"""Numbers and days as a reader of either language sees them."""

from datetime import date

import pytest

from core.language import set_language
from figures import formats


@pytest.fixture(autouse=True)
def vietnamese():
    set_language("vi")
    yield
    set_language("vi")


@pytest.mark.parametrize(
    ("lang", "number", "share"),
    [("vi", "1.234,5", "59,71\u00a0%"), ("en", "1,234.5", "59.71%")],
)
def test_each_language_has_its_own_signs(lang, number, share):
    set_language(lang)

    assert formats.number(1234.5, 1) == number
    assert formats.percent(0.59712) == share


@pytest.mark.parametrize("value", [None, float("nan")])
def test_what_is_not_known_is_a_dash_never_zero(value):
    assert formats.number(value) == "–"
    assert formats.percent(value) == "–"
    assert formats.points(value) == "–"
    assert formats.change(value) == "–"
    assert formats.target(value) == "–"


def test_a_share_below_one_is_never_shown_as_a_hundred():
    assert formats.percent(0.99999) == "99,99\u00a0%"
    assert formats.percent(1.0) == "100,00\u00a0%"


def test_a_target_has_no_decimals_that_say_nothing():
    assert formats.target(0.8) == "80\u00a0%"
    assert formats.target(0.705) == "70,50\u00a0%"


def test_a_gap_that_rounds_to_nothing_is_still_a_gap():
    assert formats.points(-0.0004) == "0,04"
    assert formats.points(0.248) == "24,8"


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.042, "▲\u00a04,2"), (-0.009, "▼\u00a00,9"), (0, "0,0")],
)
def test_a_change_carries_its_direction_beside_its_colour(share, said):
    assert formats.change(share) == said


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [(3, 7, "▲\u00a04"), (7, 3, "▼\u00a04"), (3, 3, "="), (None, 3, "–")],
)
def test_places_are_won_downwards(now, before, said):
    assert formats.places(now, before) == said


def test_days_are_written_day_month_year():
    assert formats.day(date(2025, 7, 24)) == "24/7/2025"
    assert formats.day(date(2025, 7, 24), year=False) == "24/7"
    assert formats.day(None) == "–"


def test_a_moment_is_told_in_local_time():
    assert formats.moment("2025-07-24T19:00:00Z") == "25/7/2025 02:00"
    assert formats.moment("2025-07-24") == "24/7/2025"
    assert formats.moment("") == "–"
