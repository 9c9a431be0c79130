"""Weeks that lie far from earlier ones, to take away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from core.language import _
from core.settings import Settings
from figures import formats, unusual
from metrics.answers import Header
from metrics.unlike import Unlike
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("procedure_code", "Procedure code", "text"),
    Column("procedure_name", "Procedure", "text", 40),
    Column("check", "Figure", "word", 22, unusual.CHECKS),
    Column("seen", "What was seen", "text", 40),
    Column("value", "Value", "number"),
    Column("low", "Expected, from", "number"),
    Column("high", "Expected, to", "number"),
    Column("count", "Dossiers behind it", "whole"),
    Column("of", "Of dossiers", "whole"),
    Column("times", "Usual swings away", "number"),
    Column("weeks", "Earlier weeks", "whole"),
    Column("before", "Dossiers of earlier weeks", "whole"),
    Column("owner", "Who must look", "text", 34),
)


def document(
    answer: Unlike, rows: pd.DataFrame, header: Header, settings: Settings
) -> Document:
    """`rows`: those of `answer` that are taken away, in its order."""
    title = _("Weeks unlike earlier ones")
    week = answer.week
    days = f"{formats.day(week.first)} – {formats.day(week.last)}" if week else ""
    lines = cover.known_lines(
        header.as_of, header.known_at, header.evaluation, settings
    )
    return Document(
        name=file_name(title, week.last if week else header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(_("Week compared"), days or formats.NOTHING),
            Line(_("Units compared"), formats.number(answer.units)),
            *lines,
        ),
        tables=(table(title, COLUMNS, [_row(row) for row in rows.to_dict("records")]),),
    )


def _row(row: Mapping[Any, Any]) -> Mapping[str, object]:
    whole = {} if row["unit_code"] else {"unit_name": _("All units together")}
    return {**row, **whole, "seen": unusual.seen(row), "owner": _(row["owner"])}
