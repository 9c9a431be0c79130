"""What units dispute, what is decided, and what happened to all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

from core.language import _
from core.names import fold
from layouts import parts, pickers
from layouts.disputes import words
from layouts.disputes.listed import list_card, reasons_card, ways_card
from layouts.disputes.words import About
from layouts.filters import ALL
from layouts.pages import Page
from layouts.state import State
from metrics.dispute_reasons import by_reason
from metrics.disputes import Dispute

PAGE = Page("disputes", "/disputes", "Disputes", "scale", 56)
WAITING, DECIDED, INCIDENTS = "open", "decided", "incidents"
FILTERS = {
    ALL: "All",
    WAITING: "Waiting for a decision",
    DECIDED: "Decided",
    INCIDENTS: "Incidents of the whole city",
}


def controls(state: State) -> list[Component]:
    """Filters of the list, and the buttons to take it away; none on one dispute or a
    form."""
    if state.get("id") or state.get("new"):
        return []
    states = [(key, _(text)) for key, text in FILTERS.items()]
    return [
        pickers.bar(
            [
                pickers.select("state", _("State"), states, state.get("state"), ALL),
                pickers.text("q", _("Search a unit"), state.get("q"), "ba dinh"),
            ],
            parts.download_buttons("disputes"),
        )
    ]


def content(
    found: Sequence[Dispute], about: About, ways: Sequence[tuple[str, str]]
) -> list[Component]:
    """The ways to the forms, all that fit the filters, and what it was about."""
    fitting = [one for one in found if fits(one, about)]
    return [
        *ways_card(ways, about),
        list_card(fitting, about, bool(found)),
        *reasons_card(by_reason(found)),
    ]


def fits(one: Dispute, about: About) -> bool:
    """Whether a dispute passes the filters of the address."""
    asked = about.state.get("state", ALL)
    passes = {
        ALL: True,
        WAITING: one.state == "open",
        DECIDED: not one.incident and one.state != "open",
        INCIDENTS: one.incident,
    }
    told = f"{about.unit_name(one.unit_code)} {one.unit_code} "
    told += words.reason_word(one.reason)
    return passes.get(asked, True) and fold(about.state.get("q")) in fold(told)


def empty() -> list[Any]:
    """What stands here before any data."""
    text = _("No data yet: load files, then dossiers can be disputed.")
    return [parts.card(parts.nothing(text))]
