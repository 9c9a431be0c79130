"""What stands above standings: what was frozen at a deadline, what is provisional."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from layouts.published import frozen_note, provisional_note
from layouts.state import State
from metrics.answers import Header
from metrics.completion import Provisional
from metrics.indicators import BY_KEY
from metrics.questions import Question

if TYPE_CHECKING:
    from board import Board


def notices(
    board: Board, state: State, header: Header, indicator: str = "", unit: str = ""
) -> list[Any]:
    """Notes above standings as known now: what was frozen at the plan's last
    deadline, and which of the last days are provisional."""
    if state.get("evaluation"):
        return []
    recent = _recent(board, state, indicator)
    return [
        *_frozen(board, state, indicator or header.pair[0], unit),
        *([provisional_note(recent)] if recent else []),
    ]


def _frozen(board: Board, state: State, indicator: str, unit: str) -> list[Any]:
    if state.as_of is not None:
        return []
    found = board.frozen_deadline(Question(indicator, state.plan))
    if found is None:
        return []
    return [frozen_note(found, state, board.settings.timezone, unit)]


def _recent(board: Board, state: State, indicator: str) -> Provisional | None:
    """The provisional days, but for an indicator that counts no dossiers; a page of
    no single indicator shows some that do."""
    if indicator and BY_KEY[indicator].basis == "catalogue":
        return None
    recent = board.provisional()
    if recent is None or not recent.reached_by(state.as_of or date.max):
        return None
    return recent
