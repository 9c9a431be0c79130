"""Pages as they are shown who has not signed in, where an office tells them less."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts import rights
from layouts.published import told_note
from layouts.state import State

if TYPE_CHECKING:
    from board import Board


def is_narrow() -> bool:
    """Whether who asks is told what was published alone."""
    return not rights.may(rights.READ)


def narrowed(board: Board, state: State) -> State:
    """The address, of the evaluation that is told where it names none and nothing else
    is open to the reader."""
    if not is_narrow() or state.get("evaluation"):
        return state
    return state.having(evaluation=str(board.told().evaluation))


def published_note(board: Board) -> list[Any]:
    """Of which day what is shown is, and why nothing newer; nothing for who reads all
    pages."""
    if not is_narrow():
        return []
    return [told_note(board.told(), board.settings.timezone)]
