"""Each Chair in office."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from accounts import rights
from layouts.indicators import chosen
from layouts.names import in_language
from layouts.owed import owed_card
from layouts.pages import chairs, overview
from layouts.past_terms import terms_card
from layouts.state import State
from layouts.usage import usage_card
from metrics import plain
from metrics.answers import Header
from metrics.questions import Question

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters."""
    return chairs.controls(board.units(), state)


def hangs_on(board: Board, state: State) -> Hashable:
    """What units owe is told without a new data version, to who reads the dialogue;
    and who opened their page."""
    told = rights.may(rights.DIALOGUE)
    opened = board.usage() if _tells_usage(state) else ()
    return board.own_files(), board.owed_ground() if told else (), opened


def _tells_usage(state: State) -> bool:
    """Only of now, to who reads the dialogue of all units: a Chair knows it."""
    everywhere = rights.units(rights.DIALOGUE) is None
    return everywhere and state.as_of is None and not state.get("person")


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
    shown = chairs.content(replace(answer, frame=named), state, header.stale)
    use = usage_card(board.usage(), _units(named), state) if _tells_usage(state) else []
    return [*_owed(board, named, state), *use, *shown]


def _units(named: pd.DataFrame) -> dict[str, dict[str, Any]]:
    return {
        row["unit_code"]: {**row, "chair": row["person"]} for row in plain.rows(named)
    }


def _owed(board: Board, named: pd.DataFrame, state: State) -> list[Any]:
    """Who owes what, of the units whose dialogue the reader reads."""
    if not rights.may(rights.DIALOGUE):
        return []
    found = board.owed(rights.units(rights.DIALOGUE))
    return owed_card(found, _units(named), state)


def question(state: State, header: Header) -> Question:
    """What an address asks of the Chairs."""
    return Question(chosen(state, header), state.plan, as_of=state.as_of)
