"""Whose rise is hollow, for pages that show standings."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import SettingsError
from layouts.state import State
from metrics.guardrails import Hollow

if TYPE_CHECKING:
    from board import Board

log = logging.getLogger(__name__)
NONE = Hollow(frozenset(), {}, 0)


def hollow(board: Board, indicators: Sequence[str], state: State) -> Hollow:
    """What the board says. Thresholds that cannot be read take no standing away: the
    page of signals shows what is wrong with them."""
    if state.get("evaluation"):
        return NONE
    try:
        return board.hollow(indicators, state.plan, state.as_of)
    except SettingsError as error:
        log.warning("No guardrails: %s", error.text("en"))
        return NONE
