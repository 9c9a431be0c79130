"""Figures beside what they are compared with: how far they lie apart, and who must
look."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.reconciled import MEASURES, RESULTS, WHY, must_look, signed
from layouts import parts
from layouts.cards import folded_table
from layouts.state import State, href
from layouts.words import word
from metrics import plain
from metrics.answers import UnitAnswer
from metrics.residuals import beyond, fitting

# Rows in sight; a year of reports has thousands, of which so many are folded away.
SHOWN = 10
LISTED = 200
_SIGNS = {"beyond": "⚠", "untold": "?", "within": "✓", "alone": "–"}


def reconciliation_table(
    frame: pd.DataFrame, state: State | None = None
) -> list[Component]:
    """The rows of DataAnswer.reconciliation, open ones first, many of them folded
    away; with `state` each with its unit as a link."""
    found = fitting(frame)
    lines = [_line(row, state) for row in plain.rows(found.head(LISTED))]
    table = folded_table(_heads(), lines, _("Reported and counted"), SHOWN)
    return [*table, *_rest(len(found))]


def _rest(found: int) -> list[Component]:
    if found <= LISTED:
        return []
    words = _(
        "The first {shown} of {count} rows. The download holds all of them.",
        shown=formats.number(LISTED),
        count=formats.number(found),
    )
    return [parts.note(words)]


def _heads() -> list[parts.Column | str]:
    return [
        _("Period"),
        _("Figure"),
        parts.Column(_("Reported"), True),
        parts.Column(_("Compared with"), True),
        parts.Column(_("Difference"), True),
        _("Result, and who must look"),
    ]


def _line(row: dict[str, Any], state: State | None) -> tuple[Any, ...]:
    return (
        _period(row, state),
        _figure(row),
        formats.number(row["reported"]),
        formats.number(row["counted"]),
        [signed(row["difference"]), *_tolerated(row)],
        _result(row),
    )


def _figure(row: dict[str, Any]) -> list[Any]:
    code = [html.Small(row["procedure_code"])] if row["procedure_code"] else []
    both = [html.Small(row["between"])] if row.get("between") else []
    why = html.Small(word(WHY, row["why"]))
    return [word(MEASURES, row["measure"]), *code, why, *both]


def _tolerated(row: dict[str, Any]) -> list[Component]:
    if not formats.known(row["tolerance"]):
        return []
    # Whole dossiers alone can lie apart, so that a part of one tolerates none.
    most = formats.number(int(row["tolerance"]))
    return [html.Small(_("tolerated: {count}", count=most))]


def _result(row: dict[str, Any]) -> list[Any]:
    said: list[Any] = [f"{_SIGNS[row['result']]} {word(RESULTS, row['result'])}"]
    if row["result"] == "beyond":
        said.append(html.Small(must_look(row)))
    return said


def open_line(answer: UnitAnswer, state: State) -> list[Component]:
    """The line at the head of a unit's page: its widest open difference, and how many
    there are; nothing where there is none."""
    rows = plain.rows(beyond(answer.reconciliation))
    if not rows:
        return []
    widest = rows[0]
    words = _(
        "⚠ Figures that differ by more than is tolerated: {count}; the widest: "
        "{figure} {reported} beside {compared} ({difference}).",
        count=formats.number(len(rows)),
        figure=word(MEASURES, widest["measure"]),
        reported=formats.number(widest["reported"]),
        compared=formats.number(widest["counted"]),
        difference=signed(widest["difference"]),
    )
    code = str(answer.unit["code"])
    to = href("/data", state, show="reconciliation", unit=code, result="beyond")
    return [html.P([words, " ", parts.link(_("Read them"), to)], className="quiet")]


def _period(row: dict[str, Any], state: State | None) -> list[Any]:
    first = formats.day(row["period_start"], year=False)
    days = f"{first} – {formats.day(row['period_end'])}"
    return [parts.unit_link(state, row), html.Small(days)] if state else [days]
