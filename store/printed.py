"""Frozen numbers found again: one of an evaluation, its later readings, its hash."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd
from sqlalchemy import Connection, select

from metrics.citation import Frozen
from store.evaluations import Evaluation
from store.frozen import present
from store.schema import evaluation, standing


def frozen(
    connection: Connection,
    key: tuple[str, str, str, str],
    day: date,
    until: int | None = None,
) -> list[Frozen]:
    """A number in each evaluation (up to `until`) that is as of `day`, the oldest
    first. `key`: plan, indicator, reading, unit code. Where it was not measured it is
    left out."""
    table, (plan, indicator, reading, unit) = standing, key
    rows: list[Any] = list(
        connection.execute(
            select(table)
            .where(
                table.c.plan == plan,
                table.c.indicator == indicator,
                table.c.reading == reading,
                table.c.unit_code == unit,
            )
            .order_by(table.c.evaluation_id)
        )
    )
    found = []
    for number, known_at, _as_of in _evaluations(connection, day):
        before = [row for row in rows if row.evaluation_id <= number]
        if before and before[-1].present and (until is None or number <= until):
            found.append(_frozen(before[-1], number, known_at, day))
    return found


def _evaluations(
    connection: Connection, day: date | None = None
) -> Iterator[tuple[int, str, date]]:
    table = evaluation
    statement = select(table.c.id, table.c.known_at, table.c.as_of)
    if day is not None:
        statement = statement.where(table.c.as_of == day)
    for row in connection.execute(statement.order_by(table.c.id)):
        yield row.id, row.known_at, row.as_of


def _frozen(row: Any, number: int, known_at: str, day: date) -> Frozen:
    return Frozen(
        evaluation=number,
        known_at=known_at,
        plan=row.plan,
        indicator=row.indicator,
        reading=row.reading,
        unit_code=row.unit_code,
        as_of=day,
        window_start=_known(row.window_start),
        numerator=_whole(row.numerator),
        denominator=_whole(row.denominator),
        target=_known(row.target) or "",
        rank=_whole(row.rank),
        status=row.status,
    )


def _known(value: Any) -> Any:
    return None if pd.isna(value) else value


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def find(connection: Connection, then: Evaluation, digest: str) -> Frozen | None:
    """The number of an evaluation whose hash begins with `digest`; None when none has
    it, or several do."""
    rows = present(connection, "standing", then.number).itertuples(index=False)
    every = (_frozen(row, then.number, then.known_at, then.as_of) for row in rows)
    found = [one for one in every if one.hash.startswith(digest)]
    return found[0] if len(found) == 1 else None
