"""Answers with commitments of the demo city, as invented as its dossiers."""

from __future__ import annotations

from datetime import timedelta

from actions import dialogue as actions
from board import Board
from core.language import translate
from core.settings import Settings
from store.engine import Database

# A commitment of the first is over and graded; that of the second is still open.
_MADE = ((17, 4), (6, -21))
_DAYS = timedelta(days=5)


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


def _units(board: Board) -> list[str]:
    """The unit of the Chair who has an account, then the first other one."""
    held = sorted(board.holders().values(), key=lambda one: not one.account)
    return [one.unit_code for one in held[:2]] if held and held[0].account else []
