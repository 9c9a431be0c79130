"""What may be worth a look in the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layouts.integrity.drill import drill
from layouts.pages import integrity
from layouts.state import State

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
        return integrity.content(board.integrity(*asked), state)
    found = evidence(board, state)
    return drill(found.unit, found.judged, found.frame, state)


def evidence(board: Board, state: State) -> Any:
    """The evidence of the signal and the unit of an address."""
    return board.evidence(
        state.get("signal"),
        state.get("unit"),
        state.plan,
        state.get("window"),
        state.as_of,
    )
