"""XLSX workbooks: typed cells brought back to the text of a neutral file."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from core.errors import SourceError
from ingest.readers.table import (
    TOP_ROWS,
    HeaderPlace,
    Table,
    header_names,
    lay_out_rows,
    refuse_twins,
)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_BLOCK = 1 << 20
# A cell held in memory, whether the sheet uses it or only spans it.
_CELL_BYTES = 32


def cell_text(value: object) -> str:
    """A typed cell as a neutral file would write it: 4.0 is "4", times are ISO."""
    if isinstance(value, str):
        # A database takes no NUL; in JSON it may be written as an escape.
        return value.replace("\0", "")
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime):
        # Excel keeps times as fractions of a day: 08:30 may come as 08:29:59.9999.
        near = value + timedelta(microseconds=500_000)
        return near.replace(microsecond=0).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def sheets(data: bytes, file: str, max_unpacked_mb: int) -> list[WorkbookSheet]:
    """The sheets of a workbook, in order.

    SourceError when `data` is no workbook, is cut off, is locked with a password or
    unpacks beyond `max_unpacked_mb`.
    """
    if not data:
        raise SourceError("{file}: the file is empty.", file=file)
    if data.startswith(_OLE):
        _refuse_ole(data, file)
    _check_archive(data, file, max_unpacked_mb << 20)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        found = [
            WorkbookSheet(workbook.get_sheet_by_name(name), file)
            for name in workbook.sheet_names
        ]
    except (CalamineError, OSError, ValueError) as error:
        raise _not_a_workbook(file) from error
    if not any(sheet.filled for sheet in found):
        raise SourceError("{file}: the file is empty.", file=file)
    return [sheet for sheet in found if sheet.filled]


def _refuse_ole(data: bytes, file: str) -> None:
    if _ENCRYPTED in data:
        raise SourceError(
            "{file}: the workbook is locked with a password. Save it without one.",
            file=file,
        )
    raise SourceError(
        "{file}: this is not an .xlsx workbook but an older format. Save it as .xlsx.",
        file=file,
    )


def _not_a_workbook(file: str) -> SourceError:
    return SourceError(
        "{file}: this is not a workbook that can be read. Save it as .xlsx again.",
        file=file,
    )


def _check_archive(data: bytes, file: str, limit: int) -> None:
    """Unpacks every part once without keeping it: sizes written in the archive may
    lie, and a sheet of two far cells may span a billion."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > limit:
                raise _too_large(file, limit)
            for part in parts:
                if part.flag_bits & 1:
                    raise SourceError(
                        "{file}: the workbook is locked with a password. Save it "
                        "without one.",
                        file=file,
                    )
                spanned = _span(archive, part, limit, file)
                if spanned * _CELL_BYTES > limit:
                    raise _too_large(file, limit)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        if data.startswith(b"PK"):
            raise SourceError(
                "{file}: the workbook is damaged or cut off. Copy or export it again.",
                file=file,
            ) from None
        raise _not_a_workbook(file) from None
    except zlib.error:
        raise _not_a_workbook(file) from None


def _too_large(file: str, limit: int) -> SourceError:
    return SourceError(
        "{file}: the workbook unpacks to more than {limit} MB and is refused. Split "
        "it, or save it as CSV.",
        file=file,
        limit=limit >> 20,
    )


def _span(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int, file: str
) -> int:
    """The number of cells between A1 and the furthest cell of a part."""
    is_sheet = part.filename.startswith("xl/worksheets/")
    last_row = last_column = unpacked = 0
    kept = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            unpacked += len(block)
            if unpacked > limit:
                raise _too_large(file, limit)
            if is_sheet:
                places = _CELL.findall(kept + block)
                kept = block[-20:]
                for letters in {letters for letters, _row in places}:
                    last_column = max(last_column, _column_number(letters))
                last_row = max([last_row, *(int(row) for _letters, row in places)])
    return last_row * last_column


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class WorkbookSheet:
    """One sheet of a workbook; line numbers are its row numbers."""

    reader = "xlsx"

    def __init__(self, sheet: CalamineSheet, file: str) -> None:
        self.name = str(sheet.name)
        self._file = file
        self._rows = [
            [cell_text(cell) for cell in row]
            for row in sheet.to_python(skip_empty_area=False)
        ]

    @property
    def filled(self) -> bool:
        """Whether any cell holds something."""
        return any(cell.strip() for row in self._rows for cell in row)

    def top(self) -> list[list[str]]:
        return self._rows[:TOP_ROWS]

    def table(self, header: HeaderPlace) -> Table:
        names = header_names(self._rows, header)
        refuse_twins(names, self._file)
        first = header.row + header.height
        lines = list(range(first + 1, len(self._rows) + 1))
        return lay_out_rows(names, self._rows[first:], lines)

    def tables(self, header: HeaderPlace) -> Iterator[Table]:
        yield self.table(header)
