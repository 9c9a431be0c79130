"""What a file carries beside its table: the evaluation it speaks of and a hash."""

from __future__ import annotations

from dataclasses import replace

from board import Board
from core.language import _
from metrics.citation import SHORT, table_hash
from reports.tables import Document, Line, Table


def digest(table: Table) -> str:
    """The hash of a table's keys and cells, the same in each format."""
    return table_hash(table.keys, table.rows)


def carrying(board: Board, document: Document) -> Document:
    """`document` with the hash of its first table, told on its cover and kept, so
    that the file can be checked later, under whatever name."""
    first = document.tables[0]
    found = digest(first)
    board.keep_table(found, document.evaluation, document.asked)
    lines = (
        Line(_("To check later")),
        Line(_("Hash of “{table}”", table=first.title), found),
        Line(_("Is it still current?"), "python -m reports verify FILE"),
    )
    return replace(
        document,
        hash=found,
        cover=(*document.cover, *lines),
        link=_link(board.settings.public_url, document.evaluation, found),
    )


def _link(public_url: str, evaluation: int | None, found: str) -> str:
    """Where the app says what became of the table; "" without an address of its own."""
    if not public_url:
        return ""
    start = public_url.rstrip("/")
    return f"{start}/number?evaluation={evaluation or 0}&hash={found[:SHORT]}"
