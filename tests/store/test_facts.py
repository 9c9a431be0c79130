"""What is read into memory: from which day to which there is data."""

from __future__ import annotations

from datetime import date

from store.facts import read_facts
from tests.store import rows


def span(db) -> tuple[date | None, date | None]:
    with db.read() as connection:
        facts = read_facts(connection, db.timezone)
    return facts.first_day, facts.last_day


def test_without_dossiers_there_is_no_day(db):
    rows.place(db)

    assert span(db) == (None, None)


def test_days_of_dossiers_that_no_measure_counts_are_data(db):
    rows.place(db)
    rows.dossiers(
        db,
        rows.dossier("d1", "2025-07-10", status="received", deleted=""),
        rows.dossier(
            "d2", "2025-07-08", status="registered", deleted="", unit_code="b"
        ),
        rows.dossier("d3", "2025-07-12", status="refused", deleted="", unit_code="b"),
        rows.dossier("d4", "2025-07-01", status="received", deleted="1"),
        rows.dossier("d5", "2025-07-31", status="registered", deleted="1"),
    )

    assert span(db) == (date(2025, 7, 8), date(2025, 7, 12))


def test_a_day_that_a_correction_emptied_is_no_data(db):
    rows.place(db)
    rows.dossiers(db, rows.dossier("d1", "2025-07-01", status="registered"))
    rows.dossiers(db, rows.dossier("d1", "2025-07-02", status="registered"))

    assert span(db) == (date(2025, 7, 2), date(2025, 7, 2))
