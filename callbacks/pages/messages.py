"""The log of messages: the list, one message, the table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts import rights
from core.errors import SettingsError
from core.gateways import described
from layouts.messages.alerts import alerts_cards
from layouts.messages.words import About
from layouts.pages import messages as page
from layouts.parts import problem
from layouts.state import State
from metrics import plain
from reports import messages
from reports.files import File

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The filters of the list."""
    return page.controls(state)


def show(board: Board, state: State) -> list[Any]:
    """The list, or the message that the address names."""
    rights.allow(rights.MAILS)
    about = About(plain.by_code(board.units()), state, board.settings.timezone)
    number = state.whole("id")
    if number is not None:
        return page.one(board.message(number), about)
    log = board.message_log(*page.asked(state))
    shown = page.content(log, board.choices(), about, _sends(board))
    return [*shown, *_alerts(board, state, about)]


def _sends(board: Board) -> bool:
    """Whether any server is set that messages go out by."""
    return board.settings.sends_messages or bool(described(board.settings))


def _alerts(board: Board, state: State, about: About) -> list[Any]:
    """What fired and what did not, at the units that are sought."""
    kept, looks = board.alert_log(state.get("q")), board.alert_looks()
    try:
        rules = {rule.key: rule for rule in board.alert_rules()}
    except SettingsError as error:
        return [problem(error.text()), *alerts_cards(kept, looks, {}, about)]
    return alerts_cards(kept, looks, rules, about)


def file(board: Board, state: State, form: str) -> File:
    """All messages that pass the filters."""
    rights.allow(rights.MAILS)
    return messages.file(board, form, *page.asked(state))
