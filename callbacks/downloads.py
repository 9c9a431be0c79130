"""Tables to take away, as they stand at an address: each asks the board what its page
asks. A button is {"type": "download", "what", "format"} (layouts/parts.py); of several
tables of one sort on a page, `what` also names the one: "looked_rejected:2"."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, State, ctx, dcc, no_update

from accounts import rights
from accounts.exports import took_away
from actions.carry import looked_rejected
from actions.upload import allow, find_file
from callbacks.narrowed import narrowed
from callbacks.pages import (
    chairs,
    data,
    dialogue,
    disputes,
    exemptions,
    handover,
    integrity,
    messages,
    number,
    rankings,
    revisions,
    solved,
    stocktake,
    trends,
    unit,
)
from core.errors import UsageError
from core.language import set_language
from layouts import shell
from layouts import state as address
from layouts.doubts import asked
from layouts.pages import page_at
from layouts.sources import reconciled
from reports import files, usage

if TYPE_CHECKING:
    from board import Board

# The parameter that holds which one of several tables of a page is meant.
WHICH = "which"
File = tuple[str, bytes]
Maker = Callable[["Board", address.State, str], File]


def _ranking(board: Board, state: address.State, form: str) -> File:
    return rankings.file(board, state, form)


def _trend(board: Board, state: address.State, form: str) -> File:
    header = board.header(state.plan, state.basis, state.as_of)
    return files.trend_file(board, trends.ask(board, state, header), form)


def _unit(board: Board, state: address.State, form: str) -> File:
    answer = unit.ask(board, state)
    return files.unit_file(board, answer, form, state.plan, state.as_of)


def _chairs(board: Board, state: address.State, form: str) -> File:
    header = board.header(state.plan, state.basis, state.as_of)
    return files.chairs_file(board, board.chairs(chairs.question(state, header)), form)


def _rejected(board: Board, state: address.State, form: str) -> File:
    rights.allow(rights.ROWS)
    units = rights.units(rights.ROWS)
    return files.rejected_file(board, form, data.load_of(state), units)


def _doubts(board: Board, state: address.State, form: str) -> File:
    return files.doubts_file(board, form, asked(state, data.load_of(state)))


def _completeness(board: Board, state: address.State, form: str) -> File:
    return files.completeness_file(board, form, state.plan, state.as_of)


def _reconciliation(board: Board, state: address.State, form: str) -> File:
    return files.reconciliation_file(board, form, **reconciled.asked(state))


def _unusual(board: Board, state: address.State, form: str) -> File:
    return files.unusual_file(board, form, state.get("unit"))


def _evidence(board: Board, state: address.State, form: str) -> File:
    return files.evidence_file(board, integrity.evidence(board, state), form)


def _looked_rejected(board: Board, state: address.State, form: str) -> File:
    allow(board.settings)
    token = state.get("id")
    file = find_file(board.db, token, state.get(WHICH))
    rows = looked_rejected(board.settings, token, file)
    return files.looked_rejected_file(board, form, rows, file.name)


def _procedures(board: Board, state: address.State, form: str) -> File:
    return files.procedures_file(board, number.procedures(board, state), form)


def _usage(board: Board, state: address.State, form: str) -> File:
    rights.allow(rights.DIALOGUE)
    return usage.file(board, form)


WHAT: dict[str, Maker] = {
    "completeness": _completeness,
    "ranking": _ranking,
    "trend": _trend,
    "unit": _unit,
    "chairs": _chairs,
    "usage": _usage,
    "reconciliation": _reconciliation,
    "procedures": _procedures,
    "rejected": _rejected,
    "unusual": _unusual,
    "doubts": _doubts,
    "revisions": revisions.file,
    "evidence": _evidence,
    "handover": handover.file,
    "disputes": disputes.file,
    "exemptions": exemptions.file,
    "solved": solved.file,
    "dialogue": dialogue.file,
    "messages": messages.file,
    "looked_rejected": _looked_rejected,
    "stocktake": stocktake.file,
    "minutes": stocktake.minutes,
}


def file_for(
    board: Board, what: str, form: str, path: str | None, search: str | None
) -> File:
    """The name and bytes of the table `what` as it stands at an address.

    Raises UsageError when there is no such table, NotAllowedError when it is not open
    to the account of the request.
    """
    set_language(address.language_of(search))
    name, _colon, which = what.partition(":")
    if name not in WHAT:
        raise UsageError("There is no table “{what}” to take away.", what=what)
    state = address.read(path, search, page_at(path)[1])
    state = narrowed(board, state)
    file = WHAT[name](board, state.having(**{WHICH: which}), form)
    took_away(board.db, f"{what} {form} {file[0]}")
    return file


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
        return dcc.send_bytes(content, name)  # type: ignore[attr-defined]
