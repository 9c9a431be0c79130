"""That an account opened the page of its own unit in a week: one row, nothing finer."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from store.schema import page_opened


def known(connection: Connection, account_id: int, unit: str, week: date) -> bool:
    """Whether it is kept already; `week`: its Monday."""
    t = page_opened.c
    this = (t.account_id == account_id) & (t.unit_code == unit) & (t.week == week)
    return connection.execute(select(t.week).where(this)).first() is not None


def add(connection: Connection, account_id: int, unit: str, week: date) -> None:
    """Keep it once, however many add it at a time."""
    values = {"account_id": account_id, "unit_code": unit, "week": week}
    is_sqlite = connection.dialect.name == "sqlite"
    insert_into = sqlite.insert if is_sqlite else postgresql.insert
    new = insert_into(page_opened).values(values).on_conflict_do_nothing()
    connection.execute(new)


def forget(connection: Connection, before: date) -> None:
    """Remove what was kept of weeks from before a day."""
    connection.execute(delete(page_opened).where(page_opened.c.week < before))


def every(connection: Connection) -> list[tuple[int, str, date]]:
    """account_id, unit_code and week of all that is kept."""
    t = page_opened.c
    rows = connection.execute(select(t.account_id, t.unit_code, t.week))
    return [(row.account_id, row.unit_code, row.week) for row in rows]
