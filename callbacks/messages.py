"""The button that sends a message again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, no_update

from actions import messages as actions
from core.errors import KpiError
from core.language import set_language
from layouts import shell
from layouts import state as address
from layouts.messages.ids import AGAIN, SAID

if TYPE_CHECKING:
    from board import Board

PATH = "/messages"


def again(board: Board, search: str) -> tuple[Any, Any]:
    """The address after the message that it names was queued once more; what is wrong
    stands beside the button."""
    set_language(address.language_of(search))
    state = address.read(PATH, search)
    try:
        number = state.whole("id") or 0
        actions.again(board.db, number)
        steps = len(board.message(number).steps)
    except KpiError as error:
        return no_update, error.text()
    # Another address each time, so that the page is shown anew.
    return address.here(state, said=steps).removeprefix(PATH), ""


def register(app: Dash, board: Board) -> None:
    """Tie the page of messages to `app`."""

    @app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(SAID, "children"),
        Input(AGAIN, "n_clicks"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def press(clicks: int | None, search: str) -> Any:
        return again(board, search or "") if clicks else (no_update, no_update)
