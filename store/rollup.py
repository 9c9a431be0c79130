"""From dossiers to tallies: the one place where they are counted."""

from __future__ import annotations

from datetime import date

import pandas as pd
from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    Select,
    Table,
    Text,
    and_,
    case,
    delete,
    func,
    insert,
    select,
    true,
    tuple_,
    update,
)

from metrics.levels import levels_on
from metrics.measures import MEASURE_KEYS, MEASURES, Condition
from store import bulk
from store.schema import daily_tally, dossier, service_span, unit_day_tally
from store.spans import read_spans
from store.stage import staged


def holds(condition: Condition) -> ColumnElement[bool]:
    """A measure's condition as SQL over the dossier table, for any engine."""
    return and_(
        true(),
        *(dossier.c[column].in_(sorted(words)) for column, words in condition.clauses),
    )


def _counted(
    current: ColumnElement[bool] = dossier.c.current,
) -> Select[tuple[object, ...]]:
    """Counts by unit, day and procedure; groups that count nothing are left out."""
    # What every measure asks (that the dossier was received) is asked once a row.
    common = set.intersection(*(set(measure.when.clauses) for measure in MEASURES))
    sums = [
        func.sum(case((holds(_without(common, m.when)), 1), else_=0)).label(m.key)
        for m in MEASURES
    ]
    groups = (dossier.c.unit_code, dossier.c.day, dossier.c.procedure_code)
    counted = and_(current, dossier.c.deleted != "1", holds(Condition(tuple(common))))
    return select(*groups, *sums).where(counted).group_by(*groups)


def _without(clauses: set[tuple[str, frozenset[str]]], when: Condition) -> Condition:
    return Condition(tuple(one for one in when.clauses if one not in clauses))


_TALLIED = ("unit_code", "day", "procedure_code", *MEASURE_KEYS)


def recount(
    connection: Connection, first: date | None = None, last: date | None = None
) -> None:
    """Build the tallies of the days from `first` to `last` anew (None: all)."""
    for table in (daily_tally, unit_day_tally):
        connection.execute(delete(table).where(_between(table.c.day, first, last)))
    # Asked so, SQLite reads the dossiers as they lie. With the index of those that are
    # current it would look each of them up, in twice the time.
    rows = _counted(dossier.c.current.is_(true()))
    rows = rows.where(_between(dossier.c.day, first, last))
    connection.execute(insert(daily_tally).from_select(_TALLIED, rows))
    _sum_up(connection, _between(daily_tally.c.day, first, last))


def _between(
    column: ColumnElement[date], first: date | None, last: date | None
) -> ColumnElement[bool]:
    bounds: list[ColumnElement[bool]] = [true()]
    if first is not None:
        bounds.append(column >= first)
    if last is not None:
        bounds.append(column <= last)
    return and_(*bounds)


def _sum_up(connection: Connection, where: ColumnElement[bool]) -> None:
    """The slim tally by unit and day, from the tally by procedure."""
    groups = (daily_tally.c.unit_code, daily_tally.c.day)
    sums = [func.sum(daily_tally.c[key]).label(key) for key in MEASURE_KEYS]
    rows = select(*groups, *sums).where(where).group_by(*groups)
    names = ("unit_code", "day", *MEASURE_KEYS)
    connection.execute(insert(unit_day_tally).from_select(names, rows))


class Touched:
    """The groups (unit_code, day) that dossiers entered or left, and how many did."""

    def __init__(self) -> None:
        self.groups = pd.DataFrame(columns=["unit_code", "day"], dtype=object)
        self.dossiers = 0

    def add(self, dossiers: pd.DataFrame) -> None:
        """These dossiers entered or left their groups."""
        if dossiers.empty:
            return
        self.dossiers += len(dossiers)
        found = [self.groups, dossiers[["unit_code", "day"]].astype(object)]
        self.groups = pd.concat(found).drop_duplicates(ignore_index=True)


def write_counts(connection: Connection, counts: pd.DataFrame | None) -> None:
    """Write the tallies of the first dossiers there are (see counting.Counted); None:
    they were too many to be counted in memory."""
    if counts is None:
        recount(connection)
        return
    for table in (daily_tally, unit_day_tally):
        connection.execute(delete(table))
    bulk.insert(connection, daily_tally, counts)
    _sum_up(connection, true())


def recount_groups(connection: Connection, touched: Touched) -> None:
    """Count the `touched` groups again."""
    if touched.groups.empty:
        return
    if _most_of_all(connection, touched.dossiers):
        recount(connection)
        return
    with staged(connection, touched.groups, Text(), Date()) as stage:
        for table in (daily_tally, unit_day_tally):
            connection.execute(delete(table).where(_among(table, stage)))
        joined = stage.join(dossier, _same_group(dossier, stage))
        rows = _counted().select_from(joined)
        connection.execute(insert(daily_tally).from_select(_TALLIED, rows))
        _sum_up(connection, _among(daily_tally, stage))


def _same_group(table: Table, stage: Table) -> ColumnElement[bool]:
    return and_(table.c.unit_code == stage.c.unit_code, table.c.day == stage.c.day)


def _among(table: Table, stage: Table) -> ColumnElement[bool]:
    """Whether a row's group is staged: a set asked once, not a search for each row."""
    staged_groups = select(stage.c.unit_code, stage.c.day)
    return tuple_(table.c.unit_code, table.c.day).in_(staged_groups)


def _most_of_all(connection: Connection, changed: int) -> bool:
    """Whether so many dossiers changed that one pass over all is cheaper."""
    newest = connection.scalar(select(func.max(dossier.c.id))) or 0
    return changed * 2 > newest


def derive_levels(connection: Connection, rows: pd.DataFrame) -> pd.Series:
    """The level that counts for each dossier: its own, else the one in force at its
    unit on the day received, as known now."""
    own = rows["service_level"].astype(object)
    asking = rows[own == ""]
    if asking.empty:
        return own
    return own.where(own != "", levels_in_force(connection, asking).reindex(rows.index))


def levels_in_force(connection: Connection, rows: pd.DataFrame) -> pd.Series:
    """The level that the catalogue has for each of `rows` (unit_code, procedure_code,
    day) there and then; "" where it has none."""
    ordinals = {day: day.toordinal() for day in rows["day"].unique()}
    asking = rows.assign(day=rows["day"].map(ordinals))
    return levels_on(asking, read_spans(connection, asking["unit_code"]))


def relevel(connection: Connection, pairs: pd.DataFrame) -> pd.DataFrame:
    """Give dossiers without a level of their own the one now in force at the changed
    (unit_code, procedure_code) `pairs`; the (unit_code, day) groups that changed."""
    if pairs.empty:
        return pd.DataFrame(columns=["unit_code", "day"])
    with staged(connection, pairs, Text(), Text()) as stage:
        here = and_(
            dossier.c.unit_code == stage.c.unit_code,
            dossier.c.procedure_code == stage.c.procedure_code,
        )
        span = and_(
            service_span.c.unit_code == dossier.c.unit_code,
            service_span.c.procedure_code == dossier.c.procedure_code,
            service_span.c.day_from <= dossier.c.day,
            service_span.c.day_to >= dossier.c.day,
        )
        level = func.coalesce(service_span.c.level, "")
        found = bulk.read_frame(
            connection,
            select(
                dossier.c.id, dossier.c.unit_code, dossier.c.day, level.label("level")
            )
            .select_from(stage.join(dossier, here).outerjoin(service_span, span))
            .where(dossier.c.current, dossier.c.service_level == "")
            .where(dossier.c.level != level),
        )
    for word, rows in found.groupby("level"):
        with staged(connection, rows["id"].rename("key"), dossier.c.id.type) as stage:
            connection.execute(
                update(dossier)
                .where(dossier.c.id.in_(select(stage.c.key)))
                .values(level=word)
            )
    return found[["unit_code", "day"]]
