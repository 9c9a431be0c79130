"""Each Chair in office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layouts.indicators import chosen
from layouts.names import in_language
from layouts.pages import chairs, overview
from layouts.past_terms import terms_card
from layouts.state import State
from metrics.answers import Header
from metrics.questions import Question

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters."""
    return chairs.controls(board.units(), state)


def show(board: Board, state: State) -> list[Any]:
    """The Chairs by the indicator chosen."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    asked = question(state, header)
    if state.get("person"):
        return [terms_card(board.person_terms(asked, state.get("person")), state)]
    answer = board.chairs(asked)
    named = in_language(answer.frame, board.units())
    return chairs.content(replace(answer, frame=named), state, header.stale)


def question(state: State, header: Header) -> Question:
    """What an address asks of the Chairs."""
    return Question(chosen(state, header), state.plan, as_of=state.as_of)
