"""What is left out of a unit's shares for a while, by decision."""

from __future__ import annotations

from typing import Any

from core.language import _
from layouts import parts, pickers
from layouts.pages import Page
from layouts.state import State

PAGE = Page("exemptions", "/exemptions", "Exemptions", "calendar", 57)


def controls(state: State) -> list[Any]:
    """The buttons to take the list away; none on one exemption or a form."""
    if state.get("id") or state.get("new"):
        return []
    return [pickers.bar([], parts.download_buttons("exemptions"))]


def empty() -> list[Any]:
    """What stands here before any data."""
    text = _("No data yet: load files, then units can be exempt.")
    return [parts.card(parts.nothing(text))]
