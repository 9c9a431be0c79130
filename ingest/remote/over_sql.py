"""The rows that another database answers a query with, a chunk at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from ingest.readers.workbook import cell_text
from ingest.remote.answers import hold_columns
from ingest.remote.described import Sql
from ingest.remote.marks import Furthest, before
from ingest.remote.over_http import Run
from ingest.remote.spool import Spool
from store import foreign
from store.sources import Reached


def read_sql_rows(run: Run, sql: Sql, address: str, spool: Spool) -> Reached:
    """Writes every row into `spool`; how far the source was read then. SourceError
    where the database cannot be read to the end."""
    furthest = Furthest(run.zone, run.formats, run.begun)
    values = {}
    if sql.since is not None:
        values["since"] = before(run.since, sql.since.overlap_minutes, run.formats)
    wanted = foreign.Wanted(
        query=sql.query,
        values=values,
        chunk=sql.chunk,
        connect_seconds=sql.connect_seconds,
        statement_seconds=sql.statement_seconds,
        run_seconds=sql.run_seconds,
    )
    for rows in foreign.read(run.source.id, address, wanted):
        hold_columns(run.source.id, rows[:1], run.needed)
        if sql.since is not None:
            hold_columns(run.source.id, rows[:1], [(sql.since.field,)])
            for row in rows:
                furthest.see(row[sql.since.field])
        spool.add({name: _cell(value) for name, value in row.items()} for row in rows)
    mark = furthest.mark
    if mark is None:
        return run.reached
    return replace(run.reached, mark=mark.text, mark_type=mark.type)


def _cell(value: Any) -> str:
    # Moments keep their offset and their fraction here; a workbook's do not.
    return value.isoformat() if isinstance(value, datetime) else cell_text(value)
