"""Who brought what was expected of them, to take away; and what a cover says of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.language import _
from core.settings import Settings
from figures import formats
from metrics.answers import Header
from metrics.completeness import Period
from metrics.expected import Expected
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, table

_BASES = {"dossiers": "dossiers by working day", "reports": "reports by period", "": ""}
COLUMNS = (
    Column("unit_code", "Unit code", "text"),
    Column("unit_name", "Unit", "text", 34),
    Column("basis", "Expected", "word", 24, _BASES),
    Column("expected", "Days or reports expected", "whole"),
    Column("lacking", "Missing", "whole"),
    Column("gaps", "Which days", "text", 40),
    Column("last_day", "Newest data", "day"),
    Column("behind", "Working days behind the newest", "whole"),
)


def document(expected: Expected, header: Header, settings: Settings) -> Document:
    """One row a unit, those that lack most first."""
    title = _("Completeness and timeliness")
    lines = cover.known_lines(
        header.as_of, header.known_at, header.evaluation, settings
    )
    return Document(
        name=file_name(title, expected.end),
        title=title,
        cover=(*cover.place_lines(header), *lines, *cover.completeness_lines(expected)),
        tables=(table(title, COLUMNS, _rows(expected)),),
    )


def _rows(expected: Expected) -> Iterator[dict[str, Any]]:
    frame = expected.frame.sort_values("lacking", ascending=False, kind="stable")
    for row in frame.to_dict("records"):
        gaps = "; ".join(_span(one) for one in row["gaps"])
        yield {str(key): value for key, value in row.items()} | {"gaps": gaps}


def _span(one: Period) -> str:
    if one.first == one.last:
        return formats.day(one.first)
    return f"{formats.day(one.first)} – {formats.day(one.last)}"
