"""Rejected rows to take away, to be mended and handed in again."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd

from core.clock import today
from core.kinds import KINDS
from core.language import _, language
from core.reasons import advice_text, reason_text
from core.settings import Settings
from figures import formats
from metrics.answers import Header
from reports import cover
from reports.names import file_name
from reports.tables import Column, Document, Line, Table, table

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
    rejected: pd.DataFrame, load: int | None, header: Header, settings: Settings
) -> Document:
    """The rows as columns of their own, after the reason. `rejected`: as in
    metrics.answers.DataAnswer; `load`: the one asked for, None for all."""
    title = _("Rejected rows")
    what = _("all") if load is None else _("load {number}", number=load)
    return Document(
        name=file_name(title, what, header.as_of),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(_("Loads"), what),
            Line(_("Rows rejected"), str(len(rejected))),
            *cover.known_lines(
                header.as_of, header.known_at, header.evaluation, settings
            ),
        ),
        tables=(_rows_table(title, COLUMNS, rejected),),
    )


def looked_document(
    rejected: pd.DataFrame, file: str, header: Header, settings: Settings
) -> Document:
    """The rows of a file that a look would reject; named by the file, the day it is
    made and the language, as it lies among others in a reader's folder."""
    title, day = _("Rows that would be rejected"), today(settings.timezone)
    return Document(
        name=file_name(title, file, day, language()),
        title=title,
        cover=(
            *cover.place_lines(header, settings.timezone),
            Line(_("File"), file),
            Line(_("Rows that would be rejected"), str(len(rejected))),
            Line(_("Made on"), formats.day(day)),
        ),
        tables=(_rows_table(title, COLUMNS[1:], rejected.assign(file=file)),),
    )


def _rows_table(
    title: str, columns: tuple[Column, ...], rejected: pd.DataFrame
) -> Table:
    rows = [_row(row) for row in rejected.to_dict("records")]
    mapped = [
        Column(name, name, "text", 20)
        for name in _NAMES
        if any(name in row for row in rows)
    ]
    return table(title, (*columns, *mapped), rows)


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
