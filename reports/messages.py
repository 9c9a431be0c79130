"""The log of messages, to take away: everything but their words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from board import Board
from core.language import _
from core.messages import KINDS, WAYS
from figures import formats
from metrics.message_log import LANGUAGES, STATES, Listed
from reports import cover
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("id", "Number", "whole"),
    Column("kind", "Kind", "word", 26, KINDS),
    Column("reader", "Reader", "text", 28),
    Column("account", "Account", "text", 18),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("address", "Address", "text", 34),
    Column("way", "Way", "word", 18, WAYS),
    Column("language", "Language", "word", 14, LANGUAGES),
    Column("scope", "Written under the rights of", "text", 28),
    Column("queued_at", "Queued", "moment", 18),
    Column("state", "State", "word", 18, STATES),
    Column("changed_at", "State since", "moment", 18),
    Column("why", "Reason", "text", 44),
    Column("tries", "Tries", "whole"),
    Column("key", "Key", "text", 34),
)


def document(board: Board, state: str = "", kind: str = "", text: str = "") -> Document:
    """All messages that pass the filters (board.message_log), the newest first."""
    title, header = _("Messages"), board.header()
    log = board.message_log(state, kind, text, most=None)
    units = board.units()
    names = dict(zip(units["code"], units["name"], strict=True))
    rows = [_row(one, names.get(one.unit_code, "")) for one in log.rows]
    known = cover.known_lines(
        header.as_of, header.known_at, header.evaluation, board.settings
    )
    return Document(
        name=file_name(title, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, board.settings.timezone),
            Line(title, formats.number(len(rows))),
            *known,
        ),
        tables=(table(title, COLUMNS, rows),),
    )


def _row(one: Listed, unit_name: str) -> dict[str, Any]:
    key, values = one.why
    why = _(key, **values) if key else ""
    return {**asdict(one), "unit_name": unit_name, "why": why}


def file(board: Board, form: str, state: str, kind: str, text: str) -> File:
    """The same in the format `form` (reports/formats)."""
    return as_file(board, document(board, state, kind, text), form)
