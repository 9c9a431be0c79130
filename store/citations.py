"""Tables that were taken away: kept by the hash of their content, found by it."""

from __future__ import annotations

import json
from collections.abc import Mapping

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects import postgresql, sqlite

from core.clock import moment_now
from metrics.passports import Kept
from store.engine import Database
from store.schema_frozen import citation


def keep(
    db: Database, digest: str, evaluation: int, asked: Mapping[str, object]
) -> None:
    """Keep how a table was asked for under its hash; the first time only, so that
    taking the same away again need not wait for a writer."""
    with db.read() as connection:
        if find(connection, digest, evaluation) is not None:
            return
    insert = postgresql.insert if db.dialect == "postgresql" else sqlite.insert
    row = {
        "hash": digest,
        "evaluation": evaluation,
        "made_at": moment_now(),
        "asked": json.dumps(asked, sort_keys=True),
    }
    with db.write() as connection:
        connection.execute(insert(citation).values(row).on_conflict_do_nothing())


def find(
    connection: Connection, digest: str, evaluation: int | None = None
) -> Kept | None:
    """The table whose hash begins with `digest`, of an evaluation or the latest; None
    where there is none."""
    table = citation
    wanted = select(table).where(table.c.hash.startswith(digest, autoescape=True))
    if evaluation is not None:
        wanted = wanted.where(table.c.evaluation == evaluation)
    newest = wanted.order_by(table.c.evaluation.desc(), table.c.hash).limit(1)
    row = connection.execute(newest).first()
    return None if row is None else _kept(row)


def _kept(row: Row[tuple[object, ...]]) -> Kept:
    return Kept(row.hash, row.evaluation, row.made_at, json.loads(row.asked))
