"""Disputes and incidents, to take away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from board import Board
from core.language import _
from core.settings import Settings
from figures import formats
from metrics.answers import Header
from metrics.disputes import REASONS, STATES, Dispute, Move
from reports import cover
from reports.files import File, as_file
from reports.names import file_name
from reports.tables import Column, Document, Line, table

_REASONS = {key: name for key, (name, _correction) in REASONS.items()}
COLUMNS = (
    Column("id", "Number", "whole"),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("reason", "Reason", "word", 34, _REASONS),
    Column("correction", "Correction", "text", 14),
    Column("dossiers", "Dossiers", "whole"),
    Column("sent_at", "Sent on", "moment", 18),
    Column("due_on", "Decide by", "day"),
    Column("state", "State", "word", 24, STATES),
    Column("state_at", "State since", "moment", 18),
    Column("note", "Reason of the decision, for all to read", "text", 44),
    Column("indicator", "Indicator", "text", 18),
    Column("numerator", "Counted", "whole"),
    Column("denominator", "Counted of", "whole"),
    Column("with_numerator", "Corrected", "whole"),
    Column("with_denominator", "Corrected of", "whole"),
    Column("rank", "Rank", "whole"),
    Column("with_rank", "Rank, corrected", "whole"),
)


def document(
    found: Sequence[Dispute],
    names: Mapping[str, str],
    header: Header,
    settings: Settings,
) -> Document:
    """`found`: what the reader is told of; a row for each headline at the unit that
    disputes, one for an incident. `names`: of units by code."""
    title = _("Disputes and incidents")
    lines = cover.known_lines(
        header.as_of, header.known_at, header.evaluation, settings
    )
    rows = [row for one in found for row in _rows(one, names)]
    return Document(
        name=file_name(title, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(title, formats.number(len(found))),
            *lines,
        ),
        tables=(table(title, COLUMNS, rows),),
        evaluation=header.evaluation,
        asked={"what": "disputes"},
    )


def _rows(one: Dispute, names: Mapping[str, str]) -> list[Mapping[str, object]]:
    newest = one.states[-1]
    about = {
        "id": one.id,
        "unit_code": one.unit_code,
        "unit_name": names.get(one.unit_code, "") or _("All units"),
        "reason": one.reason,
        "correction": one.correction,
        "dossiers": one.dossiers,
        "sent_at": one.at,
        "due_on": one.due_on,
        "state": newest.state,
        "state_at": newest.at,
        "note": newest.note,
    }
    moves = one.moved(one.unit_code)
    return [{**about, **_figures(move)} for move in moves] or [about]


def _figures(move: Move) -> Mapping[str, object]:
    return {name: getattr(move, name) for name in _FIGURES}


_FIGURES = tuple(column.key for column in COLUMNS[11:])


def made(board: Board, found: Sequence[Dispute]) -> Document:
    """The document of some of a board's disputes."""
    units = board.units()
    names = dict(zip(units["code"], units["name"], strict=True))
    return document(found, names, board.header(), board.settings)


def file(board: Board, found: Sequence[Dispute], form: str) -> File:
    """The same in the format `form` (reports/formats)."""
    return as_file(board, made(board, found), form)
