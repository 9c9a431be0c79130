"""JSON: the first table as a list of objects; null is not known."""

from __future__ import annotations

import json
from datetime import date

from reports.tables import Cell, Document


def write(document: Document) -> bytes:
    """UTF-8, one object a line; whole numbers stay whole, days are ISO text."""
    table = document.tables[0]
    lines = [
        json.dumps(
            dict(zip(table.keys, map(_plain, row), strict=True)),
            ensure_ascii=False,
            allow_nan=False,
        )
        for row in table.rows
    ]
    body = ",\n ".join(lines)
    return f"[{body}]\n".encode()


def _plain(cell: Cell) -> str | int | float | None:
    return cell.isoformat() if isinstance(cell, date) else cell
