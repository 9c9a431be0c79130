"""Reading back a table that was taken away, in whatever format."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from python_calamine import CalamineError, CalamineWorkbook

from core.clock import written
from core.errors import KpiError
from core.settings import settings
from metrics.citation import cited
from reports import (
    chairs,
    completeness,
    dialogue,
    disputes,
    procedures,
    reconciliation,
    rejected,
    revisions,
    stocktake,
    trend,
    unit,
)
from reports.formats.csv_file import as_read
from reports.tables import Cell, Type, cell
from reports.words import RANKING

TYPES: dict[str, Type] = {
    column.key: column.type
    for column in (
        *RANKING,
        *trend.COLUMNS,
        *unit.INDICATOR_COLUMNS,
        *chairs.COLUMNS,
        *procedures.COLUMNS,
        *rejected.COLUMNS,
        *completeness.COLUMNS,
        *reconciliation.COLUMNS,
        *revisions.REVISED,
        *revisions.PARTS,
        *stocktake.MINUTES,
        *dialogue.COLUMNS,
        *disputes.COLUMNS,
    )
}
# The properties of a workbook that say what it carries (reports/formats/workbook.py).
_PROPERTY = re.compile(r'name="haicap_(\w+)"[^>]*><vt:\w+>([0-9a-f]+)</vt:\w+>')
# The same of a file of pages (layouts/stocktake/offline.py), and what is seen of it.
_META = re.compile(r'<meta name="haicap_(evaluation|hash)" content="([0-9a-f]+)">')
_SEEN = re.compile(r'<body><main class="room">(.*)</main><script>', re.S)
# Far more than any table of this software unpacks to.
_MOST_UNPACKED = 200 << 20
_PROPERTIES, _MOST = "docProps/custom.xml", 100_000


@dataclass(frozen=True)
class Taken:
    """A table read back. `carried`: the evaluation and (shortened) hash that its file
    says it has, None where it says none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    carried: tuple[int, str] | None


def read(path: Path) -> Taken:
    """The table in a file. Raises KpiError when it cannot be read as one."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _unreadable(path.name, error) from error
    return parse(path.name, content)


def parse(name: str, content: bytes) -> Taken:
    """The table in the bytes of a file called `name`. Raises KpiError when they cannot
    be read as one."""
    forms = {".csv": _csv, ".json": _json, ".xlsx": _workbook, ".html": _pages}
    form = forms.get(Path(name).suffix.lower())
    if Path(name).suffix.lower() == ".pdf":
        raise KpiError(
            "{file} is for reading: its cells cannot be compared. Check the mark at "
            "the foot of its pages on the page of a number, or a CSV or XLSX file of "
            "the same table.",
            file=name,
        )
    if form is None:
        raise KpiError(
            "{file} is no CSV, JSON, XLSX or HTML file, so it cannot be checked.",
            file=name,
        )
    try:
        columns, rows, inside = form(content)
    except (OSError, ValueError, zipfile.BadZipFile, CalamineError) as error:
        raise _unreadable(name, error) from error
    typed = tuple(tuple(_typed(columns, row)) for row in rows)
    return Taken(columns, typed, inside or cited(name))


def _unreadable(name: str, error: Exception) -> KpiError:
    return KpiError("{file} cannot be read: {cause}.", file=name, cause=str(error))


Parsed = tuple[tuple[str, ...], Iterable[Sequence[Any]], tuple[int, str] | None]


def _csv(content: bytes) -> Parsed:
    lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    if not lines:
        raise ValueError("it is empty")
    return (
        tuple(lines[0]),
        [[as_read(text) for text in line] for line in lines[1:]],
        None,
    )


def _json(content: bytes) -> Parsed:
    rows: list[Mapping[str, Any]] = json.loads(content.decode("utf-8-sig"))
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ValueError("it is no list of objects")
    columns = tuple(rows[0]) if rows else ()
    return columns, [[row.get(name) for name in columns] for row in rows], None


def _pages(content: bytes) -> Parsed:
    """The pages of a meeting: all that a reader sees of the file is one cell."""
    text = content.decode("utf-8-sig")
    seen = _SEEN.search(text)
    if seen is None:
        raise ValueError("it is no file of a meeting")
    found = dict(_META.findall(text[: seen.start()]))
    carried = None
    if {"evaluation", "hash"} <= found.keys():
        carried = int(found["evaluation"]), found["hash"]
    return (stocktake.CONTENT,), [[seen[1]]], carried


def _workbook(content: bytes) -> Parsed:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
            raise ValueError(f"it unpacks to more than {_MOST_UNPACKED >> 20} MB")
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    for name in book.sheet_names:
        lines = book.get_sheet_by_name(name).to_python()
        if lines and all(str(key) in TYPES for key in lines[0]):
            return tuple(map(str, lines[0])), lines[1:], _properties(content)
    raise ValueError("no sheet in it is a table of this software")


def _properties(content: bytes) -> tuple[int, str] | None:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if _PROPERTIES not in book.namelist():
            return None
        with book.open(_PROPERTIES) as file:
            text = file.read(_MOST).decode("utf-8", "replace")
    found = dict(_PROPERTY.findall(text))
    if not {"evaluation", "hash"} <= found.keys():
        return None
    return int(found["evaluation"]), found["hash"]


def _typed(columns: Sequence[str], row: Sequence[Any]) -> Iterable[Cell]:
    """The cells as the types of their columns; what is of no such type stays text, so
    that it is found to be altered."""
    missing = [None] * (len(columns) - len(row))
    for place, value in enumerate([*row, *missing]):
        # A cell beyond the header belongs to no column, and is no less an alteration.
        name = columns[place] if place < len(columns) else ""
        kind = TYPES.get(name, "text")
        try:
            yield cell(_plain(value, kind), kind)
        except ValueError:
            yield str(value)


def _utc(local: datetime) -> str:
    """A moment of a sheet, which knows no zones, as it is kept."""
    # A sheet counts in parts of a day, a second is not told exactly.
    whole = (local + timedelta(milliseconds=500)).replace(microsecond=0)
    return written(whole.replace(tzinfo=ZoneInfo(settings().timezone)))


def _plain(value: Any, kind: Type) -> Any:
    if isinstance(value, datetime):
        return _utc(value) if kind == "moment" else value.date()
    if isinstance(value, float) and kind == "text":
        return f"{value:.0f}" if value.is_integer() else repr(value)
    if isinstance(value, str) and kind == "day" and value:
        return date.fromisoformat(value)
    return value
