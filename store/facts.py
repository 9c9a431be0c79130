"""Reading everything known into memory, once for each data version."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import CTE, Connection, Table, func, select

from metrics.catalogue import LEVELS, Catalogue, FirstOnline
from metrics.counts import Cell
from metrics.facts import Cube, Facts
from metrics.measures import MEASURE_KEYS
from metrics.targets import Target
from metrics.terms import Term
from metrics.units import Unit
from metrics.windows import Window
from store.moments import local_days
from store.schema import (
    daily_tally,
    dossier,
    office_term,
    reported_count,
    target,
    unit,
    unit_day_tally,
)
from store.spans import read_spans


def read_facts(connection: Connection, timezone: str) -> Facts:
    """All units, targets, terms, tallies, spans and reports that count now."""
    cube = _cube(connection)
    cells, last_period = _cells(connection, cube)
    first_received, last_received = _received_days(connection, cube)
    last_day = max((d for d in (last_received, last_period) if d), default=None)
    first_cell = min(
        (c.period_start for cs in cells.values() for c in cs), default=None
    )
    first = min((d for d in (first_received, first_cell) if d), default=None)
    return Facts(
        versions=read_units(connection),
        targets=tuple(_targets(connection, timezone)),
        terms=read_terms(connection),
        cube=cube,
        catalogue=_catalogue(connection),
        cells=cells,
        first_day=first,
        last_day=last_day,
    )


def read_terms(connection: Connection) -> tuple[Term, ...]:
    """All terms of office that count now."""
    return tuple(_terms(connection))


def read_units(connection: Connection) -> tuple[Unit, ...]:
    """All versions of units that count now."""
    return tuple(_units(connection))


def _received_days(
    connection: Connection, cube: Cube
) -> tuple[date | None, date | None]:
    """The first and the last day on which a dossier was handed in. Those that count
    in no measure (registered, refused) stand in no tally, but their days are data."""
    first = _found_day(connection, cube.days[0] if cube.days else None, True)
    last = _found_day(connection, cube.days[-1] if cube.days else None, False)
    known = [d for d in (first, last, *cube.days[:1], *cube.days[-1:]) if d is not None]
    return min(known, default=None), max(known, default=None)


def _found_day(connection: Connection, beyond: date | None, first: bool) -> date | None:
    """The first (else the last) day with a dossier; only days `beyond` are looked at.
    Asked of each unit apart, so that the index on unit and day serves."""
    units = _units_with_dossiers()
    day = dossier.c.day
    here = select(day).where(
        dossier.c.current, dossier.c.deleted != "1", dossier.c.unit_code == units.c.code
    )
    if beyond is not None:
        here = here.where(day < beyond if first else day > beyond)
    here = here.order_by(day if first else day.desc()).limit(1)
    found = (func.min if first else func.max)(here.correlate(units).scalar_subquery())
    asked: date | None = connection.scalar(select(found).select_from(units))
    return asked


def _units_with_dossiers() -> CTE:
    """Every unit_code of a current dossier, as `code`: found from one to the next."""
    code = dossier.c.unit_code
    smallest = select(func.min(code).label("code")).where(dossier.c.current)
    units = smallest.cte("units", recursive=True)
    following = smallest.where(code > units.c.code).correlate(units).scalar_subquery()
    return units.union_all(select(following).where(units.c.code.is_not(None)))


def first_online(
    connection: Connection, catalogue: Catalogue, start: date | None
) -> FirstOnline:
    """From which day on each procedure in force had a dossier online since `start`."""
    table = daily_tally
    statement = (
        select(table.c.unit_code, table.c.procedure_code, func.min(table.c.day))
        .where(table.c.online > 0)
        .group_by(table.c.unit_code, table.c.procedure_code)
    )
    if start is not None:
        statement = statement.where(table.c.day >= start)
    rows = [
        (unit, procedure, day) for unit, procedure, day in connection.execute(statement)
    ]
    return FirstOnline.build(catalogue, rows)


def _current(connection: Connection, table: Table) -> Iterable[Any]:
    # Not by id: a version that an undo brought back is written late.
    return connection.execute(
        select(table).where(table.c.current).order_by(table.c.load_id, table.c.line)
    )


def _units(connection: Connection) -> Iterable[Unit]:
    for row in _current(connection, unit):
        yield Unit(
            code=row.code,
            name=row.name,
            kind=row.kind,
            parent_code=row.parent_code,
            name_en=row.name_en,
            former_district=row.former_district,
            latitude=row.latitude,
            longitude=row.longitude,
            area_km2=row.area_km2,
            population=row.population,
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            replaced_by=row.replaced_by,
        )


# Sorts behind every time that is written.
_END_OF_DAY = "~"


def _targets(connection: Connection, timezone: str) -> Iterable[Target]:
    for row in _current(connection, target):
        deadline = local_days(pd.Series([row.deadline], dtype=object), timezone).iloc[0]
        yield Target(
            plan=row.plan,
            indicator=row.indicator,
            value=Fraction(row.value),
            deadline=date.fromisoformat(deadline),
            # A bare day ends after every time of it.
            moment=row.deadline if "T" in row.deadline else _END_OF_DAY,
            scope_kind=row.scope_kind,
            scope_code=row.scope_code,
            starts_on=row.starts_on,
            window=row.window,
            decision_no=row.decision_no,
            issued_on=row.issued_on,
            official=row.official == "1",
            title=row.title,
            order=(row.load_id, row.line),
        )


def _terms(connection: Connection) -> Iterable[Term]:
    for row in _current(connection, office_term):
        yield Term(
            unit_code=row.unit_code,
            person=row.person,
            post=row.post,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            acting=row.acting == "1",
            decision_no=row.decision_no,
            email=row.email,
        )


def _cube(connection: Connection) -> Cube:
    """Running sums by unit, day and measure."""
    rows = connection.execute(select(unit_day_tally)).all()
    codes, told, *counts = zip(*rows, strict=True) if rows else ((), ())
    units, days = tuple(sorted(set(codes))), tuple(sorted(set(told)))
    unit_at = {code: place for place, code in enumerate(units)}
    day_at = {day: place for place, day in enumerate(days, start=1)}
    sums = np.zeros((len(units), len(days) + 1, len(MEASURE_KEYS)), dtype=np.int64)
    if rows:
        where = [unit_at[code] for code in codes], [day_at[day] for day in told]
        sums[where] = np.array(counts, dtype=np.int64).T
    return Cube(units, days, sums.cumsum(axis=1))


def _catalogue(connection: Connection) -> Catalogue:
    spans = read_spans(connection)
    unit_at, units = pd.factorize(spans["unit_code"], sort=True)
    procedure_at, procedures = pd.factorize(spans["procedure_code"], sort=True)
    level = {word: place for place, word in enumerate(LEVELS)}
    return Catalogue(
        units=tuple(units),
        procedures=tuple(procedures),
        unit=unit_at.astype(np.int64),
        procedure=procedure_at.astype(np.int64),
        level=np.array([level[word] for word in spans["level"]], dtype=np.int64),
        first=spans["day_from"].to_numpy(dtype=np.int64),
        last=spans["day_to"].to_numpy(dtype=np.int64),
    )


def _cells(
    connection: Connection, cube: Cube
) -> tuple[dict[str, tuple[Cell, ...]], date | None]:
    """Reported cells by unit, and the last day a report speaks of."""
    table = reported_count
    rows = connection.execute(
        select(table)
        .where(table.c.current, table.c.value.is_not(None))
        .order_by(table.c.load_id, table.c.line)
    )
    grouped: dict[tuple[str, str, date, date], list[Any]] = {}
    for row in rows:
        key = (row.unit_code, row.procedure_code, row.period_start, row.period_end)
        grouped.setdefault(key, []).append(row)
    found: dict[str, list[Cell]] = {}
    for (code, procedure, start, end), figures in grouped.items():
        found.setdefault(code, []).append(
            Cell(
                code,
                procedure,
                start,
                end,
                {row.measure: row.value for row in figures},
                max(row.reported_at for row in figures),
                max(row.load_id for row in figures),
                _received_within(cube, code, start, end),
            )
        )
    last = max((end for _, _, _, end in grouped), default=None)
    return {code: tuple(cells) for code, cells in found.items()}, last


def _received_within(cube: Cube, code: str, start: date, end: date) -> bool:
    """Whether the unit has a dossier received from `start` to `end`."""
    if code not in cube.index:
        return False
    received = cube.window(Window(start, end))[cube.index[code], 0]
    return bool(received > 0)
