"""Meetings that take stock: which units, why, and their pages in the room."""

from __future__ import annotations

from typing import Any

from core.language import _
from layouts import parts
from layouts.pages import Page

PAGE = Page("stocktake", "/stocktake", "Stocktake", "presentation", 57)


def empty() -> list[Any]:
    """What stands here before any data."""
    text = _("No data yet: load files, then a meeting can be prepared.")
    return [parts.card(parts.nothing(text))]
