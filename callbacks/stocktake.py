"""What is written and pressed of a meeting."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from dash import Dash, no_update

from actions import stocktake as actions
from callbacks.pressed import Fields, tie
from core.errors import KpiError
from core.language import set_language
from layouts import state as address
from layouts.stocktake.ids import FIELD, SAID, deed
from metrics.meetings import MINUTES, PACK

if TYPE_CHECKING:
    from board import Board

# What is done with the meeting of an address, the unit that a button speaks of, and
# what stands in the fields; the meeting to go on with.
Deed = Callable[["Board", address.State, str, Fields], int]


def _prepare(board: Board, state: address.State, about: str, fields: Fields) -> int:
    plan = board.header(state.plan).plan
    held_on = address.day_of(_text(fields, "held_on")[:10])
    return actions.prepare(
        board.db,
        _text(fields, "title"),
        held_on,
        plan.key if plan else "",
        _text(fields, "indicator"),
        board.dialogue_day(),
    )


def _change(added: bool) -> Deed:
    def changed(board: Board, state: address.State, about: str, fields: Fields) -> int:
        number, day = _meeting(state), board.dialogue_day()
        told = (_text(fields, "unit"), added, _text(fields, "reason"))
        actions.change(board.db, number, *told, day)
        return number

    return changed


def _freeze(board: Board, state: address.State, about: str, fields: Fields) -> int:
    number = _meeting(state)
    actions.evaluate(board.db, number)
    prepared = board.prepared(board.meeting(number))
    actions.freeze(board.db, number, prepared, board.dialogue_day())
    return number


def _discard(board: Board, state: address.State, about: str, fields: Fields) -> int:
    number = _meeting(state)
    actions.discard(board.db, number, _text(fields, "why_not"), board.dialogue_day())
    return number


def _send(what: str) -> Deed:
    def sent(board: Board, state: address.State, about: str, fields: Fields) -> int:
        number = _meeting(state)
        actions.send(board.db, number, what, board.dialogue_day())
        return number

    return sent


def _agree(board: Board, state: address.State, about: str, fields: Fields) -> int:
    number, day = _meeting(state), board.dialogue_day()
    term = board.answering("chair", day).get(about)
    person = term.person if term else ""
    actions.agree(board.db, number, about, fields, person, day, board.baseline)
    return number


DEEDS: dict[str, Deed] = {
    "prepare": _prepare,
    "add": _change(True),
    "take_out": _change(False),
    "freeze": _freeze,
    "discard": _discard,
    "send_pack": _send(PACK),
    "send_minutes": _send(MINUTES),
    "agree": _agree,
}


def _meeting(state: address.State) -> int:
    return state.whole("meeting") or 0


def _text(fields: Fields, name: str) -> str:
    return str(fields.get(name) or "")


def done(
    board: Board, what: str, about: str, fields: Fields, search: str
) -> tuple[Any, Any]:
    """The address after a deed; what is wrong stands beside the form, which keeps what
    was written."""
    set_language(address.language_of(search))
    state = address.read("/stocktake", search)
    try:
        number = DEEDS[what](board, state, about, fields)
        marks = (*board.meeting_marks(), *board.dialogue_marks())
    except KpiError as error:
        return no_update, error.text()
    # Another address each time, so that the page is shown anew.
    said = ".".join(str(mark or 0) for mark in marks)
    unit = about if what == "agree" else None
    to = address.href("/stocktake", state, meeting=number, unit=unit, said=said)
    return to[len("/stocktake") :], ""


def register(app: Dash, board: Board) -> None:
    """Tie the page of meetings to `app`."""
    tie(app, deed(""), FIELD, SAID, partial(done, board))
