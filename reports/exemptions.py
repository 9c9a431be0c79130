"""Exemptions, to take away."""

from __future__ import annotations

from board import Board
from core.language import _
from figures import formats
from metrics.exemptions import STATES, Exemption
from reports import cover
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("id", "Number", "whole"),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("procedures", "Procedures", "text", 30),
    Column("starts_on", "Received from", "day"),
    Column("ends_on", "Received until", "day"),
    Column("decision_no", "Decision", "text", 20),
    Column("reason", "Why, for all to read", "text", 48),
    Column("state", "State", "word", 22, STATES),
    Column("last", "Last day left out", "day"),
    Column("ended_reason", "Why it ended early", "text", 40),
    Column("dossiers", "Dossiers left out when it was entered", "whole"),
    Column("evaluation", "Evaluation", "whole"),
    Column("entered_at", "Entered", "moment", 18),
    Column("confirmed_at", "Confirmed", "moment", 18),
)


def document(board: Board) -> Document:
    """All exemptions, the oldest first."""
    title, header, units = _("Exemptions"), board.header(), board.units()
    names = dict(zip(units["code"], units["name"], strict=True))
    found = board.exemptions()
    rows = [_row(board, one, names) for one in found]
    known = (header.as_of, header.known_at, header.evaluation)
    return Document(
        name=file_name(title, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, board.settings.timezone),
            Line(title, formats.number(len(found))),
            *cover.known_lines(*known, board.settings),
        ),
        tables=(table(title, COLUMNS, rows),),
        evaluation=header.evaluation,
        asked={"what": "exemptions"},
    )


def _row(board: Board, one: Exemption, names: dict[str, str]) -> dict[str, object]:
    return {
        "id": one.id,
        "unit_code": one.unit_code,
        "unit_name": names.get(one.unit_code, "") or _("All units"),
        "procedures": ", ".join(one.procedures),
        "starts_on": one.starts_on,
        "ends_on": one.ends_on,
        "decision_no": one.decision_no,
        "reason": one.reason,
        "state": one.state(board.dialogue_day()),
        "last": one.last,
        "ended_reason": one.ended.reason if one.ended else "",
        "dossiers": one.dossiers,
        "evaluation": one.evaluation,
        "entered_at": one.at,
        "confirmed_at": one.confirmed.at if one.confirmed else None,
    }


def file(board: Board, form: str) -> File:
    """The same in the format `form` (reports/formats)."""
    return as_file(board, document(board), form)
