"""What is looked at, sent, decided and withdrawn on the page of disputes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from dash import ALL, Dash, Input, Output, ctx, no_update

from accounts import rights
from actions import disputes as actions
from actions.picking import Fields, pick_of, said_of, seen
from callbacks.pages.disputes import DISPUTE, INCIDENT, told_with
from callbacks.pressed import fields_of, tie, written
from core.clock import today
from core.errors import KpiError, UsageError
from core.language import set_language
from layouts import state as address
from layouts.disputes.forms import send_button
from layouts.disputes.ids import FIELD, LOOK, SAID, SEEN, deed
from layouts.disputes.one import of_effect
from metrics.disputes import DECISIONS, Effect, Pick

if TYPE_CHECKING:
    from board import Board

PATH = "/disputes"
# What is done with the dispute or look that a button speaks of, and with what stands in
# the fields; the dispute to go on with.
Deed = Callable[["Board", str, Fields], int]


def _picked(board: Board, what: str, fields: Fields) -> tuple[Pick, Effect]:
    unit = str(fields.get("unit") or "") if what == DISPUTE else ""
    if what == DISPUTE and not unit:
        raise UsageError("Choose a unit.")
    pick = actions.may_look(pick_of(fields, unit, board.settings.timezone))
    said = said_of(fields).checked()
    return pick, board.dispute_effect(pick, said.correction)


def _send(what: str) -> Deed:
    def sent(board: Board, looked: str, fields: Fields) -> int:
        pick, effect = _picked(board, what, fields)
        said = said_of(fields)
        if seen(pick, said.correction, effect) != looked:
            raise UsageError(
                "This is not what you looked at: the fields or the data changed. See "
                "the effect again, then send."
            )
        days_off = board.days_off_after(today(board.settings.timezone))
        return actions.send(board.db, pick, said, effect, days_off)

    return sent


def _decide(state: str) -> Deed:
    def decided(board: Board, number: str, fields: Fields) -> int:
        note = str(fields.get("note") or "")
        chosen = pick_of(fields, "", board.settings.timezone)
        part = chosen if state == "partly" else None
        actions.decide(board.db, address.whole_of(number), state, note, part)
        return int(number)

    return decided


def _withdraw(board: Board, number: str, fields: Fields) -> int:
    actions.withdraw(board.db, address.whole_of(number), str(fields.get("note") or ""))
    return int(number)


DEEDS: dict[str, Deed] = {
    DISPUTE: _send(DISPUTE),
    INCIDENT: _send(INCIDENT),
    "withdraw": _withdraw,
    **{state: _decide(state) for state in DECISIONS},
}


def done(
    board: Board, what: str, about: str, fields: Fields, search: str
) -> tuple[Any, Any]:
    """The address after a deed; what is wrong stands beside the form, which keeps what
    was written."""
    set_language(address.language_of(search))
    state = address.read(PATH, search)
    try:
        number = DEEDS[what](board, about, fields)
        found = board.dispute(number, rights.units(rights.ROWS), 0).dispute
    except KpiError as error:
        return no_update, error.text()
    # Another address each time, so that the page is shown anew.
    to = address.href(PATH, state, id=number, said=len(found.states))
    return to.removeprefix(PATH), ""


def looked(board: Board, what: str, fields: Fields, search: str) -> tuple[Any, Any]:
    """What would change, with the button that sends it; or what is wrong."""
    set_language(address.language_of(search))
    try:
        pick, effect = _picked(board, what, fields)
        about = told_with(board, address.read(PATH, search))
        mark = seen(pick, said_of(fields).correction, effect)
        button = send_button(what, mark)
        return of_effect(effect, pick.unit_code, about, button), ""
    except KpiError as error:
        return [], error.text()


def register(app: Dash, board: Board) -> None:
    """Tie the page of disputes to `app`."""
    tie(app, deed(""), FIELD, SAID, partial(done, board))

    @app.callback(
        Output(SEEN, "children"),
        Output(SAID, "children", allow_duplicate=True),
        Input({"type": LOOK, "what": ALL}, "n_clicks"),
        *written(FIELD),
        prevent_initial_call=True,
    )
    def look(clicks: list[int | None], values: Any, ids: Any, search: str) -> Any:
        if not ctx.triggered_id or not any(clicks):
            return no_update, no_update
        fields = fields_of(values, ids)
        return looked(board, ctx.triggered_id["what"], fields, search or "")
