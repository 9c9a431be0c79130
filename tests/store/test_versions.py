"""Newer wins; absent columns stay; nothing is edited (contract, Identity and order)."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from core.kinds import COUNTS
from store.schema import daily_tally, dossier, rejected_row, reported_count
from tests.store import rows


def current(db, code="d1"):
    with db.read() as connection:
        return connection.execute(
            select(dossier).where(dossier.c.current, dossier.c.dossier_code == code)
        ).one()


def versions(db) -> int:
    with db.read() as connection:
        return connection.scalar(select(func.count()).select_from(dossier))


def test_a_column_absent_from_the_file_leaves_the_stored_value(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(channel="online", status="received"))
    rows.dossiers(db, rows.dossier(status="finished"))

    assert current(db).channel == "online"
    assert current(db).status == "finished"


def test_an_empty_cell_in_a_column_that_is_present_empties_it(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(channel="online"))
    rows.dossiers(db, rows.dossier(channel=""))

    assert current(db).channel == ""


@pytest.mark.parametrize(
    ("first", "second", "wins"),
    [
        ("2025-07-10T08:00:00Z", "2025-07-10T09:00:00Z", "second"),
        ("2025-07-10T09:00:00Z", "2025-07-10T08:00:00Z", "first"),
        ("2025-07-10T09:00:00Z", "2025-07-10T09:00:00Z", "second"),
        ("", "2025-07-10T08:00:00Z", "second"),
        ("2025-07-10T08:00:00Z", "", "second"),
        # By local day where either has no clock time: 20:00 UTC is the 11th in Hanoi.
        ("2025-07-10T20:00:00Z", "2025-07-10", "first"),
        ("2025-07-10T20:00:00Z", "2025-07-11", "second"),
    ],
)
def test_the_newer_row_replaces_and_at_a_tie_the_later_load(db, first, second, wins):
    rows.place(db)
    rows.dossiers(db, rows.dossier(channel="counter", updated_at=first))
    rows.dossiers(db, rows.dossier(channel="online", updated_at=second))

    assert current(db).channel == ("online" if wins == "second" else "counter")


def test_an_older_row_is_kept_beside_but_does_not_count(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(updated_at="2025-07-12"))
    taken = rows.dossiers(db, rows.dossier(unit_code="b", updated_at="2025-07-11"))

    assert (taken.accepted, versions(db)) == (1, 2)
    assert current(db).unit_code == "a"


def test_a_row_that_says_nothing_new_is_unchanged_and_not_kept_again(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(channel="online"))
    taken = rows.dossiers(db, rows.dossier(channel="online"))

    assert (taken.accepted, taken.unchanged, versions(db)) == (0, 1, 1)


def test_a_retried_row_keeps_the_place_of_its_first_load(db):
    rows.place(db)
    first = rows.dossiers(db, rows.dossier("other"))
    rows.dossiers(db, rows.dossier(channel="online"))
    rows.dossiers(db, rows.dossier(channel="counter"), retry_of=first.load_id)

    assert current(db).channel == "online"


def test_a_correction_leaves_the_unit_procedure_and_day_it_counted_at(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(day="2025-07-10"))
    rows.dossiers(db, rows.dossier(day="2025-07-12", unit_code="b", procedure_code="q"))

    with db.read() as connection:
        found = connection.execute(select(daily_tally)).all()
    assert [(r.unit_code, r.procedure_code, r.day.day, r.received) for r in found] == [
        ("b", "q", 12, 1)
    ]


def test_a_deleted_dossier_no_longer_counts(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier(deleted=""), rows.dossier("d2", deleted=""))
    rows.dossiers(db, rows.dossier(deleted="1"))

    with db.read() as connection:
        assert connection.scalar(select(func.sum(daily_tally.c.received))) == 1


@pytest.mark.parametrize(
    ("due", "finished", "returned", "word"),
    [
        ("", "", "", "on_time"),
        ("2025-07-12", "", "", ""),
        ("2025-07-12", "2025-07-12T16:59:00Z", "", "on_time"),
        # 17:00 UTC is midnight of the 13th in Hanoi.
        ("2025-07-12", "2025-07-12T17:00:00Z", "", "late"),
        ("2025-07-12T05:00:00Z", "2025-07-12T05:00:00Z", "", "on_time"),
        ("2025-07-12T05:00:00Z", "2025-07-12T05:00:01Z", "", "late"),
        ("2025-07-12T05:00:00Z", "2025-07-12", "", "on_time"),
        ("2025-07-12", "", "2025-07-13", "late"),
        ("2025-07-12", "2025-07-11", "2025-07-13", "on_time"),
    ],
)
def test_whether_a_dossier_was_on_time(db, due, finished, returned, word):
    rows.place(db)
    rows.dossiers(
        db, rows.dossier(due_at=due, finished_at=finished, returned_at=returned)
    )

    assert current(db).timeliness == word


def figure(measure: str, value: int | None, **values) -> dict:
    from datetime import date

    return {
        "unit_code": "a",
        "period_start": date(2025, 7, 1),
        "period_end": date(2025, 7, 7),
        "measure": measure,
        "value": value,
    } | values


def reported(db) -> dict[str, int]:
    table = reported_count
    with db.read() as connection:
        found = connection.execute(
            select(table.c.measure, table.c.value).where(table.c.current)
        )
        return {measure: value for measure, value in found}


def test_an_empty_value_withdraws_a_reported_figure(db):
    rows.place(db)
    rows.load(db, rows.part(COUNTS, figure("received", 10)))
    rows.load(db, rows.part(COUNTS, figure("received", None)))

    assert reported(db) == {"received": None}


def test_a_stored_part_above_a_newer_whole_is_rejected_and_kept(db):
    rows.place(db)
    first = rows.load(db, rows.part(COUNTS, figure("online", 10)))
    rows.load(db, rows.part(COUNTS, figure("received", 8)))

    assert reported(db) == {"received": 8}
    with db.read() as connection:
        row = connection.execute(select(rejected_row)).one()
    assert (row.load_id, row.reason) == (first.load_id, "part_exceeds_whole")
