"""Parts of loads as the ingest room hands them over, for tests of the store alone."""

from __future__ import annotations

from datetime import date
from itertools import count

import pandas as pd

from core.kinds import DOSSIERS, PROCEDURES, SERVICES, UNITS, Kind
from store.engine import Database
from store.loads import NewLoad, Part, Taken, take

NOTHING = pd.DataFrame(columns=["line", "reason", "field", "row", "unit_code"])
_numbers = count()


def part(kind: Kind, *rows: dict[str, object]) -> Part:
    """Rows with the same keys; the lines are 2, 3, …"""
    frame = pd.DataFrame(rows, dtype=object)
    columns = tuple(name for name in frame.columns if name in kind.names)
    return Part(kind, columns, frame.assign(line=range(2, len(rows) + 2)), NOTHING)


def load(db: Database, *parts: Part, retry_of: int | None = None) -> Taken:
    with db.write() as connection:
        record = NewLoad("file.csv", f"sha{next(_numbers)}", retry_of=retry_of)
        return take(connection, record, list(parts))


def dossier(code: str = "d1", day: str = "2025-07-10", **values: object) -> dict:
    return {
        "dossier_code": code,
        "unit_code": "a",
        "procedure_code": "p",
        "received_at": day,
        "day": date.fromisoformat(day[:10]),
    } | values


def dossiers(db: Database, *rows: dict, **how: int | None) -> Taken:
    return load(db, part(DOSSIERS, *rows), **how)


def place(db: Database) -> None:
    """Wards a and b below the city, procedures p and q."""
    load(
        db,
        part(
            UNITS,
            {"code": "city", "name": "C", "kind": "city", "parent_code": ""},
            {"code": "a", "name": "A", "kind": "ward", "parent_code": "city"},
            {"code": "b", "name": "B", "kind": "ward", "parent_code": "city"},
        ),
        part(PROCEDURES, {"code": "p", "name": "P"}, {"code": "q", "name": "Q"}),
    )


def service(procedure: str, level: str, **values: object) -> dict:
    return {
        "procedure_code": procedure,
        "online_level": level,
        "unit_code": "",
        "unit_kind": "",
        "valid_from": date.min,
        "valid_to": date.max,
    } | values


def services(db: Database, *rows: dict) -> Taken:
    return load(db, part(SERVICES, *rows))
