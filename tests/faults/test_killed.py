"""A process that is killed leaves nothing of what it was at, or all of it."""

from __future__ import annotations

import sqlite3

import psycopg
import pytest

from core.settings import Settings
from store import evaluations
from tests.faults.office import (
    kept,
    kill_when,
    passing_files,
    run,
    start,
    write_dossiers,
    write_place,
)

ROWS = 6000


def somebody_writes(settings: Settings) -> bool:
    """Whether a transaction that writes is going on just now."""
    if settings.database_url:
        return _somebody_writes_there(settings.database_url)
    probe = sqlite3.connect(settings.url.removeprefix("sqlite:///"), timeout=0)
    probe.isolation_level = None
    try:
        probe.execute("BEGIN IMMEDIATE")
        probe.execute("ROLLBACK")
    except sqlite3.OperationalError:
        return True
    finally:
        probe.close()
    return False


def _somebody_writes_there(url: str) -> bool:
    asked = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
        "AND pid <> pg_backend_pid() AND backend_xid IS NOT NULL"
    )
    with psycopg.connect(url) as connection:
        found = connection.execute(asked).fetchone()
    return bool(found and found[0])


@pytest.fixture
def office(db, settings, tmp_path):
    """A database with the place, and a file that waits."""
    assert run(settings, "ingest", "load", *write_place(tmp_path))[0] == 0
    return write_dossiers(tmp_path / "dossiers.csv", ROWS)


WHOLE = {
    "loads": 3,
    "dossiers": ROWS,
    "versions": ROWS,
    "tallied": ROWS,
    "online": ROWS // 2,
}
NOTHING = {"loads": 2, "dossiers": 0, "versions": 0, "tallied": 0, "online": 0}


def test_a_load_killed_while_it_writes_leaves_nothing_of_its_file(db, settings, office):
    loading = start(settings, "ingest", "load", office)
    kill_when(loading, lambda: somebody_writes(settings))

    assert kept(db) in (NOTHING, WHOLE)

    code, told, _failed = run(settings, "ingest", "load", office)
    assert code == 0
    assert f"read {ROWS}" in told
    assert kept(db) == WHOLE
    assert passing_files(settings) == []


def test_a_load_killed_before_it_writes_can_be_made_again(db, settings, office):
    loading = start(settings, "ingest", "load", office)
    kill_when(loading, lambda: (settings.var / "load.lock").exists())

    assert kept(db) == NOTHING
    assert run(settings, "ingest", "load", office)[0] == 0
    assert kept(db) == WHOLE
    assert passing_files(settings) == []


def test_an_evaluation_killed_is_made_up_by_the_next_load_of_anything(
    db, settings, office, tmp_path
):
    loading = start(settings, "ingest", "load", office)
    kill_when(loading, lambda: kept(db) == WHOLE)

    assert run(settings, "ingest", "load", office)[0] == 0

    _code, published, _failed = run(
        settings, "reports", "ranking", "--indicator", "online_dossiers"
    )
    assert kept(db) == WHOLE
    assert published.count(",0.5,") == 3
    assert not evaluations.missing(db)


def test_a_recount_killed_leaves_the_tallies_as_they_were(db, settings, office):
    assert run(settings, "ingest", "load", office)[0] == 0

    counting = start(settings, "ingest", "recount")
    kill_when(counting, lambda: somebody_writes(settings))

    assert kept(db) == WHOLE
