"""CSV: the first table, its keys as header, numbers at full precision."""

from __future__ import annotations

import csv
import io
from datetime import date

from core.spreadsheets import harmless
from reports.tables import Cell, Document

# Without it Excel reads UTF-8 as the old code page of the machine.
_BOM = b"\xef\xbb\xbf"


def to_file(document: Document) -> bytes:
    """UTF-8 with a byte order mark, as Excel opens it."""
    return _BOM + to_stream(document)


def to_stream(document: Document) -> bytes:
    """UTF-8 without a byte order mark, lines ended by one line feed."""
    table = document.tables[0]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_text(key) for key in table.keys)
    writer.writerows([_text(cell) for cell in row] for row in table.rows)
    return text.getvalue().encode("utf-8")


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return repr(cell)


def as_read(text: str) -> str:
    """A text of such a file as it was before it was made harmless."""
    return text[1:] if text.startswith("'") and harmless(text[1:]) == text else text
