"""What is told of who looks at a page, however often what it shows was kept: in the
audit what belongs to others; that a Chair opened the page of their own unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts import rights
from accounts.opened import opened
from accounts.saw import saw
from layouts.filters import ALL
from layouts.pages import Page, data
from layouts.state import State

if TYPE_CHECKING:
    from board import Board


def note(board: Board, page: Page, state: State) -> None:
    """Tell that the account of the request saw single rows, where the page at this
    address shows them to it; and that it opened the page of its own unit."""
    if page.name == "unit" and state.code:
        opened(board.db, state.code)
    elif page.name == "integrity" and state.get("unit"):
        unit = state.get("unit")
        if rights.may(rights.ROWS, unit):
            saw(board.db, f"evidence {state.get('signal')}", unit)
    elif page.name == "data" and _shows_rejected(state):
        load = state.get("load", ALL)
        saw(board.db, f"rejected rows {load}")


def _shows_rejected(state: State) -> bool:
    # Who sees the rows of their own units only sees nothing of others.
    section = "" if state.get("indicator") else data.section_of(state).show
    return section == "rejected" and rights.units(rights.ROWS) is None
