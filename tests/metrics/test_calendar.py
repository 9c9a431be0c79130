"""Working days, from Monday to Friday without the days off."""

from __future__ import annotations

from datetime import date

import pytest

from core.errors import SettingsError
from core.holidays import public_holidays
from core.settings import settings
from metrics.calendar import kind_of_day, working_days

TET = public_holidays("VN", 2025, 2025)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2025, 7, 21), date(2025, 7, 27), 5),
        (date(2025, 7, 25), date(2025, 7, 25), 1),
        (date(2025, 7, 26), date(2025, 7, 27), 0),
        (date(2025, 7, 27), date(2025, 7, 21), 0),
        # Tet: the week of 27 January has no working day.
        (date(2025, 1, 27), date(2025, 2, 2), 0),
        # National Day on Tuesday 2 September, with the day before it.
        (date(2025, 9, 1), date(2025, 9, 7), 3),
    ],
)
def test_working_days_leave_out_weekends_and_holidays(first, last, days):
    assert len(working_days(first, last, TET)) == days


def test_days_are_alike_by_kind():
    kinds = [kind_of_day(date(2025, 9, day), TET) for day in (1, 3, 6)]

    assert kinds == ["holiday", "working", "weekend"]


def test_a_country_without_known_holidays_is_refused(monkeypatch):
    monkeypatch.setenv("HAICAP_COUNTRY", "XX")
    settings.cache_clear()

    with pytest.raises(SettingsError, match="XX"):
        settings()
    settings.cache_clear()
