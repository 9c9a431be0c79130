"""A set of dossiers for each signal, over the narrow table of store/signals.py.

Every row is (signal, id, unit_code, knot): the dossier's row and what ties it to the
others of its set: a reference, the dossier before it, a second.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    String,
    Subquery,
    Table,
    Text,
    Tuple,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from metrics.limits import AllLimits
from store import bulk
from store.epoch import flag


def _set(
    signal: str, table: Table, knot: ColumnElement[str]
) -> Select[tuple[object, ...]]:
    return select(
        literal(signal, String).label("signal"),
        table.c.id,
        table.c.unit_code,
        knot.label("knot"),
    )


def one_reference(table: Table, limits: AllLimits) -> Select[tuple[object, ...]]:
    """Online dossiers of a reference with `in_a_day` or more at the unit that day."""
    c = table.c
    many = (
        select(c.unit_code, c.day, c.ref)
        .where(c.online == 1, c.ref != "")
        .group_by(c.unit_code, c.day, c.ref)
        .having(func.count() >= float(limits["one_reference"]["in_a_day"]))
        .subquery()
    )
    same = and_(
        c.unit_code == many.c.unit_code, c.day == many.c.day, c.ref == many.c.ref
    )
    return (
        _set("one_reference", table, c.ref)
        .select_from(table.join(many, same))
        .where(c.online == 1)
    )


def linked(connection: Connection, table: Table, limits: AllLimits) -> pd.DataFrame:
    """Online after counter within minutes, and resubmitted: what came before from the
    same submitter with the same procedure, or what a dossier says it replaces."""
    seen = _with_what_came_before(table)
    minutes = float(limits["reentered"]["minutes"]) * 60
    days = float(limits["resubmitted"]["days"]) * 86_400
    soon = and_(seen.c.online == 1, seen.c.received_s - seen.c.counter_s <= minutes)
    again = seen.c.received_s - seen.c.withdrawn_s <= days
    # Read once for both signals.
    found = bulk.read_frame(
        connection,
        select(
            seen.c.id,
            seen.c.unit_code,
            seen.c.ref.label("knot"),
            flag(soon).label("reentered"),
            flag(again).label("resubmitted"),
        ).where(or_(soon, again)),
    )
    parts = [
        found[found[signal] == 1].assign(signal=signal)
        for signal in ("reentered", "resubmitted")
    ]
    parts.append(bulk.read_frame(connection, _replacing(table)))
    # A dossier that is linked both ways is one link of one chain.
    return pd.concat(parts, ignore_index=True).drop_duplicates(["signal", "id"])


def _with_what_came_before(table: Table) -> Subquery:
    """Dossiers of a known submitter and time, with the moments of the last counter
    dossier not after them and of the last withdrawn one before them."""
    c = table.c
    # Most references come once: those that cannot make a pair are left out before
    # anything is sorted.
    pairs = (
        select(c.ref)
        .where(c.ref != "")
        .group_by(c.ref)
        .having(
            or_(
                func.max(c.withdrawn) == 1,
                and_(func.max(c.counter) == 1, func.max(c.online) == 1),
            )
        )
        .having(func.count() > 1)
    )

    def last(moment: ColumnElement[int]) -> ColumnElement[int]:
        # One order for both, so that the rows are sorted once.
        return func.max(moment).over(
            partition_by=(c.unit_code, c.procedure_code, c.ref),
            order_by=(c.received_s, c.counter.desc(), c.dossier_code),
            rows=(None, -1),
        )

    return (
        select(
            c.id,
            c.unit_code,
            c.ref,
            c.online,
            c.received_s,
            last(case((c.counter == 1, c.received_s))).label("counter_s"),
            last(case((c.withdrawn == 1, c.received_s))).label("withdrawn_s"),
        )
        .where(c.ref.in_(pairs), c.received_s.is_not(None))
        .subquery()
    )


def _place(columns: ReadOnlyColumnCollection[str, Column[Any]]) -> Tuple:
    """Where a dossier stands in the order of receipt; of one second those of the
    counter first."""
    came = func.coalesce(columns.received_s, 0)
    return tuple_(columns.day, came, -columns.counter, columns.dossier_code)


def _replacing(table: Table) -> Select[tuple[object, ...]]:
    """Dossiers that say which earlier one of the unit they replace."""
    c, other = table.c, table.alias("replaced")
    # Only backwards in time, so that two that name each other stay one case.
    names = and_(
        other.c.dossier_code == c.replaces,
        other.c.unit_code == c.unit_code,
        _place(other.c) < _place(c),
    )
    return (
        _set("resubmitted", table, c.replaces)
        .select_from(table.join(other, names))
        .where(c.replaces != "")
    )


def by_itself(table: Table, limits: AllLimits) -> CompoundSelect[tuple[object, ...]]:
    """What a dossier shows without looking at another."""
    c = table.c
    minutes = float(limits["submitted_after"]["minutes"]) * 60
    quick = float(limits["too_fast"]["seconds"])
    signs = {
        "submitted_after": and_(c.online == 1, c.submitted_s - c.received_s > minutes),
        "counter_visit": and_(c.full_online == 1, c.visit == 1),
        "too_fast": and_(
            c.finished == 1,
            c.received_s.is_not(None),
            or_(c.finished_s - c.received_s <= quick, c.finished_s < c.submitted_s),
        ),
    }
    return union_all(
        *(
            _set(key, table, literal("", Text)).where(sign)
            for key, sign in signs.items()
        )
    )


def same_second(table: Table, limits: AllLimits) -> Select[tuple[object, ...]]:
    c = table.c
    batch = (
        select(c.unit_code, c.finished_s)
        .where(c.finished == 1, c.finished_s.is_not(None))
        .group_by(c.unit_code, c.finished_s)
        .having(func.count() >= float(limits["same_second"]["batch"]))
        .subquery()
    )
    same = and_(c.unit_code == batch.c.unit_code, c.finished_s == batch.c.finished_s)
    return (
        _set("same_second", table, cast(c.finished_s, Text))
        .select_from(table.join(batch, same))
        .where(c.finished == 1)
    )
