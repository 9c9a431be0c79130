"""The procedures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layouts.names import in_language
from layouts.pages import overview
from layouts.pages import procedures as page
from layouts.state import State
from metrics.questions import Question

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters."""
    return page.controls(board.procedures(question(state)), state)


def show(board: Board, state: State) -> list[Any]:
    """The table, then the level by unit of its first rows."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    asked = question(state)
    codes = page.drawn(board.procedures(asked), state)
    answer = board.procedures(asked, codes)
    named = in_language(answer.levels, board.units())
    return page.content(replace(answer, levels=named), header, state)


def question(state: State) -> Question:
    """What an address asks of the procedures."""
    return Question(page.INDICATOR, state.plan, as_of=state.as_of)
