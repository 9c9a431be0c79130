"""Each indicator in plain words, the rules and the plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from layouts.pages import definitions, overview
from layouts.plans import Ladder, together
from layouts.state import State
from metrics.answers import Header
from metrics.indicators import indicator

if TYPE_CHECKING:
    from board import Board


def show(board: Board, state: State) -> list[Any]:
    """The definitions, filled with what is known."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    if state.get("indicator"):
        indicator(state.get("indicator"))
    answer = board.definitions(state.plan, state.as_of)
    return definitions.content(answer, ladders(board, header), header, state)


def ladders(board: Board, header: Header) -> list[Ladder]:
    """The stages of every plan, for one unit of each kind that has a target."""
    units = board.units()
    first = units.drop_duplicates("kind")
    found = []
    for plan in header.plans:
        for key in dict.fromkeys((*plan.official, *plan.indicators)):
            for code, kind in zip(first["code"], first["kind"], strict=True):
                trend = board.trend(
                    key, (code,), plan=plan.key, start=header.as_of, end=header.as_of
                )
                if trend.steps:
                    found.append(Ladder(plan.key, key, (kind,), trend.steps))
    return together(found)
