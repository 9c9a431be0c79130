"""One unit, or the list of units."""

from __future__ import annotations

import logging
from collections.abc import Hashable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from accounts import rights
from callbacks.hollow import hollow
from callbacks.notices import notices
from callbacks.pages.disputes import told_with
from callbacks.pages.exemptions import told_with as exempt_about
from callbacks.pages.solved import told_with as solved_told_with
from core.errors import SettingsError, UsageError
from core.language import _
from layouts import borders, owed
from layouts.disputes.marks import unit_card
from layouts.exemptions.listed import unit_card as exempt_card
from layouts.integrity.cards import asked_card
from layouts.integrity.guardrails import guardrails_card
from layouts.messages.alerts import unit_alerts
from layouts.pages import overview, unit
from layouts.parts import link, note, problem
from layouts.solved.beside import done_by
from layouts.solved.beside import unit_card as solved_card
from layouts.state import State, href
from layouts.unit import choose
from metrics.answers import UnitAnswer
from metrics.owed import Owed
from metrics.questions import Question
from metrics.solvers import Solved

if TYPE_CHECKING:
    from board import Board

log = logging.getLogger(__name__)


def controls(board: Board, state: State) -> Any:
    """A search for the list; the buttons to take a unit's page away."""
    header = board.header(state.plan, state.basis, state.as_of)
    return unit.controls(header, state)


def hangs_on(board: Board, state: State) -> Hashable:
    """What units owe is told without a new data version, to who reads the dialogue."""
    told = rights.may(rights.DIALOGUE, state.code)
    owes = (board.owed_ground(), board.alert_marks(state.code)) if told else ()
    return board.own_files(), owes


def show(board: Board, state: State) -> list[Any]:
    """The unit's page; a clear word and a way on where there is no such unit."""
    header = board.header(state.plan, state.basis, state.as_of)
    if header.empty:
        return overview.empty()
    if not state.code:
        question = Question(header.pair[0], state.plan, as_of=state.as_of)
        return unit.units(board.ranking(question), state)
    try:
        answer = ask(board, state)
    except UsageError as error:
        former = board.former(state.code, state.as_of)
        if former is not None and former.until is not None:
            return borders.gone(former, state)
        return choose.unknown(error.text(), state)
    trend = board.trend(
        header.pair[0],
        (state.code,),
        plan=state.plan,
        end=state.as_of,
        borders=borders.asked(state),
    )
    above = notices(board, state, header, unit=state.code)
    rails = hollow(board, (*header.pair, *header.companion), state)
    marked = state.code in hollow(board, header.pair, state).marked
    solvers, named = solved(board, state), solved_told_with(board, state)
    peers = frozenset(answer.peers["unit_code"])
    done = partial(done_by, solvers, code=state.code, peers=peers, about=named)
    shown = unit.content(answer, trend, header, state, marked, done)
    rest = [*asked(board, state), guardrails_card(rails, state.code)]
    rest += solved_card(solvers, state.code, named)
    waits = _owed(board, state)
    if waits is not None and rights.may(rights.ANSWER, state.code):
        above += owed.head_line(waits, state)
    rest += owed.unit_card(waits, state.code, state)
    rest += _alerts(board, state)
    rest += _disputes(board, answer, state)
    return [*above, *shown, *rest, *_sheet(answer, state)]


def solved(board: Board, state: State) -> Solved | None:
    """Who solved which procedure; a rule that cannot be read takes no page away: the
    page of it says what is wrong."""
    try:
        return board.solved(state.plan, state.as_of)
    except SettingsError as error:
        log.warning("Nobody solved anything: %s", error.text("en"))
        return None


def _owed(board: Board, state: State) -> Owed | None:
    """What waits at the unit, for who reads its dialogue."""
    if not rights.may(rights.DIALOGUE, state.code):
        return None
    return board.owed(frozenset({state.code})).get(state.code)


def _alerts(board: Board, state: State) -> list[Any]:
    """The alerts that fired there, for who reads its dialogue."""
    if not rights.may(rights.DIALOGUE, state.code):
        return []
    return unit_alerts(board.unit_alerts(state.code), board.settings.timezone)


def _disputes(board: Board, answer: UnitAnswer, state: State) -> list[Any]:
    """What is disputed of the unit, and the way to dispute more for who may."""
    found = board.unit_disputes(state.code, rights.units(rights.ROWS))
    may = rights.may(rights.DISPUTE, state.code) and not answer.unit["is_parent"]
    about = exempt_about(board, state)
    return [
        *unit_card(answer.beside, found, told_with(board, state), may),
        *exempt_card(board.exemptions(), state.code, about),
    ]


def _sheet(answer: UnitAnswer, state: State) -> list[Any]:
    """The way to what the Chair took over, for who may read it."""
    begun = answer.chair.get("starts_on")
    if begun in (None, date.min) or not rights.may(rights.HANDOVER, state.code):
        return []
    to = href("/handover", state, unit=state.code, day=begun)
    return [note(link(_("Hand-over sheet of the Chair in office"), to))]


def ask(board: Board, state: State) -> UnitAnswer:
    """The unit of an address; UsageError when there is no such unit."""
    about = (state.plan, state.basis, state.as_of)
    return board.unit(state.code, *about, borders=borders.asked(state))


def asked(board: Board, state: State) -> list[Any]:
    """What is asked about the unit's figures; a unit with others below it is not
    asked itself. Thresholds that cannot be read do not take the page away."""
    try:
        found = board.unit_integrity(state.code, state.plan, as_of=state.as_of)
    except SettingsError as error:
        return [problem(error.text())]
    except UsageError:
        # Shown under other borders, the unit is none on that day.
        return []
    return [asked_card(found, state)] if found.leaf else []
