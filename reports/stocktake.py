"""What a meeting leaves: the file for the projector, and the minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from board import Board
from board.stocktaking import Agreed
from core.language import _
from core.settings import Settings
from figures import formats
from metrics.citation import file_mark, table_hash
from metrics.indicators import INDICATORS
from metrics.meetings import Meeting
from reports import cover
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Column, Document, Line, table

# A file of pages is read back as a table of one cell (reports/reading.py).
CONTENT = "content"
MINUTES = (
    Column("meeting", "Meeting", "whole"),
    Column("held_on", "Day", "day"),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 28),
    Column("agreed", "What was agreed", "text", 40),
    Column(
        "indicator",
        "Indicator",
        "word",
        24,
        words={one.key: one.name for one in INDICATORS},
    ),
    Column("about", "Procedure or group", "text", 20),
    Column("gain", "Gain, points", "points"),
    Column("due_on", "By when", "day"),
    Column("owner", "Who sees to it", "text", 24),
    Column("request", "Request", "whole"),
    Column("entered_by", "Entered by", "text"),
)


def mark_pages(board: Board, meeting: Meeting, pages: str) -> str:
    """The hash of the pages of a file, kept so that the file can be checked later."""
    mark = table_hash((CONTENT,), ((pages,),))
    evaluation = meeting.frozen.evaluation if meeting.frozen else None
    board.keep_table(mark, evaluation, {"what": "stocktake", "meeting": meeting.id})
    return mark


def pages_file(meeting: Meeting, document: str, mark: str) -> File:
    """The file for the projector."""
    evaluation = meeting.frozen.evaluation if meeting.frozen else None
    name = file_name(
        _("Stocktake"), str(meeting.id), meeting.title, "", meeting.held_on
    )
    return f"{name}_{file_mark(evaluation, mark)}.html", document.encode("utf-8")


def minutes_file(
    board: Board, meeting: Meeting, agreed: Sequence[Agreed], form: str
) -> File:
    """What was agreed in a meeting, in the format `form` (reports/formats)."""
    made = document(board, meeting, agreed, board.settings)
    evaluation = meeting.frozen.evaluation if meeting.frozen else None
    about = {"what": "minutes", "meeting": meeting.id}
    return as_file(board, replace(made, evaluation=evaluation, asked=about), form)


def document(
    board: Board, meeting: Meeting, agreed: Sequence[Agreed], settings: Settings
) -> Document:
    """The minutes of a meeting."""
    title = _("Minutes of the meeting")
    header, frozen = board.header(), meeting.frozen
    known = []
    if frozen is not None:
        about = (frozen.as_of, frozen.known_at, frozen.evaluation)
        known = cover.known_lines(*about, settings)
    names = {
        page["unit_code"]: page["name"] for page in board.meeting_pages(meeting.id)
    }
    rows = [_row(meeting, one, names) for one in agreed]
    return Document(
        name=file_name(title, str(meeting.id), meeting.title, "", meeting.held_on),
        title=f"{title}: {meeting.title}",
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(_("Meeting"), f"{meeting.id} · {meeting.title}"),
            Line(_("Day of the meeting"), formats.day(meeting.held_on)),
            *known,
        ),
        tables=(table(title, MINUTES, rows),),
    )


def _row(meeting: Meeting, one: Agreed, names: dict[str, str]) -> dict[str, object]:
    told = one.commitment
    return {
        "meeting": meeting.id,
        "held_on": meeting.held_on,
        "unit_code": told.unit_code,
        "unit_name": names.get(told.unit_code, ""),
        "agreed": one.text,
        "indicator": told.indicator,
        "about": told.procedure_code or told.field,
        "gain": float(told.promised),
        "due_on": told.due_on,
        "owner": told.owner,
        "request": told.request_id,
        "entered_by": told.who,
    }
