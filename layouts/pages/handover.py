"""The hand-over sheet of a unit."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import handover, parts, pickers
from layouts.pages import Page
from layouts.state import State
from metrics.handover import Handover

PAGE = Page("handover", "/handover", "Hand-over sheet", "file-text", 69, in_menu=False)


def controls(state: State) -> Component:
    """The day of the hand-over, and the way to take the sheet away."""
    day = pickers.day("day", _("First day"), state.get("day"))
    return pickers.bar([day], parts.download_buttons("handover"))


def content(answer: Handover, mark: str, state: State) -> list[Component]:
    """The sheet; `mark`: the hash of its table."""
    return [html.Div(handover.sheet(answer, mark, state), className="sheet")]
