"""Doubtful rows that count, to take away."""

from __future__ import annotations

import pandas as pd

from core.language import _
from core.reasons import DOUBTS
from core.settings import Settings
from figures import formats
from metrics.answers import Header
from metrics.doubted import DoubtsAsked
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("doubt", "Doubt", "word", 44, DOUBTS),
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("procedure_code", "Procedure code", "text"),
    Column("procedure_name", "Procedure", "text", 44),
    Column("rows", "Rows", "whole"),
    Column("load_id", "Newest load", "whole"),
    Column("owner", "Who must look", "text", 40),
)


def document(
    frame: pd.DataFrame, asked: DoubtsAsked, header: Header, settings: Settings
) -> Document:
    """`frame`: as board.Board.doubts gives it by unit and procedure for `asked`."""
    title = _("Doubtful rows that count")
    labels = (_("Load"), _("Unit code"), _("Procedure code"))
    load = "" if asked.load_id is None else str(asked.load_id)
    chosen = (load, asked.unit_code, asked.procedure_code)
    lines = zip(labels, chosen, strict=True)
    rows = frame.assign(owner=[_(owner) for owner in frame["owner"]])
    return Document(
        name=file_name(title, *chosen, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            *(Line(label, value or _("all")) for label, value in lines),
            Line(_("Rows"), formats.number(int(frame["rows"].sum()))),
            *cover.known_lines(
                header.as_of, header.known_at, header.evaluation, settings
            ),
        ),
        tables=(table(title, COLUMNS, rows),),
    )
