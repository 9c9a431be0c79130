"""The hand-over sheet of a unit."""

from __future__ import annotations

from datetime import date

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import handover, parts, pickers
from layouts.pages import Page
from layouts.state import State
from metrics.handover import Handover

PAGE = Page("handover", "/handover", "Hand-over sheet", "file-text", 69, in_menu=False)


def controls(state: State, begun: date | None) -> Component:
    """The day of the hand-over (`begun`: of who is in office, where none is named), and
    the way to take the sheet away."""
    usual = begun.isoformat() if begun else ""
    day = pickers.day("day", _("First day"), state.get("day"), default=usual)
    return pickers.bar([day], parts.download_buttons("handover", paper=True))


def content(answer: Handover, mark: str, state: State) -> list[Component]:
    """The sheet; `mark`: the hash of its table."""
    return [html.Div(handover.sheet(answer, mark, state), className="sheet")]
