"""The forms of terms of office: what is entered, confirmed or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from actions import terms as actions
from core.errors import KpiError
from core.language import set_language
from core.names import nfc
from layouts import shell
from layouts import state as address
from layouts.terms import ids
from metrics.handing import Entry

if TYPE_CHECKING:
    from board import Board

# What the inputs of the form hold: person, first day, last day, decision, acting, mail.
Filled = tuple[Any, ...]


def _text(value: str | None) -> str:
    return " ".join(nfc(value or "").split())


def enter(board: Board, filled: Filled, search: str | None) -> str:
    """Keep what a form says; the address that shows what it would change. UsageError
    for what cannot be so."""
    state = address.read("/terms", search)
    person, first, last, decision, acting, mail = filled
    entry = Entry(
        state.get("do"),
        state.get("unit"),
        _text(person),
        address.day_of(first and first[:10]),
        address.day_of(last and last[:10]),
        _text(decision),
        bool(acting),
        _text(mail),
    )
    number = actions.enter(board.db, entry)
    return address.href("/terms", state, entry=number).partition("?")[2]


def entered(board: Board, filled: Filled, search: str | None) -> tuple[Any, Any]:
    """The address of the entry; what is wrong stands in the form, which keeps what
    was written."""
    set_language(address.language_of(search))
    try:
        return f"?{enter(board, filled, search)}", ""
    except KpiError as error:
        return no_update, error.text()


def decided(board: Board, what: str, search: str | None) -> tuple[Any, Any]:
    """The address that shows an entry as it stands after a button of it was pressed,
    or what is in the way."""
    set_language(address.language_of(search))
    state = address.read("/terms", search)
    number = state.whole("entry") or 0
    try:
        if what == "confirm":
            actions.confirm(board.db, board.settings, number)
        else:
            actions.discard(board.db, number)
    except KpiError as error:
        return no_update, error.text()
    to = address.here(state, now=what)
    return f"?{to.partition('?')[2]}", ""


def register(app: Dash, board: Board) -> None:
    """Tie the forms to `app`."""

    @app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(ids.SAID, "children"),
        Input(ids.SAVE, "n_clicks"),
        State(ids.PERSON, "value"),
        State(ids.FIRST, "value"),
        State(ids.LAST, "value"),
        State(ids.DECISION, "value"),
        State(ids.ACTING, "checked"),
        State(ids.MAIL, "value"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def save(clicks: int | None, *values: Any) -> Any:
        *filled, search = values
        nothing = (no_update, no_update)
        return entered(board, tuple(filled), search) if clicks else nothing

    @app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(ids.DONE, "children"),
        Input({"type": "term-deed", "what": ALL}, "n_clicks"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def decide(clicks: list[int | None], search: str | None) -> Any:
        pressed = ctx.triggered_id
        # Buttons that have just appeared also fire.
        if not pressed or not any(clicks):
            return no_update, no_update
        return decided(board, pressed["what"], search)
