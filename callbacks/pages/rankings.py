"""The rankings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layouts.pages import rankings as page
from layouts.state import State

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters."""
    header = board.header(state.plan, state.basis, state.as_of)
    return page.controls(header, board.units(), state)


def show(board: Board, state: State) -> Any:
    """The table by the indicator asked for, the other of the pair beside it."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return [page.empty()]
    units = board.units()
    keys = page.leading(header, state), page.beside(header, state)
    first, second = (
        board.ranking(page.question(header, units, state, key)) for key in keys
    )
    return page.content(first, second, state, header.pair)
