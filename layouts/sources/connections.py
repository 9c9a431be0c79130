"""The systems that are asked: when they last answered, and which are left alone."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.words import CIRCUITS, word
from metrics import plain


def connections_card(frame: pd.DataFrame) -> Component:
    """Each system that is asked: state, failures in a row, last success, next try."""
    title = _("Systems that are asked")
    subtitle = _("one that fails keeps the numbers it gave before")
    if frame.empty:
        words = _("No other system was asked yet; only files are taken.")
        return parts.card(parts.nothing(words), title, subtitle)
    heads: list[parts.Column | str] = [
        _("Source"),
        _("State"),
        parts.Column(_("Failures in a row"), True),
        _("Last success"),
        _("Next try"),
    ]
    lines = [_connection(row) for row in plain.rows(frame)]
    table = parts.table(heads, lines, title, "tight")
    return parts.card(html.Div(table, className="scroll"), title, subtitle)


def _connection(row: dict[str, Any]) -> tuple[Any, ...]:
    state = word(CIRCUITS, row["state"])
    sign = "" if row["state"] == "closed" and not row["failures"] else "▲ "
    mark = _("read up to {mark}", mark=row["mark"]) if row["mark"] else ""
    since = (
        _("since {moment}", moment=formats.moment(row["opened_at"]))
        if row["opened_at"]
        else ""
    )
    return (
        [row["source"], html.Small(mark)],
        [
            html.Span(f"{sign}{state}", className="stale" if sign else None),
            html.Small(since),
            html.Small(row["message"]),
        ],
        formats.number(row["failures"]),
        formats.moment(row["succeeded_at"]),
        formats.moment(row["next_try_at"]),
    )
