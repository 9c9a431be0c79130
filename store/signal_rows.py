"""Signals that are not told from the dossiers of a window alone, and the dossier rows
behind any signal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    String,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    true,
)

from metrics import measures
from metrics.windows import Window
from store import bulk
from store.epoch import flag, seconds
from store.questions import within
from store.rollup import holds
from store.schema import dossier
from store.stage import staged


def taken_out(
    connection: Connection, window: Window, units: Sequence[str] | None
) -> pd.DataFrame:
    """Versions that counted at a unit in the window and whose dossier is now deleted
    or at another unit; one a dossier and unit, the last that counted there."""
    was, now = dossier, dossier.alias("now")
    gone = or_(now.c.deleted == "1", now.c.unit_code != was.c.unit_code)
    # An older version that came late never counted: it was written after the newer.
    replaced = and_(
        now.c.dossier_code == was.c.dossier_code, now.c.current, was.c.id < now.c.id
    )
    here = true() if units is None else was.c.unit_code.in_(list(units))
    rows = (
        select(
            literal("taken_out", String).label("signal"),
            func.max(was.c.id).label("id"),
            was.c.unit_code,
            func.max(case((now.c.deleted == "1", ""), else_=now.c.unit_code)).label(
                "knot"
            ),
        )
        .select_from(was.join(now, replaced))
        .where(~was.c.current, was.c.deleted != "1", holds(measures.RECEIVED.when))
        .where(within(was.c.day, window), here, gone)
        .group_by(was.c.dossier_code, was.c.unit_code)
    )
    return bulk.read_frame(connection, rows)


@dataclass(frozen=True)
class Before:
    """The `hours` before `end` (seconds since 1970), and as many hours before the same
    clock time of each of `days` days earlier. `window`: the days they lie on."""

    end: int
    hours: int
    days: int
    window: Window

    @property
    def ago(self) -> ColumnElement[int]:
        """Seconds from a receipt to the last one before the end."""
        return literal(self.end - 1) - seconds(dossier.c.received_at)

    @property
    def step(self) -> int:
        return max(self.hours * 3600, 86_400)

    def chosen(self, units: Sequence[str] | None) -> ColumnElement[bool]:
        """The dossiers that count on these days."""
        here = true() if units is None else dossier.c.unit_code.in_(list(units))
        counting = and_(dossier.c.current, dossier.c.deleted != "1")
        received = holds(measures.RECEIVED.when)
        return and_(counting, received, within(dossier.c.day, self.window), here)


def before_deadline(
    connection: Connection, span: Before, units: Sequence[str] | None = None
) -> pd.DataFrame:
    """Dossiers by unit_code and span (0: the last hours, 1: a day earlier, …; -1: those
    without a clock time): received, online."""
    ago = span.ago
    number = case((ago.is_(None), -1), else_=ago // span.step).label("span")
    inside = and_(
        ago >= 0, ago % span.step < span.hours * 3600, ago // span.step <= span.days
    )
    rows = (
        select(
            dossier.c.unit_code,
            number,
            func.count().label("received"),
            func.sum(flag(dossier.c.channel == "online")).label("online"),
        )
        .where(span.chosen(units), or_(ago.is_(None), inside))
        .group_by(dossier.c.unit_code, number)
    )
    frame = bulk.read_frame(connection, rows)
    return frame.astype({"span": "int64", "received": "int64", "online": "int64"})


def in_last_hours(
    connection: Connection, span: Before, units: Sequence[str] | None = None
) -> pd.DataFrame:
    """The online dossiers of the last hours: signal, id, unit_code, knot."""
    ago = span.ago
    rows = select(
        literal("deadline_burst", String).label("signal"),
        dossier.c.id,
        dossier.c.unit_code,
        literal("", String).label("knot"),
    ).where(span.chosen(units), dossier.c.channel == "online")
    rows = rows.where(ago >= 0, ago < span.hours * 3600)
    return bulk.read_frame(connection, rows).astype({"id": "int64"})


def measured(connection: Connection, ids: pd.Series) -> pd.DataFrame:
    """What the dossier rows `ids` count in: id and a column (0 or 1) a measure."""
    flags = [flag(holds(m.when)).label(m.key) for m in measures.MEASURES]
    keys = ids.drop_duplicates().rename("key")
    with staged(connection, keys, BigInteger()) as stage:
        rows = stage.join(dossier, dossier.c.id == stage.c.key)
        frame = bulk.read_frame(
            connection, select(dossier.c.id, *flags).select_from(rows)
        )
    return frame.astype("int64")


EVIDENCE = [
    "id",
    "dossier_code",
    "procedure_code",
    "channel",
    "received_at",
    "submitted_at",
    "finished_at",
    "submitted_by",
    "supplement_requests",
    "result_form",
    "status",
]


def evidence(connection: Connection, ids: pd.Series) -> pd.DataFrame:
    """The dossier rows `ids`, columns EVIDENCE; nothing of a person is among them."""
    keys = ids.drop_duplicates().rename("key")
    with staged(connection, keys, BigInteger()) as stage:
        rows = stage.join(dossier, dossier.c.id == stage.c.key)
        columns = [dossier.c[name] for name in EVIDENCE]
        return bulk.read_frame(connection, select(*columns).select_from(rows))
