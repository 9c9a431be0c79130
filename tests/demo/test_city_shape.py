"""The demo city looks like the rollout that was told of (design notes, section 5)."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from demo.cast import choose_cast
from demo.dossiers import ONLINE, Dossiers, submit
from demo.handling import FINISHED, REFUSED, REGISTERED, RETURNED, handle
from demo.place import read_place
from demo.rollout import FULL, NONE, plan_rollout
from demo.volumes import arrive, ease

SEED = 2025
PLACE = read_place()
CAST = choose_cast(SEED, PLACE)
ROLLOUT = plan_rollout(SEED, PLACE, ease(PLACE))


@cache
def city() -> Dossiers:
    until = date(2025, 9, 30)
    arrivals = arrive(SEED, PLACE, date(2025, 6, 1), until, 2000)
    way = submit(SEED, PLACE, ROLLOUT, arrivals, CAST.level_unsaid)
    return handle(SEED, PLACE, arrivals, way, until)


def between(first: str, last: str) -> Dossiers:
    """What counts as received from `first` to `last`."""
    all_days = city()
    inside = (all_days.code_day >= np.datetime64(first)) & (
        all_days.code_day <= np.datetime64(last)
    )
    return all_days.take(inside & ~np.isin(all_days.status, (REGISTERED, REFUSED)))


def shares(first: str, last: str) -> tuple[float, float]:
    """Online and end to end, as shares of what was received."""
    found = between(first, last)
    online = found.channel == ONLINE
    return float(online.mean()), float((online & (found.level == FULL)).mean())


@pytest.mark.parametrize(
    ("first", "last", "at_least", "at_most"),
    [
        ("2025-06-01", "2025-06-30", 0.0, 0.01),
        ("2025-07-01", "2025-07-24", 0.18, 0.26),
        ("2025-07-25", "2025-07-31", 0.25, 0.42),
        ("2025-09-22", "2025-09-30", 0.56, 0.66),
    ],
)
def test_dossiers_online_rise_as_told(first, last, at_least, at_most):
    online, end_to_end = shares(first, last)

    assert at_least < online < at_most
    assert end_to_end < 0.75 * online


@pytest.mark.parametrize(
    ("day", "online", "end_to_end"),
    [
        (date(2025, 6, 30), 0.13, 0.01),
        (date(2025, 7, 24), 0.555, 0.14),
        (date(2025, 9, 30), 0.90, 0.35),
    ],
)
def test_procedures_offered_are_those_of_the_pictures(day, online, end_to_end):
    level = levels(day)

    assert (level > NONE).mean() == pytest.approx(online, abs=0.03)
    assert (level == FULL).mean() == pytest.approx(end_to_end, abs=0.03)


def levels(day: date) -> np.ndarray:
    unit, procedure = np.indices(ROLLOUT.online_from.shape)
    return ROLLOUT.level(unit, procedure, np.full(unit.shape, day.toordinal()))


def test_communes_differ_and_a_few_have_met_the_target_on_24_july():
    offered = (levels(date(2025, 7, 24)) > NONE).mean(axis=1)

    assert offered.min() < 0.3
    assert offered.max() > 0.8
    assert 1 <= (offered >= 0.8).sum() < 12


def test_volumes_are_skewed_around_fifty_a_commune_and_quiet_at_weekends():
    days = np.unique(city().code_day)
    working = days[np.is_busday(days)]
    found = city().take(np.isin(city().code_day, working))
    by_unit = 4 * np.bincount(found.unit) / working.size

    assert 40 < np.median(by_unit) < 65
    assert by_unit.max() > 3 * np.median(by_unit)
    assert len(found) > 0.95 * len(city())


def test_counters_close_for_lunch():
    hour = (city().received - city().code_day).astype("timedelta64[h]").astype(int)

    assert (hour == 12).mean() < 0.2 * (hour == 9).mean()


def test_nothing_is_finished_before_it_came_or_handed_over_before_it_was_finished():
    all_days = city()
    done = all_days.take(np.isin(all_days.status, (FINISHED, RETURNED)))

    assert not (done.finished < done.received).any()
    assert not (done.returned < done.finished).any()
    assert not (all_days.submitted > all_days.received).any()


def test_nearly_all_is_on_time_and_not_all():
    done = city().take(np.isin(city().status, (FINISHED, RETURNED)))

    assert 0.0005 < (done.finished > done.due).mean() < 0.01


def test_a_believable_part_of_online_dossiers_is_handed_in_by_helpers():
    online = between("2025-07-01", "2025-09-30")
    online = online.take(online.channel == ONLINE)

    assert 0.15 < np.isin(online.submitter, (1, 2, 3)).mean() < 0.45
