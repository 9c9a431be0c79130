"""The units furthest below their path: whom to ask today."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts, standing
from layouts.integrity.guardrails import mark
from layouts.state import State
from metrics import plain
from metrics.answers import Overview


def ask_card(answer: Overview, state: State, hollow: frozenset[str]) -> Component:
    """Whom to ask today; `hollow`: units whose rise is marked."""
    reading = answer.pair[0].reading
    asked = plain.rows(answer.ask)
    subtitle = _("furthest below the path, with enough data · Chair in office")
    heads = [
        parts.Column(_("Unit")),
        parts.Column(_(reading.indicator.short), True),
        parts.Column(_("Missing"), True),
        parts.Column(_("Status"), className="desk-only"),
    ]
    lines = [
        (
            [
                parts.unit_link(state, row),
                html.Small(standing.chair_words(row)),
                html.Span(_status(row, hollow), className="phone-only"),
            ],
            standing.value_cell(row, reading, state),
            standing.gap_cell(row, reading.indicator.things),
            _status(row, hollow),
        )
        for row in asked
    ]
    body = (
        parts.table(heads, lines, _("Units to ask today"))
        if lines
        else parts.nothing(_("No unit is below the path."))
    )
    return parts.card(body, _("To ask today"), subtitle)


def _status(row: standing.Row, hollow: frozenset[str]) -> list[parts.Content]:
    """The status, and beside it whether the unit's rise is marked."""
    return [parts.pill(row["status"]), " ", mark(row["unit_code"] in hollow)]
