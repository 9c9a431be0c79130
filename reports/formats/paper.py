"""PDF: a cover that says what the numbers are, then the tables, on A4. For reading and
handing out; programs read the other formats."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

from core.errors import KpiError
from core.language import _, language
from core.settings import settings
from figures import formats
from figures.qr import svg
from metrics.citation import SHORT
from reports.tables import Cell, Column, Document, Line, Table, known

_PAGES = Path(__file__).with_name("paper.typ")
# More cells than this are some 150 pages: nobody reads them on paper.
_MOST = 50_000
_NUMBERS = {"whole", "share", "points", "number"}
# The least and the most of the width of a page that a column is given, in letters.
_LEAST, _WIDEST = 6, 34


def write(document: Document) -> bytes:
    """The pages, tagged for screen readers (PDF/UA-1). A column that says the same in
    each row is said once above its table, one that says nothing is left out.

    Raises KpiError for tables that are too long for paper.
    """
    cells = sum(len(one.rows) * len(one.columns) for one in document.tables)
    if cells > _MOST:
        raise KpiError("This is too long for paper. Take it away as Excel or CSV.")
    told = json.dumps(_told(document), ensure_ascii=False)
    made: bytes = typst.compile(
        _PAGES,
        font_paths=[],
        ignore_system_fonts=True,
        sys_inputs={"data": told},
        pdf_standards=["ua-1"],
    )
    return made


def _told(document: Document) -> dict[str, Any]:
    return {
        "lang": language(),
        "title": document.title,
        "cover": _halves(document.cover),
        "link": document.link,
        "code": svg(document.link) if document.link else "",
        "foot": _foot(document),
        "page": _("page"),
        "nothing": _("nothing to list"),
        "tables": [_table(one) for one in document.tables],
    }


def _halves(cover: Sequence[Line]) -> list[list[dict[str, str]]]:
    """The lines of a cover in two columns of about the same length; a heading stays
    with what it heads."""
    size = [60 + len(line.text) for line in cover]
    heads = [at for at, line in enumerate(cover) if not line.text] or [len(cover)]
    middle = min(heads, key=lambda at: abs(sum(size[:at]) - sum(size[at:])))
    told = [{"label": line.label, "text": line.text} for line in cover]
    return [told[:middle], told[middle:]]


def _foot(document: Document) -> str:
    """Title, and the mark by which what is printed is checked later."""
    if not document.hash:
        return document.title
    mark = f"e{document.evaluation or 0} · {document.hash[:SHORT]}"
    return _("{title} · mark {mark}", title=document.title, mark=mark)


def _table(one: Table) -> dict[str, Any]:
    same = _same(one)
    shown = _shown(one, same)
    columns = [one.columns[at] for at in shown]
    rows = [
        [_text(column, row[at]) for at, column in zip(shown, columns, strict=True)]
        for row in one.rows
    ]
    return {
        "title": one.title,
        "same": [
            {
                "label": _(one.columns[at].title),
                "text": _text(one.columns[at], one.rows[0][at]),
            }
            for at in same
        ],
        "heads": [_(column.title) for column in columns],
        "numeric": [column.type in _NUMBERS for column in columns],
        "widths": [_width(column, at, rows) for at, column in enumerate(columns)],
        "rows": rows,
    }


def _same(one: Table) -> list[int]:
    """The columns that say the same in each of several rows."""
    if len(one.rows) < 2:
        return []
    return [
        at
        for at in range(len(one.columns))
        if known(one.rows[0][at]) and len({row[at] for row in one.rows}) == 1
    ]


def _shown(one: Table, same: Sequence[int]) -> list[int]:
    """The columns that are printed: those that say something, and not all the same."""
    return [
        at
        for at in range(len(one.columns))
        if at not in same and any(known(row[at]) for row in one.rows)
    ]


def _width(column: Column, at: int, rows: list[list[str]]) -> int:
    """By its longest cell, and the longest word of its head."""
    words = [len(word) for word in _(column.title).split()]
    longest = max([*words, *(len(row[at]) for row in rows)], default=_LEAST)
    return min(max(longest, _LEAST), _WIDEST)


def _text(column: Column, cell: Cell) -> str:
    """A cell as readers are shown it on pages."""
    if not known(cell):
        return formats.NOTHING
    if column.type == "word":
        return _(column.words[str(cell)]) if str(cell) in column.words else str(cell)
    # A count that is withheld is a word.
    told = _SAID.get(column.type) if not isinstance(cell, str) else None
    if column.type == "moment":
        return formats.moment(str(cell), settings().timezone)
    return told(cell) if told else str(cell)


def _plain(value: Any) -> str:
    return formats.number(value, 0 if value == int(value) else 2)


_SAID: Mapping[str, Callable[[Any], str]] = {
    "share": formats.percent,
    "points": lambda value: formats.change(value, 2),
    "whole": formats.number,
    "number": _plain,
    "day": formats.day,
}
