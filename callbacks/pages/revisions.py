"""What was published and is known otherwise now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layouts.pages import revisions as page
from layouts.state import State
from metrics.revisions import Revised, Revision
from reports import files

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """Which evaluation and indicator."""
    header = board.header(state.plan, state.basis, state.as_of)
    evaluations = board.data().evaluations
    return page.controls(header, evaluations, state, board.settings.timezone)


def show(board: Board, state: State) -> list[Any]:
    """The list, and above it one unit's revision where the address names one."""
    found = ask(board, state)
    if found is None:
        return [page.empty()]
    return page.content(*found, state, board.settings.timezone)


def ask(board: Board, state: State) -> tuple[Revised, Revision | None] | None:
    """What an address asks; None where nothing was frozen."""
    number = page.chosen(board.data().evaluations, state)
    if number is None:
        return None
    header = board.header(state.plan, state.basis, state.as_of)
    question = page.question(header, state)
    revised = board.revised(question, number)
    unit = state.get("unit")
    return revised, board.revisions(question, unit, number) if unit else None


def file(board: Board, state: State, form: str) -> tuple[str, bytes]:
    """The list, or one unit's revision, as (name, bytes)."""
    return files.revisions_file(board, ask(board, state), form)
