"""A workbook to fill in: headers in both languages, an example, the words allowed."""

from __future__ import annotations

import io
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from core.kinds import Column, Kind
from core.language import LANGUAGES, translate
from ingest.labels import label
from metrics.indicators import BY_KEY
from metrics.measures import MEASURE_KEYS

# Enough prepared rows for a file that is filled in by hand.
_TEXT_ROWS = 5000
_NOTES = {
    "code": "Text; leading zeros are kept.",
    "text": "Text.",
    "word": "One of the words below.",
    "share": "A share from 0 to 1, for example 0.8.",
    "day": "A day: 2025-07-24.",
    "moment": "A time: 2025-07-24T08:30:00, or a day without a clock time.",
    "flag": "1 is yes, 0 is no, empty is not known.",
    "whole": "A whole number, not negative.",
    "decimal": "A number with a decimal point.",
    "secret": "Any text that tells one person from another; only a keyed hash is kept.",
}


def template(kind: Kind) -> bytes:
    """An XLSX workbook for `kind`. Row 1 holds the neutral column names (required
    ones in colour), row 2 their labels, row 3 an example; rows are filled in below.
    The label row and an untouched example are passed over when it is loaded."""
    buffer = io.BytesIO()
    # A written "=1+1" must stay text, and an address no link.
    plain = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, plain) as workbook:
        _fill_sheet(workbook, workbook.add_worksheet(kind.name), kind)
        _notes_sheet(workbook, workbook.add_worksheet(_both("Notes", " - ")), kind)
    return buffer.getvalue()


def write_template(kind: Kind, path: Path) -> Path:
    """Write the template of `kind` to `path`, and bring back the path."""
    path.write_bytes(template(kind))
    return path


def _both(key: str, between: str = " / ") -> str:
    return between.join(translate(key, language) for language in LANGUAGES)


def _fill_sheet(workbook: Workbook, sheet: Worksheet, kind: Kind) -> None:
    name = workbook.add_format({"bold": True, "bg_color": "#E3E8EF"})
    required = workbook.add_format(
        {"bold": True, "bg_color": "#0B6E75", "font_color": "#FFFFFF"}
    )
    told = workbook.add_format({"italic": True, "text_wrap": True, "valign": "top"})
    text = workbook.add_format({"num_format": "@"})
    for at, column in enumerate(kind.columns):
        sheet.set_column(at, at, max(14, len(column.name) + 2), text)
        sheet.write_string(0, at, column.name, required if column.required else name)
        sheet.write_string(1, at, label(kind, column.name), told)
        sheet.write_string(2, at, column.example, text)
    for row in range(3, _TEXT_ROWS):
        # Excel turns 00004 into 4 in a cell that is not marked as text.
        sheet.set_row(row, None, text)
    sheet.set_row(1, 45)
    sheet.freeze_panes(2, 0)


def _notes_sheet(workbook: Workbook, sheet: Worksheet, kind: Kind) -> None:
    bold = workbook.add_format({"bold": True, "text_wrap": True})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 3, 48)
    heads = ("Column", "Meaning", "What may stand there", "Words allowed")
    for at, head in enumerate(heads):
        sheet.write_string(0, at, _both(head), bold)
    for row, column in enumerate(kind.columns, start=1):
        _note(sheet, row, kind, column, wrapped)
    end = len(kind.columns) + 2
    for at, line in enumerate(
        (
            "Columns in colour are required. Others may be removed: a column that is "
            "missing leaves stored values as they are, an empty cell empties them.",
            "Fill in below the example; the example itself is not loaded unless it is "
            "changed.",
        )
    ):
        for place, language in enumerate(LANGUAGES):
            told = translate(line, language)
            sheet.merge_range(
                end + at * 2 + place, 0, end + at * 2 + place, 3, told, wrapped
            )


def _note(
    sheet: Worksheet, row: int, kind: Kind, column: Column, wrapped: Format
) -> None:
    needed = "Required." if column.required else "Optional."
    meaning = "\n".join(
        translate(needed, language) + " " + translate(_note_key(column), language)
        for language in LANGUAGES
    )
    cells = (
        column.name,
        label(kind, column.name),
        meaning,
        ", ".join(_words(kind, column)),
    )
    for at, cell in enumerate(cells):
        sheet.write_string(row, at, cell, wrapped)


def _note_key(column: Column) -> str:
    free = column.type == "word" and column.words is None
    listed = column.name in ("measure", "indicator")
    return _NOTES["text"] if free and not listed else _NOTES[column.type]


def _words(kind: Kind, column: Column) -> list[str]:
    if (kind.name, column.name) == ("counts", "measure"):
        return list(MEASURE_KEYS)
    if column.name == "indicator":
        return list(BY_KEY)
    return list(column.words or ())
