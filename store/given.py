"""Dossiers by the source that gave them, as each source last spoke of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    true,
    union_all,
)

from metrics.measures import RECEIVED
from store import bulk
from store.rollup import holds
from store.schema import dossier, load, repeated

GIVEN_COLUMNS = ("unit_code", "procedure_code", "day", "source", "received")
_SAID = (
    "id",
    "line",
    "dossier_code",
    "unit_code",
    "procedure_code",
    "day",
    "updated_at",
)


@dataclass(frozen=True)
class Giver:
    """A source of dossiers: its loads that were not undone, the newest last, and how
    it is told."""

    source: str
    loads: tuple[int, ...]
    told: str


def givers(connection: Connection) -> dict[str, Giver]:
    """The sources of dossiers by their names; neutral files are one, "", told by the
    newest of them."""
    rows = connection.execute(
        select(load.c.id, load.c.source, load.c.file)
        .where(load.c.outcome == "taken", load.c.undone_at == "")
        .where(load.c.kind.contains("dossiers"), load.c.retry_of.is_(None))
        .order_by(load.c.id)
    )
    found: dict[str, Giver] = {}
    for number, source, file in rows:
        before = found[source].loads if source in found else ()
        told = f"{source} ({file})" if source else file
        found[source] = Giver(source, (*before, number), told)
    return found


class Spoken(NamedTuple):
    """What a source said of the dossiers of a unit at any time: how many times it said
    something of one, and the days of these."""

    unit_code: str
    source: str
    times: int
    first_day: date
    last_day: date


def spoken(connection: Connection, unit_code: str = "") -> list[Spoken]:
    """What each source said of each unit, or of one; what it took back or moved away
    since included."""
    said = _every_word("")
    here = said.c.unit_code == unit_code if unit_code else true()
    days = func.min(said.c.day), func.max(said.c.day)
    groups = (said.c.unit_code, said.c.source)
    rows = connection.execute(
        select(*groups, func.count(), *days).where(here).group_by(*groups)
    )
    return [Spoken(*row) for row in rows]


def given(
    connection: Connection, units: Sequence[str], unit_code: str = ""
) -> pd.DataFrame:
    """GIVEN_COLUMNS: dossiers received at `units` by procedure, day and source, as each
    source last said. Of one source its newest `updated_at` stands, then its later load.
    `unit_code`: the only one of `units`, where there is one."""
    last = _last_said(unit_code)
    counted = (last.c.turn == 1, last.c.received == 1, last.c.unit_code.in_(units))
    groups = [last.c[name] for name in GIVEN_COLUMNS[:-1]]
    return bulk.read_frame(
        connection,
        select(*groups, func.sum(last.c.received).label("received"))
        .where(*counted)
        .group_by(*groups)
        .order_by(*groups),
    )


def _last_said(unit_code: str) -> Subquery:
    """What sources said of each dossier; `turn` 1 is what a source last said."""
    said = _every_word(unit_code)
    order = (said.c.updated_at, said.c.load_id, said.c.line, said.c.id)
    turn = func.row_number().over(
        partition_by=(said.c.dossier_code, said.c.source),
        order_by=[column.desc() for column in order],
    )
    return select(said, turn.label("turn")).subquery()


def _every_word(unit_code: str) -> Subquery:
    """All that sources said of dossiers, or of those that once stood at a unit."""
    repeating = repeated.join(dossier, dossier.c.id == repeated.c.version_id)
    return union_all(
        _said(dossier.c.load_id, dossier, unit_code),
        # A row that repeats a version says what that says.
        _said(repeated.c.load_id, repeating, unit_code),
    ).subquery()


def _said(by: ColumnElement[int], rows: FromClause, unit_code: str) -> Select[Any]:
    once = dossier.alias("once")
    here = select(once.c.dossier_code).where(once.c.unit_code == unit_code)
    counts = and_(holds(RECEIVED.when), dossier.c.deleted != "1")
    return (
        select(
            *(dossier.c[name] for name in _SAID),
            by.label("load_id"),
            load.c.source,
            case((counts, 1), else_=0).label("received"),
        )
        .select_from(rows.join(load, load.c.id == by))
        .where(load.c.undone_at == "")
        .where(dossier.c.dossier_code.in_(here) if unit_code else true())
    )


def unclear(connection: Connection) -> list[tuple[int, str, str]]:
    """(load, source, unit) where what was repeated may be missing: loads from before it
    was kept (unit ""), and loads that were undone, after which the same may have been
    repeated again."""
    legacy = and_(repeated.c.version_id == 0, load.c.undone_at == "")
    undone = and_(repeated.c.version_id != 0, load.c.undone_at != "")
    unit = func.coalesce(dossier.c.unit_code, "")
    rows = connection.execute(
        select(repeated.c.load_id, load.c.source, unit)
        .select_from(
            repeated.join(load, load.c.id == repeated.c.load_id).outerjoin(
                dossier, dossier.c.id == repeated.c.version_id
            )
        )
        .where(or_(legacy, undone))
        .distinct()
        .order_by(repeated.c.load_id, unit)
    )
    return [(number, source, code) for number, source, code in rows]
