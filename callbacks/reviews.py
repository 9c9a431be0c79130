"""Recording what a reviewer says of a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import Dash, Input, Output, State, no_update

from actions.review import review
from callbacks.pages.integrity import evidence
from core.errors import KpiError
from core.language import set_language
from layouts import shell
from layouts import state as address
from layouts.integrity.drill import NOTE, SAID, SAVE, VERDICT
from metrics.windows import Window

if TYPE_CHECKING:
    from board import Board


def record(board: Board, verdict: str | None, note: str | None, search: str) -> str:
    """Record a verdict on what the address shows; the address that shows it then.
    Raises UsageError where word or reason is missing."""
    state = address.read("/integrity", search)
    found = evidence(board, state)
    number = review(
        board.db,
        state.get("signal"),
        state.get("unit"),
        Window(found.unit.start, found.unit.as_of),
        verdict or "",
        note or "",
        found.judged.seen.found,
    )
    return address.here(state, reviewed=number).partition("?")[2]


def register(app: Dash, board: Board) -> None:
    """Tie the form to `app`."""

    @app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(SAID, "children"),
        Input(SAVE, "n_clicks"),
        State(VERDICT, "value"),
        State(NOTE, "value"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def save(clicks: int | None, verdict: str, note: str, search: str) -> Any:
        return said(board, verdict, note, search) if clicks else (no_update, no_update)


def said(
    board: Board, verdict: str | None, note: str | None, search: str
) -> tuple[Any, Any]:
    """The address after recording; what is wrong stands beside the form, which keeps
    what was written."""
    set_language(address.language_of(search))
    try:
        return f"?{record(board, verdict, note, search)}", no_update
    except KpiError as error:
        return no_update, error.text()
