"""What the city asks of units, and what their Chairs answer and promise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash.development.base_component import Component

from core.language import _
from core.names import fold
from figures.dialogue import STATES, state_of
from layouts import parts, pickers
from layouts.dialogue.listed import About, list_card, waiting_card
from layouts.filters import ALL
from layouts.pages import Page
from layouts.state import State
from metrics.dialogue import Request

PAGE = Page("dialogue", "/dialogue", "Dialogue", "messages", 55)
OPEN = "open"
FILTERS = {
    OPEN: "All that are open",
    **{state: STATES[state] for state in ("asked", "overdue", "answered", "closed")},
    ALL: "All",
}


def controls(state: State) -> list[Component]:
    """Filters of the list, and the buttons to take it away; none on one request or the
    check-ins of a unit."""
    if state.get("id") or state.get("checkin"):
        return []
    states = [(key, _(text)) for key, text in FILTERS.items()]
    return [
        pickers.bar(
            [
                pickers.select("state", _("State"), states, state.get("state"), OPEN),
                pickers.text(
                    "q", _("Search a unit or Chair"), state.get("q"), "ba dinh"
                ),
            ],
            parts.download_buttons("dialogue"),
        )
    ]


def content(
    requests: Sequence[Request],
    about: About,
    mine: Callable[[Request], str],
    more: Sequence[Component] = (),
) -> list[Component]:
    """What waits for the reader, then all requests that fit the filters; `more`: the
    check-ins of the week, the form to ask by hand for who may."""
    fitting = [one for one in requests if fits(one, about)]
    return [
        waiting_card(requests, about, mine),
        *more,
        list_card(fitting, about, bool(requests)),
    ]


def fits(request: Request, about: About) -> bool:
    """Whether a request passes the filters of the address."""
    asked = about.state.get("state", OPEN)
    standing = state_of(request, about.day)
    if asked == OPEN and standing == "closed":
        return False
    # A returned one is awaited too, and an overdue one.
    of_asked = asked == "asked" and request.waits
    if asked not in (OPEN, ALL, standing) and not of_asked:
        return False
    told = f"{about.unit_name(request.unit_code)} {request.person} {request.unit_code}"
    return fold(about.state.get("q")) in fold(told)


def named(code: str, about: About) -> bool:
    """Whether a unit is one that the address searches, by its name or code."""
    return fold(about.state.get("q")) in fold(f"{about.unit_name(code)} {code}")


def chosen(state: State) -> dict[str, str]:
    """The filters of the address in words, as a file tells them."""
    word = FILTERS.get(state.get("state", OPEN), state.get("state"))
    return {_("State"): _(word), _("Search a unit or Chair"): state.get("q")}


def empty() -> list[Any]:
    """What stands here before any data."""
    text = _("No data yet: load files, then units can be asked.")
    return [parts.card(parts.nothing(text))]
