"""What may be worth a look in the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts import rights
from callbacks.hollow import hollow
from layouts.filters import ALL
from layouts.integrity.drill import drill
from layouts.integrity.guardrails import marked_card
from layouts.pages import integrity
from layouts.state import State
from metrics.guardrails import RISES

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters."""
    return integrity.controls(state)


def show(board: Board, state: State) -> list[Any]:
    """All signals, or one signal at one unit where the address names both."""
    if board.header(state.plan, state.basis, state.as_of).empty:
        return integrity.empty()
    if not state.get("unit"):
        asked = (state.plan, state.get("window"), state.as_of)
        shown = integrity.content(board.integrity(*asked), state)
        return [*shown, *marked(board, state)]
    found = evidence(board, state)
    judge = rights.may(rights.VERDICTS, state.get("unit"))
    return drill(found.unit, found.judged, found.frame, state, judge)


def marked(board: Board, state: State) -> list[Any]:
    """Whose rise is hollow, where all signals are asked for."""
    if state.get("signal", ALL) != ALL:
        return []
    return [marked_card(hollow(board, RISES, state), board.units(), state)]


def evidence(board: Board, state: State) -> Any:
    """The evidence of the signal and the unit of an address; NotAllowedError where
    the account may not see single rows of the unit."""
    rights.allow(rights.ROWS, state.get("unit"))
    return board.evidence(
        state.get("signal"),
        state.get("unit"),
        state.plan,
        state.get("window"),
        state.as_of,
    )
