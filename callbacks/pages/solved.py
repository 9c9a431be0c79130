"""Who solved a procedure."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

from accounts import rights
from layouts.names import Named
from layouts.pages import overview
from layouts.pages import solved as page
from layouts.solved.listed import fitting
from layouts.state import State
from metrics import plain
from metrics.solvers import Said, Solved
from reports import solved
from reports.files import File

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The search and the buttons."""
    return page.controls(state)


def hangs_on(board: Board, state: State) -> Hashable:
    """What was said is told without a new data version, to who reads the dialogue."""
    told = board.dialogue_marks() if rights.may(rights.DIALOGUE) else ()
    return board.own_files(), told


def show(board: Board, state: State) -> list[Any]:
    """The table, with what units said for who reads their dialogue."""
    if board.header(state.plan, state.basis, state.as_of).empty:
        return overview.empty()
    answer = board.solved(state.plan, state.as_of)
    return page.content(answer, _said(board, answer), told_with(board, state))


def _said(board: Board, answer: Solved) -> Said:
    if not rights.may(rights.DIALOGUE):
        return {}
    return board.solved_said(answer)


def told_with(board: Board, state: State) -> Named:
    """What names the units."""
    return Named(plain.by_code(board.units()), state)


def file(board: Board, state: State, form: str) -> File:
    """The rows of an address, in the format `form` (reports/formats)."""
    answer = board.solved(state.plan, state.as_of)
    rows = fitting(answer, told_with(board, state))
    return solved.file(board, answer, rows, _said(board, answer), form, state.plan)
