"""Where the numbers come from, and what one number is made of."""

from __future__ import annotations

from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.pages import Page
from layouts.reconciliation import reconciliation_table
from layouts.sources import loads
from layouts.sources.rejected import rejected_card
from layouts.state import State
from metrics.answers import DataAnswer

PAGE = Page("data", "/data", "Data", "database", 70)


def content(answer: DataAnswer, demo: bool, state: State) -> list[Component]:
    """Freshness, loads, jobs, rejected rows, reconciliation, evaluations; the rejected
    rows first where they were asked for. `demo`: the data are the demo city's."""
    rejected = rejected_card(answer, state)
    rest = [
        parts.columns(
            [loads.sources_card(answer.sources, demo), loads.jobs_card(answer.jobs)],
            "two top",
        ),
        loads.loads_card(answer.loads, state),
        rejected,
        _reconciliation_card(answer, state),
        loads.evaluations_card(answer.evaluations),
    ]
    if state.get("show") != "rejected":
        return rest
    return [rejected, *[card for card in rest if card is not rejected]]


def _reconciliation_card(answer: DataAnswer, state: State) -> Component:
    title = _("Reported and counted")
    subtitle = _("reported figures that are compared and not added, with the reason")
    if answer.reconciliation.empty:
        words = _("No reported figure is set aside or compared.")
        return parts.card(parts.nothing(words), title, subtitle)
    body = reconciliation_table(answer.reconciliation, state)
    return parts.card(body, title, subtitle, className="long")
