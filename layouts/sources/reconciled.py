"""Reported figures that are compared with counted dossiers and not added to them."""

from __future__ import annotations

from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.reconciliation import reconciliation_table
from layouts.state import State
from metrics.answers import DataAnswer


def reconciliation_card(answer: DataAnswer, state: State) -> Component:
    """Each such figure beside what was counted, with the reason."""
    title = _("Reported and counted")
    subtitle = _("reported figures that are compared and not added, with the reason")
    if answer.reconciliation.empty:
        words = _("No reported figure is set aside or compared.")
        return parts.card(parts.nothing(words), title, subtitle)
    body = reconciliation_table(answer.reconciliation, state)
    return parts.card(body, title, subtitle, className="long")
