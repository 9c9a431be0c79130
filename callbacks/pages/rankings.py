"""The rankings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from callbacks.hollow import hollow
from callbacks.narrowed import is_narrow
from callbacks.notices import notices
from layouts.pages import rankings as page
from layouts.published import banner
from layouts.ranking_table import Table, filtered
from layouts.state import State
from metrics.answers import Header
from reports import files

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters."""
    header = board.header(state.plan, state.basis, state.as_of)
    only = board.told().indicators if is_narrow() else ()
    return page.controls(header, board.units(), state, only)


def show(board: Board, state: State) -> Any:
    """The table by the indicator asked for, the other of the pair beside it."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return [page.empty()]
    table = ask(board, state, header)
    above = notices(board, state, header, page.leading(header, state))
    # An evaluation reopened is what was published: no source is late for it.
    late = () if table.first.reading.reopened else header.stale
    return [
        *_banner(board, state, table),
        *above,
        *page.content(table, state, late),
    ]


def _banner(board: Board, state: State, table: Table) -> list[Any]:
    """What is known now, beside an evaluation reopened."""
    # What is known now is not open to who is told what was published alone.
    if not table.first.reading.reopened or is_narrow():
        return []
    asked = page.question(
        board.header(state.plan, state.basis, state.as_of),
        board.units(),
        state,
        table.first.reading.indicator.key,
    )
    now = board.ranking(replace(asked, as_of=table.first.reading.as_of))
    return [banner(table.first, now, state, board.settings.timezone)]


def ask(board: Board, state: State, header: Header) -> Table:
    """The two rankings of an address, not yet filtered."""
    units = board.units()
    keys = page.leading(header, state), page.beside(header, state)
    number = state.whole("evaluation")
    first, second = (
        board.ranking(page.question(header, units, state, key), number) for key in keys
    )
    # Who lacks data is known now, not as it was when an evaluation was frozen.
    about = page.question(header, units, state, keys[0])
    expected = board.completeness(about) if number is None else None
    marked = hollow(board, keys, state).marked
    return Table(first, second, set(keys) == set(header.pair), expected, marked)


def file(board: Board, state: State, form: str) -> tuple[str, bytes]:
    """The table as it stands, filters included, as (name, bytes)."""
    header = board.header(state.plan, state.basis, state.as_of)
    answer = filtered(ask(board, state, header), state).first
    kinds = page.asked_kinds(header, board.units(), state)
    return files.ranking_file(board, answer, form, kinds, page.filters(state))
