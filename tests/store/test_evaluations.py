"""Evaluations are frozen: only what differs is stored, nothing is ever edited."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from core.kinds import TARGETS, UNITS
from store.evaluations import freeze
from store.frozen import newest
from store.schema import standing
from tests.store import rows


def plan(db) -> None:
    rows.load(
        db,
        rows.part(
            TARGETS,
            {
                "plan": "k",
                "indicator": "online_dossiers",
                "value": "0.8",
                "deadline": "2025-07-30",
                "starts_on": date(2025, 7, 1),
                "issued_on": date(2025, 7, 1),
                "scope_kind": "all",
                "official": "1",
            },
        ),
    )


def standings(db) -> int:
    with db.read() as connection:
        return connection.scalar(select(func.count()).select_from(standing))


def frozen(db, until=None, unit="a"):
    with db.read() as connection:
        found = newest(connection, "standing", until)
    chosen = found[
        (found["indicator"] == "online_dossiers")
        & (found["reading"] == "own")
        & (found["unit_code"] == unit)
    ]
    return chosen.iloc[0]


def test_an_evaluation_holds_the_plans_readings_and_all_twelve_cumulated(db):
    rows.place(db)
    plan(db)
    rows.dossiers(db, rows.dossier(channel="online"))

    freeze(db, "load")

    # Three units; the plan's one indicator over its own window, and twelve.
    assert standings(db) == 3 * 13
    assert (frozen(db).numerator, frozen(db).denominator) == (1, 1)
    assert (frozen(db)["rank"], frozen(db).status) == (1, "met")


def test_only_rows_that_differ_are_stored_again(db):
    rows.place(db)
    plan(db)
    rows.dossiers(db, rows.dossier(channel="online"))
    freeze(db, "load")
    before = standings(db)

    freeze(db, "nightly")

    assert standings(db) == before


def test_an_older_evaluation_can_be_reopened_as_it_was(db):
    rows.place(db)
    plan(db)
    rows.dossiers(db, rows.dossier(channel="online"))
    first = freeze(db, "load")
    rows.dossiers(db, rows.dossier("d2", channel="counter"))
    second = freeze(db, "load")

    assert frozen(db, first).denominator == 1
    assert frozen(db, second).denominator == 2
    assert frozen(db, first).status == "met"
    assert frozen(db, second).status == "on_track"


def test_a_unit_no_longer_in_force_is_marked_as_gone_not_lost(db):
    rows.place(db)
    plan(db)
    rows.dossiers(db, rows.dossier(channel="online"))
    first = freeze(db, "load")
    rows.load(
        db,
        rows.part(
            UNITS,
            {"code": "b", "name": "B", "kind": "ward", "valid_to": date(2025, 7, 1)},
        ),
    )
    freeze(db, "load")

    assert bool(frozen(db, first, unit="b").present) is True
    assert bool(frozen(db, unit="b").present) is False


def test_freezing_again_after_a_unit_left_stores_nothing_new(db):
    rows.place(db)
    plan(db)
    rows.load(
        db,
        rows.part(
            UNITS,
            {"code": "b", "name": "B", "kind": "ward", "valid_to": date(2025, 7, 1)},
        ),
    )
    rows.dossiers(db, rows.dossier(channel="online"))
    freeze(db, "load")
    freeze(db, "load")
    before = standings(db)

    freeze(db, "load")

    assert standings(db) == before
