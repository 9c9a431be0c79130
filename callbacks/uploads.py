"""What is pressed on the page of uploads, and the clock that follows what is under
way."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from actions import upload as actions
from callbacks.pages.upload import standing
from core.language import set_language
from layouts import shell
from layouts import state as address
from layouts.upload.ids import BODY, TICK, deed

if TYPE_CHECKING:
    from board import Board

# What is done with the upload (token) and the file or load (place) of a button; the
# token to go on with.
Deed = Callable[["Board", str, str], str]


def _confirm(board: Board, token: str, place: str) -> str:
    actions.confirm(board.db, token)
    return token


def _again(board: Board, token: str, place: str) -> str:
    actions.look_again(board.db, token)
    return token


def _discard(board: Board, token: str, place: str) -> str:
    actions.discard(board.db, board.settings, token)
    return token


def _leave(board: Board, token: str, place: str) -> str:
    actions.leave_out(board.db, token, place)
    return token


def _undo(board: Board, token: str, place: str) -> str:
    return actions.undo_first(board.db, int(place))


DEEDS: dict[str, Deed] = {
    "confirm": _confirm,
    "again": _again,
    "discard": _discard,
    "leave": _leave,
    "undo": _undo,
}


def done(
    board: Board, what: str, place: str, path: str, search: str | None
) -> tuple[Any, ...]:
    """What stands after a deed, whether the clock rests, and the address. ClosedError
    where nothing is done in the browser."""
    set_language(address.language_of(search))
    actions.allow(board.settings)
    state = address.read(path, search)
    token = DEEDS[what](board, state.get("id"), place)
    to = address.href(path, state, id=token)
    asked = to.removeprefix(path)
    shown, under_way = standing(board, address.read(path, asked))
    return shown, not under_way, asked if asked != search else no_update


def followed(board: Board, path: str, search: str | None) -> tuple[Any, ...]:
    """What stands now, whether the clock rests, and the line of the data's day."""
    set_language(address.language_of(search))
    state = address.read(path, search)
    shown, under_way = standing(board, state)
    header = board.header(state.plan, state.basis, state.as_of)
    return shown, not under_way, shell.date_line(header)


def register(app: Dash, board: Board) -> None:
    """Tie the page of uploads to `app`."""

    @app.callback(
        Output(BODY, "children"),
        Output(TICK, "disabled"),
        Output(shell.DATE_LINE, "children", allow_duplicate=True),
        Input(TICK, "n_intervals"),
        State(shell.URL, "pathname"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def follow(beats: int | None, path: str, search: str | None) -> tuple[Any, ...]:
        # A clock that has just appeared also fires: what stands was shown with it, and
        # to replace some thousand parts by the same keeps a browser busy for seconds.
        return followed(board, path, search) if beats else (no_update,) * 3

    @app.callback(
        Output(BODY, "children", allow_duplicate=True),
        Output(TICK, "disabled", allow_duplicate=True),
        Output(shell.URL, "search", allow_duplicate=True),
        Input({**deed("", ""), "what": ALL, "place": ALL}, "n_clicks"),
        State(shell.URL, "pathname"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def act(clicks: list[int | None], path: str, search: str | None) -> Any:
        pressed = ctx.triggered_id
        # Buttons that have just appeared also fire.
        if not pressed or not any(clicks):
            return (no_update,) * 3
        return done(board, pressed["what"], pressed["place"], path, search)
