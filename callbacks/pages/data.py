"""Where the numbers come from; with an indicator, what one number is made of."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from accounts import rights
from accounts.current import current
from layouts import borders, doubts
from layouts.filters import ALL
from layouts.names import in_language
from layouts.pages import data
from layouts.sources.drill import drill
from layouts.state import State
from metrics.plain import rows
from metrics.questions import Question
from metrics.sums import number_of

if TYPE_CHECKING:
    from board import Board

_UNKNOWN = {"numerator": None, "denominator": None, "value": None}


def show(board: Board, state: State) -> list[Any]:
    """The ledger, or the drill where the address names an indicator."""
    if not state.get("indicator"):
        demo = board.header(state.plan, state.basis, state.as_of).demo
        undo = board.settings.upload == "yes" and rights.may(rights.LOADS)
        place = data.Place(demo, undo, rows_are())
        section = data.section_of(state)
        units = rights.units(rights.ROWS)
        answer = board.data(load_of(state), section.running, units)
        if section.unusual:
            answer = replace(answer, unlike=board.unusual())
        if section.doubts:
            asked = doubts.asked(state, load_of(state))
            answer = replace(answer, doubts=board.doubts(asked, doubts.LISTED))
        named = in_language(answer.reconciliation, board.units())
        return data.content(replace(answer, reconciliation=named), place, state)
    made = board.made_of(
        question(state), state.get("unit"), state.get("procedure"), state.day("day")
    )
    return drill(made, above(board, state), state)


def rows_are() -> str:
    """Whose rejected rows the reader sees: see layouts.pages.data.Place."""
    units = rights.units(rights.ROWS)
    if units:
        return "own"
    closed = "closed" if current().signed_in else "sign_in"
    return "all" if units is None else closed


def hangs_on(board: Board, state: State) -> Hashable:
    """Files refused, and jobs and systems where they are shown, come without a new
    data version."""
    running = not state.get("indicator") and data.section_of(state).running
    return board.own_files(), board.ledger_and_jobs(running)


def load_of(state: State) -> int | None:
    """The load whose rows an address asks for; None for those of all."""
    return None if state.get("load", ALL) == ALL else state.whole("load")


def question(state: State) -> Question:
    """What an address asks the parts of."""
    return Question(
        state.get("indicator"),
        state.plan,
        state.get("window"),
        state.day("from"),
        state.as_of,
        borders=borders.asked(state),
    )


def above(board: Board, state: State) -> Mapping[str, object]:
    """The number one level up: a row of the ranking, of the procedures or of the
    days."""
    unit, procedure = state.get("unit"), state.get("procedure")
    asked = question(state)
    if state.day("day"):
        return _row(board.made_of(asked, unit, procedure).frame, state.get("day"))
    if procedure:
        return number_of(board.made_of(asked, unit), procedure)
    ranking = board.ranking(asked)
    if not unit:
        return ranking.whole
    return _row(ranking.frame.assign(key=ranking.frame["unit_code"]), unit)


def _row(frame: Any, key: str) -> Mapping[str, object]:
    if frame.empty or "numerator" not in frame:
        return _UNKNOWN
    return next((row for row in rows(frame) if str(row["key"]) == key), _UNKNOWN)
