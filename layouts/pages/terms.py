"""Administration of terms of office."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from core.language import _
from layouts import parts, pickers
from layouts.filters import one_or_all
from layouts.pages import Page
from layouts.state import State
from layouts.terms import overview
from metrics.handing import Kept
from metrics.terms import TermsAnswer

PAGE = Page("terms", "/terms", "Terms of office", "user-check", 67)


def controls(state: State) -> Component:
    """Search and filter of the units."""
    options = [(key, _(name)) for key, (name, _fits) in overview.FILTERS.items()]
    return pickers.bar(
        [
            pickers.text("q", _("Search a unit or Chair"), state.get("q"), "ba dinh"),
            one_or_all("show", _("Units"), options, state),
        ]
    )


def content(
    answer: TermsAnswer, entries: Sequence[Kept], state: State
) -> list[Component]:
    """What is missing or does not fit, what was entered, every unit's Chair."""
    return [
        overview.summary_card(answer, state),
        *overview.overlaps_card(answer, state),
        *overview.entries_card(entries, state),
        overview.units_card(answer, state),
        parts.note(overview.ending_rule()),
    ]
