"""Reported figures by the source that brought them."""

from __future__ import annotations

import pandas as pd
from sqlalchemy import Connection, and_, select

from store import bulk
from store.schema import load, reported_count

_SAME = ("unit_code", "procedure_code", "period_start", "period_end", "measure")


def senders(connection: Connection) -> dict[int, str]:
    """Who sent the reports of each load: the source and its file; a neutral file by
    its name alone."""
    statement = (
        select(load.c.id, load.c.source, load.c.file)
        .where(load.c.id.in_(select(reported_count.c.load_id)))
        .order_by(load.c.id)
    )
    return {
        number: f"{source} ({file})" if source else file
        for number, source, file in connection.execute(statement)
    }


def other_sources(connection: Connection) -> pd.DataFrame:
    """Figures that count beside what another source last said of the same unit,
    procedure, period and measure: these, reported, other, load_id and other_load."""
    now, was = reported_count, reported_count.alias("was")
    mine, theirs = load.alias("mine"), load.alias("theirs")
    same = and_(*(now.c[name] == was.c[name] for name in _SAME))
    rows = bulk.read_frame(
        connection,
        select(
            *(now.c[name] for name in _SAME),
            now.c.value.label("reported"),
            was.c.value.label("other"),
            now.c.load_id,
            was.c.load_id.label("other_load"),
            theirs.c.source,
        )
        .select_from(was.join(now, same))
        .join(mine, mine.c.id == now.c.load_id)
        .join(theirs, theirs.c.id == was.c.load_id)
        .where(now.c.current, was.c.current.is_(False), theirs.c.undone_at == "")
        .where(now.c.value.is_not(None), was.c.value.is_not(None))
        .where(mine.c.source != theirs.c.source)
        .order_by(*(now.c[name] for name in _SAME), was.c.load_id, was.c.id),
    )
    newest = rows.drop_duplicates([*_SAME, "source"], keep="last")
    return newest.drop(columns="source").reset_index(drop=True)
