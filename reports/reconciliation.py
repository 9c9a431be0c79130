"""Figures beside what they are compared with, to take away."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from core.language import _
from core.settings import Settings
from figures import formats
from figures.reconciled import MEASURES, RESULTS, WHY, must_look
from metrics.answers import Header
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("procedure_code", "Procedure code", "text"),
    Column("period_start", "First day", "day"),
    Column("period_end", "Last day", "day"),
    Column("measure", "Figure", "word", 22, MEASURES),
    Column("reported", "Reported", "whole"),
    Column("counted", "Compared with", "whole"),
    Column("difference", "Difference", "whole"),
    Column("tolerance", "Tolerated difference, dossiers", "number"),
    Column("result", "Result", "word", 26, RESULTS),
    Column("why", "Why it is compared", "word", 50, WHY),
    Column("look", "Who must look", "text", 40),
)


def document(frame: pd.DataFrame, header: Header, settings: Settings) -> Document:
    """`frame`: as in metrics.answers.DataAnswer, in the order it is to have."""
    title = _("Reported and counted")
    open_ones = int((frame["result"] == "beyond").sum())
    return Document(
        name=file_name(title, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(_("Beyond the tolerance"), formats.number(open_ones)),
            *cover.known_lines(
                header.as_of, header.known_at, header.evaluation, settings
            ),
        ),
        tables=(table(title, COLUMNS, [_row(row) for row in _rows(frame)]),),
    )


def _rows(frame: pd.DataFrame) -> list[Mapping[str, object]]:
    return [
        {str(key): value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _row(row: Mapping[str, object]) -> Mapping[str, object]:
    # Who must look at what nobody need look at is not told.
    return {**row, "look": must_look(row) if row["result"] == "beyond" else ""}
