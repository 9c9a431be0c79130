"""What stands above standings: that they were frozen at a deadline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layouts.published import frozen_note
from layouts.state import State
from metrics.answers import Header
from metrics.questions import Question

if TYPE_CHECKING:
    from board import Board


def notices(
    board: Board, state: State, header: Header, indicator: str = "", unit: str = ""
) -> list[Any]:
    """The note of the last deadline of the plan, where one was frozen and the address
    asks for what is known now."""
    if state.as_of is not None or state.get("evaluation"):
        return []
    asked = Question(indicator or header.pair[0], state.plan)
    found = board.frozen_deadline(asked)
    if found is None:
        return []
    return [frozen_note(found, state, board.settings.timezone, unit)]
