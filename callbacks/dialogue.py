"""What is written and pressed in the dialogue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, no_update

from actions import checkins, ladder
from actions import dialogue as actions
from callbacks.pressed import Fields, fields_of, tie, written
from core.errors import KpiError
from core.language import _, set_language
from figures import formats
from layouts import state as address
from layouts.dialogue.ids import DRAFT, FIELD, SAID, TYPED, deed
from metrics.dialogue import PAUSED, RESUMED

if TYPE_CHECKING:
    from board import Board

# What is done with the request or unit that a button speaks of, and with what stands in
# the fields; the request (or, of a check-in, the unit) to go on with.
Deed = Callable[["Board", str, Fields], str]
CHECK_IN = "check_in"


def _answer(board: Board, about: str, fields: Fields) -> str:
    day = board.dialogue_day()
    actions.answer(board.db, address.whole_of(about), fields, day, board.baseline)
    return about


def _ask(board: Board, about: str, fields: Fields) -> str:
    day, unit = board.dialogue_day(), str(fields.get("unit") or "")
    term = board.answering("chair", day).get(unit)
    person, due_on = term.person if term else "", _day(fields)
    text = str(fields.get("text") or "")
    return str(actions.ask(board.db, unit, text, due_on, person, day))


def _decide(what: str) -> Deed:
    def decided(board: Board, about: str, fields: Fields) -> str:
        note, day = str(fields.get("note") or ""), board.dialogue_day()
        actions.decide(board.db, address.whole_of(about), what, note, day, _day(fields))
        return about

    return decided


def _pause(board: Board, about: str, fields: Fields) -> str:
    number, day = address.whole_of(about), board.dialogue_day()
    note, until = str(fields.get("pause_note") or ""), _day(fields, "pause_until")
    ladder.pause(board.db, number, note, until, day)
    return about


def _resume(board: Board, about: str, fields: Fields) -> str:
    number, day = address.whole_of(about), board.dialogue_day()
    ladder.resume(board.db, number, str(fields.get("pause_note") or ""), day)
    return about


def _check_in(board: Board, about: str, fields: Fields) -> str:
    unit, _colon, seen = about.partition(":")
    day, facts = board.dialogue_day(), board.checkin_facts(unit)
    checkins.check_in(board.db, unit, fields, facts, seen, day)
    return unit


DEEDS: dict[str, Deed] = {
    "answer": _answer,
    "ask": _ask,
    CHECK_IN: _check_in,
    PAUSED: _pause,
    RESUMED: _resume,
    **{what: _decide(what) for what in actions.DECISIONS},
}


def _day(fields: Fields, name: str = "due_on") -> date | None:
    return address.day_of(str(fields.get(name) or "")[:10])


def done(
    board: Board, what: str, about: str, fields: Fields, search: str
) -> tuple[Any, Any]:
    """The address after a deed; what is wrong stands beside the form, which keeps what
    was written."""
    set_language(address.language_of(search))
    state = address.read("/dialogue", search)
    try:
        number = DEEDS[what](board, about, fields)
        marks = board.dialogue_marks()
    except KpiError as error:
        return no_update, error.text()
    # Another address each time, so that the page is shown anew.
    said = ".".join(str(mark or 0) for mark in marks)
    shown = "checkin" if what == CHECK_IN else "id"
    to = address.href("/dialogue", state, said=said, **{shown: number})
    return to[len("/dialogue") :], ""


def kept(board: Board, fields: Fields, search: str) -> str:
    """That a draft is kept, or why it is not."""
    set_language(address.language_of(search))
    state = address.read("/dialogue", search)
    try:
        at = actions.save_draft(board.db, state.whole("id") or 0, fields)
    except KpiError as error:
        return error.text()
    return _("Draft kept {moment}", moment=formats.moment(at))


def register(app: Dash, board: Board) -> None:
    """Tie the page of the dialogue to `app`."""

    tie(app, deed(""), FIELD, SAID, partial(done, board))

    # A pause in typing is told, and not each letter.
    app.clientside_callback(
        ClientsideFunction("typing", "paused"),
        Output(TYPED, "data"),
        Input({"type": FIELD, "name": ALL}, "value"),
        prevent_initial_call=True,
    )

    @app.callback(
        Output(DRAFT, "children"),
        Input(TYPED, "data"),
        *written(FIELD),
        prevent_initial_call=True,
    )
    def keep(paused: Any, values: list[Any], ids: Any, search: str) -> Any:
        return kept(board, fields_of(values, ids), search or "")
