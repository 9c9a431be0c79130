"""Putting files through the door, and looking at what was kept."""

from __future__ import annotations

import json
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import openpyxl
import pandas as pd
from sqlalchemy import select

from core.kinds import BY_NAME, Kind
from core.settings import Settings
from ingest.checks import judge_rows
from ingest.known import Known
from ingest.load import FileResult, load_paths
from ingest.neutral import RawPart
from ingest.normalise import Batch, normalise
from store import ledger
from store.engine import Database
from store.schema import VERSIONED

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
KEY = b"a key for tests"


def put(settings: Settings, name: str, content: str | bytes) -> Path:
    """Writes a file outside the inbox; its path."""
    path = settings.var.parent / "files" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def take(
    db: Database, settings: Settings, name: str, content: str | bytes
) -> FileResult:
    """Loads one file of this content."""
    [result] = load_paths([put(settings, name, content)], db, settings)
    return result


def current(db: Database, kind: str) -> list[dict[str, Any]]:
    """The current rows of a kind, in the order of their identity."""
    table = VERSIONED[kind]
    with db.read() as connection:
        rows = connection.execute(select(table).where(table.c.current)).mappings()
        found = [dict(row) for row in rows]
    return sorted(
        found, key=lambda row: tuple(str(row[name]) for name in BY_NAME[kind].identity)
    )


def rejected(db: Database) -> list[tuple[int, str, str]]:
    """(line, reason, field) of every rejected row."""
    with db.read() as connection:
        frame = ledger.rejected(connection)
    rows = zip(frame["line"], frame["reason"], frame["field"], strict=True)
    return sorted((int(line), str(reason), str(field)) for line, reason, field in rows)


def rejected_cells(db: Database) -> list[dict[str, str]]:
    """The mapped cells of every rejected row."""
    with db.read() as connection:
        return [json.loads(row) for row in ledger.rejected(connection)["row"]]


def batch(kind: str | Kind, *rows: dict[str, str]) -> Batch:
    """Rows normalised, without any database; their lines are 2, 3, …"""
    of = BY_NAME[kind] if isinstance(kind, str) else kind
    names = [name for name in of.names if any(name in row for row in rows)]
    cells = pd.DataFrame(
        {name: [row.get(name, "") for row in rows] for name in names}, dtype="str"
    )
    lines = pd.RangeIndex(2, len(rows) + 2).to_numpy()
    return normalise(RawPart(of, cells, lines), ZONE, KEY)


def known(now: str = "2025-07-24T10:00:00+00:00", **frames: pd.DataFrame) -> Known:
    """What is kept already: one unit and one procedure, always in force."""
    frames = {
        "units": always("00004"),
        "procedures": always("1.001193"),
        **frames,
    }
    return Known(now=datetime.fromisoformat(now), zone=ZONE, **frames)


def always(*codes: str) -> pd.DataFrame:
    """Versions of these codes without a first or last day."""
    return pd.DataFrame(
        {"code": list(codes), "valid_from": date.min, "valid_to": date.max},
        dtype=object,
    )


def reasons(
    kind: str, *rows: dict[str, str], known_of: Known | None = None
) -> list[str]:
    """The reason each row is rejected with, "" for rows that are taken."""
    found = judge_rows(batch(kind, *rows), known_of or known())
    return [str(reason) for reason in found.reasons]


def workbook(rows: list[list[object]], merged: tuple[str, ...] = ()) -> bytes:
    """An .xlsx with one sheet of these rows."""
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()
