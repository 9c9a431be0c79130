"""The hand-over sheet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from accounts import rights
from core.errors import UsageError
from layouts.pages import handover as page
from layouts.state import State
from metrics.handover import Handover
from reports import handover
from reports.files import File

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The day, and the buttons to take the sheet away."""
    return page.controls(state, board.holder(state.get("unit")).starts_on)


def show(board: Board, state: State) -> list[Any]:
    """The sheet of an address."""
    answer = ask(board, state)
    return page.content(answer, handover.printed_hash(board, answer), state)


def ask(board: Board, state: State) -> Handover:
    """The sheet; UsageError where the address names no unit, NotAllowedError where
    the account may not read it there."""
    code = state.get("unit")
    if not code:
        raise UsageError("Choose a unit: its page leads to its hand-over sheet.")
    rights.allow(rights.HANDOVER, code)
    day = state.day("day") or _begun(board, code)
    return board.handover(code, day, state.plan)


def _begun(board: Board, code: str) -> date:
    """The first day of who is in office."""
    begun = board.holder(code).starts_on
    if begun is None:
        raise UsageError("Choose the first day of the new Chair.")
    return begun


def file(board: Board, state: State, form: str) -> File:
    """The sheet to take away."""
    return handover.file(board, ask(board, state), form)
