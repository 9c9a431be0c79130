"""A database of the first released schema, with data in it, comes up whole.

`tests/samples/first_schema` holds one that the code of that day made, and the rankings
that it told then; whatever was added since, they are told again.
"""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest
from sqlalchemy import select

from board import Board
from core.settings import ROOT, Settings
from metrics.answers import RANKING_COLUMNS
from metrics.questions import Question
from store import migrate, rollup
from store.backup import restore
from store.engine import Database, open_database
from store.schema import daily_tally, evaluation, rejected_row
from tests.faults.office import ended_before, start
from tests.faults.test_killed import somebody_writes

SAMPLE = ROOT / "tests" / "samples" / "first_schema"
FIRST = "0001"


@pytest.fixture
def copy(tmp_path) -> Path:
    """The old database as one file."""
    file = tmp_path / "first.db"
    file.write_bytes(lzma.decompress((SAMPLE / "database.db.xz").read_bytes()))
    return file


def told(db: Database) -> dict[str, list[list[object]]]:
    board = Board(db, db.settings)
    known = json.loads((SAMPLE / "rankings.json").read_text(encoding="utf-8"))
    return {key: _rows(board, key) for key in known}


def _rows(board: Board, key: str) -> list[list[object]]:
    frame = board.ranking(Question(key)).frame[list(RANKING_COLUMNS)]
    return json.loads(frame.to_json(orient="values", double_precision=15))


def told_then() -> dict[str, list[list[object]]]:
    return json.loads((SAMPLE / "rankings.json").read_text(encoding="utf-8"))


def test_restored_into_either_engine_it_tells_what_it_told(db, copy, clock):
    restore(db.engine, copy)

    assert migrate.revision(db.engine) == migrate.newest() > FIRST
    assert told(db) == told_then()


def test_its_tallies_ledger_and_evaluations_are_kept(db, copy, clock):
    restore(db.engine, copy)
    with db.write() as connection:
        tallies = sorted(map(tuple, connection.execute(select(daily_tally))))
        rollup.recount(connection)
        again = sorted(map(tuple, connection.execute(select(daily_tally))))
        reasons = connection.scalars(select(rejected_row.c.reason)).all()
        frozen = connection.scalars(select(evaluation.c.id)).all()

    assert tallies == again != []
    assert sorted(reasons) == ["unknown_unit", "unknown_word"]
    assert len(frozen) == 3


@pytest.fixture
def old(new_sqlite, copy) -> Settings:
    """Settings whose database is the old one, in its place."""
    settings = new_sqlite()
    for name in ("haicap.db", "haicap.db-wal", "haicap.db-shm"):
        (settings.var / name).unlink(missing_ok=True)
    copy.rename(settings.var / "haicap.db")
    return settings


def test_opened_in_its_place_it_is_backed_up_first(old, clock):
    db = open_database(old)

    assert told(db) == told_then()
    assert len(list((old.var / "backups").glob("*.db"))) == 1
    db.close()


def test_a_migration_killed_leaves_the_old_database_or_the_new(old, clock):
    opening = start(old, "ingest", "status")
    ended_before(opening, lambda: somebody_writes(old))

    db = open_database(old)
    assert told(db) == told_then()
    db.close()
