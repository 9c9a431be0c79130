"""Reported figures beside counted ones, with the reason they are not added."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.cards import card_table
from layouts.state import State
from layouts.words import MEASURES, WHY, word

# Rows in sight; a year of reports has thousands.
SHOWN = 10


def reconciliation_table(
    frame: pd.DataFrame, state: State | None = None
) -> list[Component]:
    """The rows of DataAnswer.reconciliation, many of them folded away; with `state`
    each with its unit as a link."""
    lines = [_line(row, state) for row in standing.rows(frame)]
    title = _("Reported and counted")
    folded = lines[SHOWN:]
    words = _("{count} more rows", count=formats.number(len(folded)))
    more = html.Details([html.Summary(words), _table(folded, words)])
    return [_table(lines[:SHOWN], title), *([more] if folded else [])]


def _table(lines: list[tuple[Any, ...]], caption: str) -> Component:
    heads: list[parts.Column | str] = [
        _("Period"),
        _("Figure"),
        parts.Column(_("Reported"), True),
        parts.Column(_("Counted"), True),
        parts.Column(_("Difference"), True),
        _("Why it is not added"),
    ]
    return card_table(heads, lines, caption)


def _line(row: dict[str, Any], state: State | None) -> tuple[Any, ...]:
    return (
        _period(row, state),
        [word(MEASURES, row["measure"]), html.Small(row["procedure_code"] or "")],
        formats.number(row["reported"]),
        formats.number(row["counted"]),
        signed_number(row["difference"]),
        word(WHY, row["why"]),
    )


def signed_number(value: Any) -> str:
    """A difference with its sign: "+12", "−3", "0"."""
    text = formats.number(value)
    return f"+{text}" if formats.known(value) and value > 0 else text


def _period(row: dict[str, Any], state: State | None) -> list[Any]:
    first = formats.day(row["period_start"], year=False)
    days = f"{first} – {formats.day(row['period_end'])}"
    return [parts.unit_link(state, row), html.Small(days)] if state else [days]
