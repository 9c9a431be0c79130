"""Any units over time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layouts import borders
from layouts.indicators import chosen
from layouts.names import in_language
from layouts.pages import overview, trends
from layouts.state import State
from metrics.answers import Header, Trend

if TYPE_CHECKING:
    from board import Board


def show(board: Board, state: State) -> list[Any]:
    """The chart of the units chosen, or what to do while there are no data."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    trend = ask(board, state, header)
    named = in_language(trend.frame, board.units())
    return trends.content(replace(trend, frame=named), state)


def controls(board: Board, state: State) -> Any:
    """What can be chosen."""
    header = board.header(state.plan, state.basis, state.as_of)
    return trends.controls(header, board.units(), state)


def ask(board: Board, state: State, header: Header) -> Trend:
    """The trend an address asks for; "" is the whole. With both readings the frozen
    points stand beside those of now, both cumulated as evaluations are."""
    known = state.get("known")
    step = "cumulative" if known == trends.BOTH else state.get("step")
    trend = _trend(board, state, header, step, known == trends.PUBLISHED)
    if known != trends.BOTH:
        return trend
    frozen = _trend(board, state, header, step, True)
    named = in_language(frozen.frame, board.units())
    return replace(trend, published=named)


def _trend(
    board: Board, state: State, header: Header, step: str, as_published: bool
) -> Trend:
    return board.trend(
        chosen(state, header),
        state.many("units") or ("",),
        plan=state.plan,
        start=state.day("from"),
        end=state.day("to") or state.as_of,
        step=step or "cumulative",
        as_published=as_published,
        borders=borders.asked(state),
    )
