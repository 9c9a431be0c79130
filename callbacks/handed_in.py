"""Checking a table that somebody hands in."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING, Any

from dash import ClientsideFunction, Dash, Input, Output, State

from core.errors import KpiError, UsageError
from core.language import set_language
from layouts import shell
from layouts import state as address
from layouts.parts import problem
from layouts.passport.handed_in import CHOOSE, FILE, MOST_MB, SAID, answer_card
from reports.verify import verify_content

if TYPE_CHECKING:
    from board import Board


def answer(board: Board, name: str, sent: str, search: str | None) -> Any:
    """What became of the file `name`; `sent` is its content as a browser sends it."""
    set_language(address.language_of(search))
    try:
        found = verify_content(board, name, _bytes(name, sent))
    except KpiError as error:
        return problem(error.text())
    return answer_card(found.answer, found.lines, name)


def _bytes(name: str, sent: str) -> bytes:
    """Raises UsageError when it is too large, or no file at all."""
    try:
        content = base64.b64decode(sent.partition(",")[2], validate=True)
    except binascii.Error as error:
        raise UsageError("{file} did not arrive whole.", file=name) from error
    if len(content) > MOST_MB << 20:
        raise UsageError(
            "{file} is larger than {most} MB, and so no table of this software.",
            file=name,
            most=MOST_MB,
        )
    return content


def register(app: Dash, board: Board) -> None:
    """Tie the place where files are dropped to `app`."""
    # The component gives its field no label, which the button beside it has.
    app.clientside_callback(
        ClientsideFunction("address", "label"),
        # Without an output it is not called when the page comes.
        Output(CHOOSE, "title"),
        Input(FILE, "id"),
        State(CHOOSE, "id"),
    )

    @app.callback(
        Output(SAID, "children"),
        Input(FILE, "contents"),
        State(FILE, "filename"),
        State(shell.URL, "search"),
        prevent_initial_call=True,
    )
    def check(sent: str | None, name: str | None, search: str | None) -> Any:
        return answer(board, name or "", sent, search) if sent else []
