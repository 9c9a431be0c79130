"""Answers with commitments of the demo city, and what nobody answered, as invented as
its dossiers."""

from __future__ import annotations

from datetime import date, timedelta

from actions import checkins, ladder
from actions import dialogue as actions
from board import Board
from core.clock import monday
from core.language import translate
from jobs.ladder import RULE, take
from metrics.checkins import mark_of
from store import checkins as store

# A commitment of the first is over and graded; that of the second is still open.
_MADE = ((17, 4), (6, -21))
_DAYS = timedelta(days=5)
_RUNS = timedelta(days=21)
# So late the deputy is told.
_LATE = timedelta(days=16)


def promise(board: Board) -> None:
    """Ask the unit of the demo Chair and another by hand and answer for them, some
    days before the last with data; nothing where there is no such Chair."""
    db, day = board.db, board.dialogue_day()
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
        if unit == units[0]:
            # This one runs on, so that its Chair is asked for check-ins.
            runs = {"c2_indicator": "online_dossiers", "c2_gain": "5"}
            runs |= {"c2_due": (day + _RUNS).isoformat()}
            fields |= runs | {"c2_owner": fields["c1_owner"]}
        actions.answer(db, number, fields, asked, board.baseline)


def wait(board: Board) -> None:
    """Two requests that nobody answered, one with its ladder paused, and the steps that
    are due then; nothing where there is no demo Chair."""
    db, day = board.db, board.dialogue_day()
    # The demo Chair's own, and one of a unit that has none of the others.
    units = _units(board, 3)[::2]
    for unit, late in zip(units, (_LATE, _LATE - _DAYS), strict=False):
        asked = day - late - _DAYS
        person = board.holder(unit, asked).person
        text = translate("(demo) What holds up the oldest open dossiers?")
        number = actions.ask(db, unit, text, asked + _DAYS, person, asked)
    if units:
        why = translate("(demo) A flood: the office helps elsewhere.")
        ladder.pause(db, number, why, day + _DAYS, day - 2 * _DAYS)
    take(board)
    _check_in(board, day)


def _check_in(board: Board, day: date) -> None:
    """Of last week none came from the demo Chair's unit; another's of this week did."""
    db, units = board.db, _units(board)
    for unit in units[:1]:
        with db.write() as connection:
            last = day - timedelta(days=7)
            store.ask(connection, RULE, last, unit, monday(last))
    for unit in units[1:]:
        facts = board.checkin_facts(unit)
        text = translate(
            "(demo) Two of three officers are trained; tablets are awaited."
        )
        fields = {"confidence": "unsure", "said": text}
        checkins.check_in(db, unit, fields, facts, mark_of(facts), day)


def _units(board: Board, most: int = 2) -> list[str]:
    """The unit of the Chair who has an account, then the first others."""
    held = sorted(board.holders().values(), key=lambda one: not one.account)
    return [one.unit_code for one in held[:most]] if held and held[0].account else []
