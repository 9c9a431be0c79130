"""`python -m bench.partitions`: PostgreSQL's dossiers in a table with an index, in one
without, and in one partitioned by month; what docs/performance.md says of it."""

from __future__ import annotations

import argparse
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

import psycopg

from bench import dossiers
from bench.by_hand import COLUMNS, MEASURES
from tests import postgres

TEXTS = ", ".join(f"{column} TEXT" for column in COLUMNS)
SUMS = ", ".join(f"SUM(CASE WHEN {w} THEN 1 ELSE 0 END)" for w in MEASURES.values())
GROUPS = "unit_code, day, procedure_code"
ROLL_UP = f"SELECT {GROUPS}, {SUMS} FROM {{table}} {{where}} GROUP BY {GROUPS}"
ONE = "WHERE unit_code = '{unit}' AND day = '2025-06-{day:02}'"
MONTHS = [f"2025-{month:02}-01" for month in range(1, 13)] + ["2026-01-01"]


def main() -> None:
    """Prints seconds of each: filled from a staging table, counted whole, one day."""
    parser = argparse.ArgumentParser(prog="python -m bench.partitions")
    parser.add_argument("--dossiers", type=int, default=300_000)
    number = parser.parse_args().dossiers
    programs = postgres.binaries()
    if programs is None:
        raise SystemExit("no PostgreSQL here")
    with tempfile.TemporaryDirectory() as name, postgres.server(programs) as url:
        file = dossiers.write(Path(name) / "dossiers.csv", number)
        with psycopg.connect(url + "postgres", autocommit=True) as connection:
            _stage(connection, file)
            for table in ("plain", "indexed", "partitioned"):
                print(table, *(f"{one:.4f}" for one in _measure(connection, table)))


def _stage(connection: psycopg.Connection, file: Path) -> None:
    connection.execute(f"CREATE TABLE staged ({TEXTS})")
    names = ", ".join(COLUMNS)
    command = f"COPY staged FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL ({names}))"
    with file.open("rb") as lines, connection.cursor().copy(command) as copy:
        while chunk := lines.read(1 << 20):
            copy.write(chunk)
    by_month = "PARTITION BY RANGE (day)"
    for table, how in (("plain", ""), ("indexed", ""), ("partitioned", by_month)):
        connection.execute(f"CREATE TABLE {table} ({TEXTS}, day DATE) {how}")
    for first, end in pairwise(MONTHS):
        connection.execute(
            f"CREATE TABLE p{first[:7].replace('-', '')} PARTITION OF partitioned "
            f"FOR VALUES FROM ('{first}') TO ('{end}')"
        )
    connection.execute("CREATE INDEX ON indexed (unit_code, day)")
    connection.execute("CREATE INDEX ON partitioned (unit_code, day)")


def _measure(connection: psycopg.Connection, table: str) -> tuple[float, float, float]:
    filled = _timed(
        connection,
        f"INSERT INTO {table} SELECT *, substr(received_at, 1, 10)::date FROM staged",
    )
    connection.execute(f"ANALYZE {table}")
    whole = median(
        _timed(connection, ROLL_UP.format(table=table, where="")) for _ in range(3)
    )
    units = dossiers.codes("units.csv")
    one = median(
        _timed(
            connection,
            ROLL_UP.format(table=table, where=ONE.format(unit=unit, day=day)),
        )
        for day, unit in enumerate(units[:20], start=1)
    )
    return filled, whole, one


def _timed(connection: psycopg.Connection, statement: str) -> float:
    begun = time.perf_counter()
    connection.execute(statement)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
