"""Rejected rows to take away, to be mended and handed in again."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from core.language import _
from core.settings import Settings
from metrics.answers import Header
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, table

COLUMNS = (
    Column("load_id", "Load", "whole", 8),
    Column("file", "File", "text", 30),
    Column("line", "Line", "whole", 8),
    Column("reason", "Reason code", "text", 24),
    Column("message", "Message", "text", 44),
)


def document(
    rejected: pd.DataFrame, load: int | None, header: Header, settings: Settings
) -> Document:
    """The rows as columns of their own, after the reason. `rejected`: as in
    metrics.answers.DataAnswer; `load`: the one asked for, None for all."""
    title = _("Rejected rows")
    rows = [{**_mapped(row["row"]), **row} for row in rejected.to_dict("records")]
    taken = {column.key for column in COLUMNS}
    names = dict.fromkeys(
        name for row in rows for name in _mapped(row["row"]) if name not in taken
    )
    of_load = "" if load is None else _("load {number}", number=load)
    return Document(
        name=file_name(title, of_load, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header),
            Line(_("Load"), _("all") if load is None else str(load)),
            Line(_("Rows rejected"), str(len(rows))),
            *cover.known_lines(
                header.as_of, header.known_at, header.evaluation, settings
            ),
        ),
        tables=(
            table(
                title,
                (*COLUMNS, *(Column(name, name, "text", 20) for name in names)),
                rows,
            ),
        ),
    )


def _mapped(text: Any) -> dict[str, Any]:
    """The mapped columns of a rejected row; one that is no JSON object stands whole in
    a column `row`."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        found = None
    return found if isinstance(found, dict) else {"row": text}
