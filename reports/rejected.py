"""Rejected rows to take away, to be mended and handed in again."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from core.kinds import KINDS
from core.language import _
from core.reasons import advice_text, reason_text
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
    Column("advice", "What to do", "text", 44),
)
# In the order of the neutral files, so that a row can be mended and handed in again.
_NAMES = tuple(dict.fromkeys(name for kind in KINDS for name in kind.names))


def document(
    rejected: pd.DataFrame,
    load: int | None,
    header: Header,
    settings: Settings,
    looked: bool = False,
) -> Document:
    """The rows as columns of their own, after the reason. `rejected`: as in
    metrics.answers.DataAnswer; `load`: the one asked for, None for all; `looked`: the
    rows that a look would reject, of which there is no load."""
    title = _("Rows that would be rejected") if looked else _("Rejected rows")
    rows = [_row(row) for row in rejected.to_dict("records")]
    mapped = [
        Column(name, name, "text", 20)
        for name in _NAMES
        if any(name in row for row in rows)
    ]
    what = _("all") if load is None else _("load {number}", number=load)
    return Document(
        name=file_name(title, what, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            *([] if looked else [Line(_("Loads"), what)]),
            Line(_("Rows rejected"), str(len(rows))),
            *cover.known_lines(
                header.as_of, header.known_at, header.evaluation, settings
            ),
        ),
        tables=(table(title, (*COLUMNS[looked:], *mapped), rows),),
    )


def _row(rejected: dict[Any, Any]) -> dict[str, Any]:
    """The mapped columns of a rejected row, and before them why it was rejected."""
    told = reason_text(rejected["reason"])
    field = rejected["field"]
    mapped: dict[str, Any] = json.loads(rejected["row"])
    # The row's own `kind` and `field` are those of a unit and a procedure.
    about = {name: rejected[name] for name in ("load_id", "file", "line", "reason")}
    message = f"{field}: {told}" if field else told
    return {
        **mapped,
        **about,
        "message": message,
        "advice": advice_text(about["reason"]),
    }
