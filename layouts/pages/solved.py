"""Who solved a procedure: where the share online rose sharply and stayed up."""

from __future__ import annotations

from dash.development.base_component import Component

from core.language import _
from layouts import parts, pickers
from layouts.names import Named
from layouts.pages import Page
from layouts.solved.listed import list_card
from layouts.state import State
from metrics.solvers import Said, Solved

PAGE = Page("solved", "/solved", "Who solved it", "bulb", 62, kept=True)


def controls(state: State) -> list[Component]:
    """A search, and the buttons to take the table away."""
    search = pickers.text(
        "q", _("Procedure or unit"), state.get("q"), _("e.g. khai sinh")
    )
    return [pickers.bar([search], parts.download_buttons("solved", paper=True))]


def content(answer: Solved, said: Said, about: Named) -> list[Component]:
    """The table."""
    return [list_card(answer, said, about)]
