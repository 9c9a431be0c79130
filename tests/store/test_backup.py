"""A copy taken on either engine can be restored on either."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from core.errors import KpiError, SettingsError
from store.backup import backup, restore
from store.engine import open_database, raise_data_version
from store.schema import dossier, unit_day_tally
from tests.conftest import settings_for
from tests.store import rows


def contents(db) -> list:
    with db.read() as connection:
        return [
            sorted(map(tuple, connection.execute(select(table)).all()))
            for table in (dossier, unit_day_tally)
        ]


def test_what_is_restored_is_what_was_copied(db, new_database, tmp_path):
    rows.place(db)
    rows.dossiers(db, rows.dossier(channel="online"), rows.dossier("d2", channel=""))
    kept = contents(db)
    file = backup(db.engine, tmp_path / "copy.db")
    rows.dossiers(db, rows.dossier("d3"))

    restore(db.engine, file)

    assert contents(db) == kept
    # Numbers go on after the highest that was copied.
    rows.dossiers(db, rows.dossier("d4"))


def test_a_copy_moves_from_one_engine_to_the_other(
    db, engine, new_sqlite, new_postgresql, tmp_path
):
    rows.place(db)
    rows.dossiers(db, rows.dossier(channel="online"), rows.dossier("d2", channel=""))
    file = backup(db.engine, tmp_path / "copy.db")
    other = open_database(new_postgresql() if engine == "sqlite" else new_sqlite())

    restore(other.engine, file)

    assert contents(other) == contents(db)
    rows.dossiers(other, rows.dossier("d3"))
    other.close()


def test_a_backup_never_overwrites_a_file(db, tmp_path):
    (tmp_path / "copy.db").write_text("mine")

    with pytest.raises(KpiError, match=r"copy\.db"):
        backup(db.engine, tmp_path / "copy.db")


def test_what_is_no_backup_is_not_restored(db, tmp_path):
    rows.place(db)
    (tmp_path / "notes.txt").write_text("not a database")

    with pytest.raises(KpiError, match=r"notes\.txt"):
        restore(db.engine, tmp_path / "notes.txt")


def test_another_time_zone_on_a_filled_database_is_refused(db, settings):
    rows.place(db)
    moved = settings.model_copy(update={"timezone": "Europe/London"})

    with pytest.raises(SettingsError, match="Asia/Ho_Chi_Minh"):
        open_database(moved)


def test_an_empty_database_takes_the_time_zone_it_is_told(tmp_path):
    open_database(settings_for(tmp_path)).close()

    db = open_database(settings_for(tmp_path, timezone="Europe/London"))

    assert db.timezone == "Europe/London"
    db.close()


def test_a_write_that_fails_leaves_nothing_behind(db):
    rows.place(db)
    with db.read() as connection:
        before = contents(db)
        del connection

    with pytest.raises(RuntimeError), db.write() as connection:
        raise_data_version(connection)
        connection.execute(unit_day_tally.delete())
        raise RuntimeError

    assert contents(db) == before
