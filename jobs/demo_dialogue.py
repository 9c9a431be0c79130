"""Answers with commitments of the demo city, and what nobody answered, as invented as
its dossiers."""

from __future__ import annotations

from datetime import timedelta

from actions import dialogue as actions
from actions import ladder
from board import Board
from core.language import translate
from core.settings import Settings
from jobs.ladder import climb
from store.engine import Database

# A commitment of the first is over and graded; that of the second is still open.
_MADE = ((17, 4), (6, -21))
_DAYS = timedelta(days=5)
# So late the deputy is told.
_LATE = timedelta(days=16)


def promise(db: Database, settings: Settings) -> None:
    """Ask the unit of the demo Chair and another by hand and answer for them, some
    days before the last with data; nothing where there is no such Chair."""
    board = Board(db, settings)
    day = board.dialogue_day()
    units = _units(board)
    for unit, (made, due) in zip(units, _MADE, strict=False):
        asked = day - timedelta(days=made)
        person = board.holder(unit, asked).person
        text = translate("(demo) Why do so few dossiers come online?")
        number = actions.ask(db, unit, text, asked + _DAYS, person, asked)
        fields = {
            "cause": "devices",
            "text": translate(
                "(demo) Citizens have no accounts; a help desk was opened."
            ),
            "c1_indicator": "online_dossiers",
            "c1_gain": "3",
            "c1_due": (day - timedelta(days=due)).isoformat(),
            "c1_owner": translate("Help desk (demo)"),
        }
        actions.answer(db, number, fields, asked, board.baseline)


def wait(db: Database, settings: Settings) -> None:
    """Two requests that nobody answered, one with its ladder paused, and the steps that
    are due then; nothing where there is no demo Chair."""
    board = Board(db, settings)
    day = board.dialogue_day()
    # The demo Chair's own, and one of a unit that has none of the others.
    units = _units(board, 3)[::2]
    for unit, late in zip(units, (_LATE, _LATE + _DAYS), strict=False):
        asked = day - late - _DAYS
        person = board.holder(unit, asked).person
        text = translate("(demo) What holds up the oldest open dossiers?")
        number = actions.ask(db, unit, text, asked + _DAYS, person, asked)
    if units:
        why = translate("(demo) A flood: the office helps elsewhere.")
        ladder.pause(db, number, why, day + _DAYS, day - 2 * _DAYS)
    climb(db, settings)


def _units(board: Board, most: int = 2) -> list[str]:
    """The unit of the Chair who has an account, then the first others."""
    held = sorted(board.holders().values(), key=lambda one: not one.account)
    return [one.unit_code for one in held[:most]] if held and held[0].account else []
