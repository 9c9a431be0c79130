"""XLSX: a cover that says what the numbers are, then a sheet a table.

One header row serves machines and people: a cell holds the column's key, and its
number format shows the reader the title. The same for words such as statuses.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from core.errors import KpiError
from core.language import _, language
from core.settings import settings
from figures.qr import png
from reports.tables import Cell, Column, Document, Line, Table, Type

_ROWS, _TEXT, _SHEET_NAME = 1_048_575, 32_767, 31
_HEAD = "#1b3a5c"
# Rows of the cover that a code stands on.
_CODE_ROWS = 11
_PERCENT, _SIGNED = "0.00%", "+0.00%;-0.00%;0.00%"
_DAYS = {"vi": "dd/mm/yyyy", "en": "yyyy-mm-dd"}
_NUMBERS: dict[Type, str] = {
    "whole": "#,##0",
    "share": _PERCENT,
    "points": _SIGNED,
    "number": "General",
}
Look = Callable[..., Format]


def write(document: Document) -> bytes:
    """The workbook, opened on its first table. No cell is a formula or a link.

    Raises KpiError when a table has more rows than a sheet can hold.
    """
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": document.title})
        _carry(book, document)
        look = _looks(book)
        _cover(book.add_worksheet(_sheet_name(_("About"))), document, look)
        for place, table in enumerate(document.tables):
            sheet = book.add_worksheet(_sheet_name(table.title))
            _table_sheet(sheet, table, look)
            if place == 0:
                sheet.activate()
    return target.getvalue()


def _carry(book: Workbook, document: Document) -> None:
    """What reports/reading.py finds again, also where cells were altered."""
    if document.hash:
        number = str(document.evaluation or 0)
        book.set_custom_property("haicap_evaluation", number, "text")
        book.set_custom_property("haicap_hash", document.hash, "text")


def _looks(book: Workbook) -> Look:
    """Formats of this workbook, each made once."""
    made: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(**wanted: object) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in made:
            made[key] = book.add_format({"valign": "top", **wanted})
        return made[key]

    return look


def _sheet_name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title)[:_SHEET_NAME]


def _cover(sheet: Worksheet, document: Document, look: Look) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    sheet.set_column(2, 20, 14)
    sheet.write_string(0, 0, document.title, look(bold=True, font_size=16))
    row = 2
    for line in document.cover:
        _cover_line(sheet, row, line, look)
        row += 1
    if document.link:
        row = _code(sheet, row, document.link, look)
    if document.sources is not None:
        head = look(bold=True, font_size=12, font_color=_HEAD)
        sheet.write_string(row + 1, 0, document.sources.title, head)
        _rows(sheet, document.sources, row + 2, look)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _code(sheet: Worksheet, row: int, link: str, look: Look) -> int:
    """The address of what became of it, as text and as a code; the row below them."""
    _cover_line(sheet, row, Line(_("Address"), link), look)
    image = {"image_data": io.BytesIO(png(link)), "description": link}
    sheet.insert_image(row + 1, 1, "qr.png", image)
    return row + _CODE_ROWS


def _cover_line(sheet: Worksheet, row: int, line: Line, look: Look) -> None:
    if not line.text:
        head = look(bold=True, font_size=12, font_color=_HEAD)
        sheet.write_string(row, 0, line.label, head)
        return
    sheet.write_string(row, 0, line.label, look(font_color="#4f5b69", text_wrap=True))
    sheet.write_string(row, 1, line.text[:_TEXT], look(text_wrap=True))


def _table_sheet(sheet: Worksheet, table: Table, look: Look) -> None:
    if len(table.rows) > _ROWS:
        raise KpiError("A sheet cannot hold {rows} rows.", rows=len(table.rows))
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
    _rows(sheet, table, 0, look)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _rows(sheet: Worksheet, table: Table, top: int, look: Look) -> None:
    for place, column in enumerate(table.columns):
        head = look(
            bold=True,
            font_color="#ffffff",
            bg_color=_HEAD,
            text_wrap=True,
            num_format=_said(_(column.title)),
        )
        sheet.write_string(top, place, column.key, head)
    for down, row in enumerate(table.rows, start=top + 1):
        for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
            _cell(sheet, down, place, column, cell, look)


def _said(text: str) -> str:
    """The number format that shows any text as `text`."""
    return ';;;"' + text.replace('"', "”") + '"'


def _cell(
    sheet: Worksheet, row: int, place: int, column: Column, cell: Cell, look: Look
) -> None:
    if cell is None:
        return
    if column.type == "day":
        sheet.write_datetime(row, place, cell, look(num_format=_DAYS[language()]))
    elif column.type == "moment":
        _moment(sheet, row, place, str(cell), look)
    elif isinstance(cell, int | float):
        sheet.write_number(row, place, cell, look(num_format=_number(column, cell)))
    else:
        text = str(cell)[:_TEXT]
        named = column.words.get(text)
        # "@" keeps a code text even when somebody edits the cell.
        shown = _said(_(named)) if named else "@"
        sheet.write_string(row, place, text, look(num_format=shown))


def _number(column: Column, cell: float) -> str:
    # A share below one is never shown as 100 %.
    if column.type == "share" and 0.99995 <= cell < 1:
        return "0.000000%"
    return _NUMBERS[column.type]


def _moment(sheet: Worksheet, row: int, place: int, at: str, look: Look) -> None:
    """A moment in UTC as local time, without an offset: sheets know none."""
    shown = look(num_format=f"{_DAYS[language()]} hh:mm")
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is not None:
        moment = moment.astimezone(ZoneInfo(settings().timezone)).replace(tzinfo=None)
    sheet.write_datetime(row, place, moment, shown)
