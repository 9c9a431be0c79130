"""The passport of one number."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from layouts import borders
from layouts.pages import number, overview
from layouts.passport.checked import table_line, verdict_card
from layouts.passport.handed_in import answer_card
from layouts.state import State
from metrics.passports import Kept, Verdict
from metrics.procedure_figures import ProcedureFigures
from metrics.questions import Question
from reports.carried import digest
from reports.procedures import figures
from reports.verify import cited_table

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The box to check a printed number in."""
    return number.controls(state)


def show(board: Board, state: State) -> list[Any]:
    """The passport; before it what became of a printed number, where one is asked
    after."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    printed = number.asked_after(state)
    found = _became(board, printed, *number.question(state, header))
    if found is not None and found.table is not None:
        return [_of_table(board, found.table)]
    asked, unit = number.question(state, header, found)
    proof = board.proof(asked, unit) if state.get("proof") else None
    told = [verdict_card(found, printed, state)] if found and printed else []
    url = board.settings.public_url
    # What was printed of a number is of all its procedures.
    procedure = "" if printed else state.get("procedure")
    passport = board.passport(asked, unit, procedure)
    mark = _mark(board, asked, unit, procedure) if procedure else ""
    shown = number.content(passport, proof, state, url, header.stale, mark)
    return [*told, *shown]


def procedures(board: Board, state: State) -> ProcedureFigures:
    """The figures of the procedures of an address, or of the one that it names."""
    header = board.header(state.plan, state.basis, state.as_of)
    asked, unit = number.question(state, header)
    drawn = replace(asked, borders=borders.asked(state))
    return board.by_procedure(drawn, unit, state.get("procedure"))


def _mark(board: Board, asked: Question, unit: str, procedure: str) -> str:
    """The hash of the figure of one procedure, as a table of one row."""
    return digest(figures(board.by_procedure(asked, unit, procedure)))


def hangs_on(board: Board, state: State) -> Hashable:
    """A number worked out again is that of this moment, and what is taken away is kept
    without a new data version."""
    if state.get("proof") or number.asked_after(state) is not None:
        return None
    return board.own_files()


def _of_table(board: Board, kept: Kept) -> Any:
    """What became of a table; its hash is that of no number, so none is shown."""
    became = cited_table(board, kept)
    taken = table_line(kept, board.settings.timezone)
    return answer_card(became.answer, (taken, *became.lines))


def _became(
    board: Board, printed: tuple[int, str] | None, asked: Question, unit: str
) -> Verdict | None:
    """What became of a printed number: found by its hash, else by what is asked."""
    if printed is None:
        return None
    if printed[1]:
        return board.verdict(*printed)
    return board.verdict_of(printed[0], asked, unit)
