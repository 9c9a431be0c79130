"""Tables to take away. `WHAT` names them; a button is {"type": "download", "what",
"format"} (layouts/parts.py)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, no_update

from core.language import set_language
from layouts import shell
from layouts import state as address
from layouts.pages import page_at

if TYPE_CHECKING:
    from board import Board

File = tuple[str, bytes]
Maker = Callable[["Board", address.State, str], File]

WHAT: dict[str, Maker] = {}


def file_for(
    board: Board, what: str, kind: str, path: str | None, search: str | None
) -> File:
    """The name and bytes of the table `what` as it stands at an address."""
    set_language(address.language_of(search))
    return WHAT[what](board, address.read(path, search, page_at(path)[1]), kind)


def register(app: Dash, board: Board) -> None:
    """Tie the download buttons to `app`."""

    @app.callback(
        Output(shell.DOWNLOAD, "data"),
        Input({"type": "download", "what": ALL, "format": ALL}, "n_clicks"),
        State(shell.URL, "pathname"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def take_away(clicks: list[int | None], path: str, search: str) -> Any:
        pressed = ctx.triggered_id
        # Buttons that have just appeared also fire.
        if not pressed or not any(clicks):
            return no_update
        name, content = file_for(
            board, pressed["what"], pressed["format"], path, search
        )
        return dcc.send_bytes(content, name)
