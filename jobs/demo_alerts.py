"""Alerts of the demo city: what the rules would have told in its last days."""

from __future__ import annotations

from board import Board
from core.settings import Settings
from jobs.alerts import look, tell_now
from store import alerts
from store.engine import Database

_BACK = 5


def alert(db: Database, settings: Settings) -> None:
    """Look back over the last days with data, and queue what fired at once, for the
    demo is looked at whatever the hour. Nothing is sent where no server is set."""
    if settings.alerts == "no":
        return
    board = Board(db, settings)
    look(board, _BACK)
    with db.read() as connection:
        waiting = alerts.untold(connection)
    tell_now(board, waiting)
