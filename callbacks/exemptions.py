"""What is looked at, entered and ended on the page of exemptions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from dash import ALL as ALL_OF
from dash import Dash, Input, Output, no_update

from actions import exemptions as actions
from actions.picking import Fields, pick_of, seen, words_of
from callbacks.pages.exemptions import told_with
from callbacks.pressed import fields_of, tie, written
from core.errors import KpiError, UsageError
from core.language import set_language
from layouts import state as address
from layouts.disputes.one import EXEMPTING, of_effect
from layouts.exemptions.forms import ALL, enter_button
from layouts.exemptions.ids import FIELD, LOOK, SAID, SEEN, deed
from metrics.disputes import Effect, Pick
from metrics.overlay import LEAVE_OUT

if TYPE_CHECKING:
    from board import Board

PATH = "/exemptions"


def _picked(board: Board, fields: Fields) -> tuple[Pick, Effect]:
    unit = str(fields.get("unit") or "")
    if not unit:
        raise UsageError("Choose a unit.")
    codes = (*(fields.get("procedures") or ()), *words_of(fields.get("codes")))
    told = {**fields, "codes": "", "procedures": dict.fromkeys(codes)}
    pick = pick_of(told, "" if unit == ALL else unit, board.settings.timezone)
    pick = actions.may_look(board.db, pick, _text(fields, "decision"))
    return pick, board.exemption_effect(pick)


def _hold_looked(pick: Pick, effect: Effect, looked: str) -> None:
    if seen(pick, LEAVE_OUT, effect) != looked:
        raise UsageError(
            "This is not what you looked at: the fields or the data changed. See the "
            "effect again, then enter it."
        )


def _enter(board: Board, looked: str, fields: Fields, state: address.State) -> int:
    pick, effect = _picked(board, fields)
    _hold_looked(pick, effect, looked)
    said = (_text(fields, "decision"), _text(fields, "text"))
    return actions.exempt(board.db, pick, *said, effect)


def _end(board: Board, number: str, fields: Fields, state: address.State) -> int:
    day = board.dialogue_day()
    actions.end(board.db, address.whole_of(number), _text(fields, "text"), day)
    return int(number)


def _confirm(board: Board, about: str, fields: Fields, state: address.State) -> int:
    """`about`: the number, and what was looked at (layouts.exemptions.forms)."""
    number, _dash, looked = about.partition("-")
    one = board.exemption(address.whole_of(number))
    effect = board.exemption_effect(one.meant)
    _hold_looked(one.meant, effect, looked)
    actions.confirm(board.db, one.id, effect)
    return one.id


DEEDS = {"enter": _enter, "confirm": _confirm, "end": _end}


def _text(fields: Fields, name: str) -> str:
    return str(fields.get(name) or "")


def done(
    board: Board, what: str, about: str, fields: Fields, search: str
) -> tuple[Any, Any]:
    """The address after a deed; what is wrong stands beside the form, which keeps what
    was written."""
    set_language(address.language_of(search))
    state = address.read(PATH, search)
    try:
        number = DEEDS[what](board, about, fields, state)
    except KpiError as error:
        return no_update, error.text()
    # Another address each time, so that the page is shown anew.
    to = address.href(PATH, state, id=number, said=what)
    return to.removeprefix(PATH), ""


def looked(board: Board, fields: Fields, search: str) -> tuple[Any, Any]:
    """What would stand beside the figures, with the button that enters it; or what is
    wrong."""
    set_language(address.language_of(search))
    try:
        pick, effect = _picked(board, fields)
        about = told_with(board, address.read(PATH, search))
        button = enter_button(seen(pick, LEAVE_OUT, effect))
        return of_effect(effect, pick.unit_code, about, button, EXEMPTING), ""
    except KpiError as error:
        return [], error.text()


def register(app: Dash, board: Board) -> None:
    """Tie the page of exemptions to `app`."""
    tie(app, deed(""), FIELD, SAID, partial(done, board))

    @app.callback(
        Output(SEEN, "children"),
        Output(SAID, "children", allow_duplicate=True),
        Input({"type": LOOK, "what": ALL_OF}, "n_clicks"),
        *written(FIELD),
        prevent_initial_call=True,
    )
    def look(clicks: list[int | None], values: Any, ids: Any, search: str) -> Any:
        # A button that has just appeared also fires.
        if not any(clicks):
            return no_update, no_update
        return looked(board, fields_of(values, ids), search or "")
