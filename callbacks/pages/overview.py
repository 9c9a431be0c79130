"""The first page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from callbacks.hollow import hollow
from callbacks.narrowed import is_narrow
from callbacks.notices import notices
from layouts.pages import overview
from layouts.state import State

if TYPE_CHECKING:
    from board import Board


def show(board: Board, state: State) -> list[Any]:
    """The overview, or what to do while there are no data."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    answer = board.overview(state.plan, state.basis, state.as_of)
    if is_narrow():
        return overview.published(answer, header, state, board.boundaries())
    marked = hollow(board, header.pair, state).marked
    content = overview.content(answer, header, state, board.boundaries(), marked)
    return [*notices(board, state, header), *content]
