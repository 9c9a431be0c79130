"""The same file into a database with nothing between: `python -m bench.by_hand`.

SQLite: csv module, executemany upsert, one group by. PostgreSQL: COPY into a staging
table, insert on conflict, the same group by. The counts are those of the project.
"""

from __future__ import annotations

import csv
import sqlite3
import sys

import psycopg

COLUMNS = (
    "dossier_code unit_code procedure_code received_at channel service_level status "
    "due_at finished_at result_form fee_due paid_online submitted_by"
).split()
FINISHED = "status IN ('finished', 'returned')"
MEASURES = {
    "received": "status NOT IN ('registered', 'refused')",
    "online": "channel = 'online'",
    "counter": "channel IN ('counter', '')",
    "post": "channel = 'post'",
    "channel_unknown": "channel = ''",
    "full_online": "channel = 'online' AND service_level = 'full'",
    "level_unknown": "channel = 'online' AND service_level IN ('online', '')",
    "eligible": "service_level IN ('full', 'partial', 'online')",
    "online_eligible": "service_level IN ('full', 'partial', 'online')"
    " AND channel = 'online'",
    "full_eligible": "service_level = 'full'",
    "finished": FINISHED,
    "due_known": f"{FINISHED} AND finished_at <> ''",
    "on_time": f"{FINISHED} AND finished_at <> '' AND finished_at <= due_at",
    "e_result": f"{FINISHED} AND result_form IN ('electronic', 'both')",
    "fee_due": "fee_due = '1'",
    "paid_online": "fee_due = '1' AND paid_online = '1'",
    "assisted": "channel = 'online' AND submitted_by IN ('officer', 'kiosk', 'proxy')",
}
TEXTS = ", ".join(f"{column} TEXT" for column in COLUMNS)
TABLE = f"CREATE TABLE dossier ({TEXTS}, PRIMARY KEY (dossier_code))"
CHANGES = ", ".join(f"{c} = excluded.{c}" for c in COLUMNS[1:])
UPSERT = f"ON CONFLICT (dossier_code) DO UPDATE SET {CHANGES}"
TALLY = (
    "CREATE TABLE tally AS SELECT unit_code, procedure_code, "
    "substr(received_at, 1, 10) AS day, "
    + ", ".join(
        f"SUM(CASE WHEN {when} THEN 1 ELSE 0 END) AS {key}"
        for key, when in MEASURES.items()
    )
    + " FROM dossier GROUP BY unit_code, procedure_code, substr(received_at, 1, 10)"
)


def into_sqlite(file: str, database: str) -> None:
    """Loads `file` into a new SQLite file and counts it."""
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute(TABLE)
    marks = ", ".join("?" * len(COLUMNS))
    with open(file, encoding="utf-8", newline="") as lines, connection:
        rows = csv.reader(lines)
        next(rows)
        connection.executemany(
            f"INSERT INTO dossier VALUES ({marks}) {UPSERT}",
            rows,
        )
        connection.execute(TALLY)
    connection.close()


def into_postgresql(file: str, url: str) -> None:
    """Loads `file` into an empty PostgreSQL database and counts it."""
    with psycopg.connect(url) as connection, open(file, "rb") as lines:
        connection.execute(TABLE)
        connection.execute("CREATE TEMP TABLE staged (LIKE dossier)")
        command = "COPY staged FROM STDIN (FORMAT csv, HEADER, FORCE_NOT_NULL ({}))"
        with connection.cursor().copy(command.format(", ".join(COLUMNS))) as copy:
            while chunk := lines.read(1 << 20):
                copy.write(chunk)
        connection.execute(f"INSERT INTO dossier SELECT * FROM staged {UPSERT}")
        connection.execute(TALLY)


if __name__ == "__main__":
    given, into = sys.argv[1:]
    load = into_postgresql if into.startswith("postgresql") else into_sqlite
    load(given, into)
