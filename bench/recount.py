"""Counting again: all dossiers, one corrected dossier, one corrected day; beside the
same roll-up by hand on the same engine and, from the same file, in DuckDB."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import duckdb
import pandas as pd
from sqlalchemy import Connection, text

from bench.by_hand import COLUMNS, MEASURES
from bench.results import Row
from core.settings import Settings
from store import rollup
from store.engine import Database, open_database

# The words of a file as the columns that are counted by are called when stored.
STORED = {
    "service_level": "level",
    "finished_at <> '' AND finished_at <= due_at": "timeliness = 'on_time'",
    "finished_at <> ''": "timeliness <> ''",
}
TABLES = {"tally": "daily_tally", "slim": "unit_day_tally"}
ONE = "SELECT unit_code, day FROM dossier WHERE current AND id = :id"
ONE_DAY = "SELECT DISTINCT unit_code, day FROM dossier WHERE current AND day = :day"


@contextmanager
def opened(var: Path, url: str = "") -> Iterator[Database]:
    """The database that a load filled."""
    settings = Settings(_env_file=None, var=var, database_url=url)  # type: ignore[call-arg]
    db = open_database(settings)
    yield db
    db.close()


def measure(db: Database, name: str, times: int) -> list[Row]:
    """The rows of one engine, each taken `times` times in turn."""
    pairs = [(_full(db), _by_hand(db)) for _ in range(times)]
    full, hand = (median(side) for side in zip(*pairs, strict=True))
    return [
        Row(f"full recount, {name}, the same SQL by hand", full, hand, 1.5),
        Row(
            f"recount of 1 corrected dossier, {name}, a full one",
            _one(db),
            full,
            1 / 50,
        ),
        Row(
            f"recount of 1 day at every unit, {name}, a full one", _day(db), full, None
        ),
    ]


def beside_duckdb(db: Database, file: Path, name: str, times: int) -> Row:
    """A full recount beside DuckDB's, over a table of its own of the same file."""
    with duckdb.connect(str(file.with_suffix(".duckdb"))) as other:
        columns = ", ".join(COLUMNS)
        other.execute(
            f"CREATE TABLE dossier AS SELECT {columns}, "
            "substr(received_at, 1, 10) AS day "
            f"FROM read_csv('{file}', all_varchar = true, nullstr = '\\N')"
        )
        pairs = [(_full(db), _in_duckdb(other)) for _ in range(times)]
        theirs = other.execute("SELECT sum(received), count(*) FROM tally").fetchone()
    with db.read() as connection:
        _same(_counts(connection, "daily_tally"), theirs)
    mine, other_side = (median(side) for side in zip(*pairs, strict=True))
    return Row(f"full recount, {name}, the same in DuckDB", mine, other_side, None)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _full(db: Database) -> float:
    def work() -> None:
        with db.write() as connection:
            rollup.recount(connection)

    return _timed(work)


def _tallies(measures: dict[str, str], where: str) -> list[str]:
    """What somebody would write by hand: both tallies into fresh tables."""
    sums = [
        f"SUM(CASE WHEN {when} THEN 1 ELSE 0 END) AS {k}"
        for k, when in measures.items()
    ]
    again = [f"SUM({key}) AS {key}" for key in measures]
    groups = "unit_code, day, procedure_code"
    return [
        f"CREATE TABLE tally AS SELECT {groups}, {', '.join(sums)} FROM dossier "
        f"WHERE {where} GROUP BY {groups}",
        f"CREATE UNIQUE INDEX by_group ON tally ({groups})",
        f"CREATE TABLE slim AS SELECT unit_code, day, {', '.join(again)} FROM tally "
        "GROUP BY unit_code, day",
        "CREATE UNIQUE INDEX by_day ON slim (unit_code, day)",
    ]


def _stored(when: str) -> str:
    for written, kept in STORED.items():
        when = when.replace(written, kept)
    return when


def _by_hand(db: Database) -> float:
    received = MEASURES["received"]
    measures = {key: _stored(when) for key, when in MEASURES.items()}
    statements = _tallies(measures, f"current AND deleted <> '1' AND {received}")

    def work() -> None:
        with db.write() as connection:
            for statement in statements:
                connection.execute(text(statement))

    spent = _timed(work)
    with db.write() as connection:
        for table, ours in TABLES.items():
            _same(_counts(connection, table), _counts(connection, ours))
            connection.execute(text(f"DROP TABLE {table}"))
    return spent


def _in_duckdb(other: duckdb.DuckDBPyConnection) -> float:
    for table in TABLES:
        other.execute(f"DROP TABLE IF EXISTS {table}")
    statements = _tallies(MEASURES, MEASURES["received"])
    return _timed(lambda: [other.execute(statement) for statement in statements])


def _counts(connection: Connection, table: str) -> tuple[int, ...]:
    found = connection.execute(text(f"SELECT sum(received), count(*) FROM {table}"))
    return tuple(map(int, found.one()))


def _same(one: object, other: object) -> None:
    if one != other:
        raise RuntimeError(f"the two sides counted differently: {one} and {other}")


def _one(db: Database, times: int = 20) -> float:
    with db.read() as connection:
        newest = connection.scalar(text("SELECT max(id) FROM dossier")) or 0
    return median(
        _again(db, ONE, {"id": 1 + newest * n // times}) for n in range(times)
    )


def _day(db: Database, times: int = 5) -> float:
    with db.read() as connection:
        days = connection.scalars(text("SELECT DISTINCT day FROM unit_day_tally")).all()
    step = max(len(days) // times, 1)
    return median(_again(db, ONE_DAY, {"day": day}) for day in sorted(days)[::step])


def _again(db: Database, groups: str, values: dict[str, object]) -> float:
    touched = rollup.Touched()
    with db.read() as connection:
        found = connection.execute(text(groups), values).all()
    frame = pd.DataFrame(found, columns=["unit_code", "day"], dtype=object)
    touched.add(frame.assign(day=pd.to_datetime(frame["day"]).dt.date))

    def work() -> None:
        with db.write() as connection:
            rollup.recount_groups(connection, touched)

    return _timed(work)
