"""Public holidays of a country, from the `holidays` library: no list of our own.

The library is imported where it is asked: few commands need it, all would wait for it.
"""

from __future__ import annotations

from datetime import date
from functools import cache


def countries() -> frozenset[str]:
    """The two-letter codes whose holidays are known."""
    import holidays

    return frozenset(holidays.list_supported_countries())


@cache
def public_holidays(country: str, first_year: int, last_year: int) -> frozenset[date]:
    """The days off of `country` in these years, days in lieu included. What the
    government moves at short notice an office loads as events of kind `holiday`."""
    import holidays

    years = range(first_year, last_year + 1)
    return frozenset(holidays.country_holidays(country, years=years))
