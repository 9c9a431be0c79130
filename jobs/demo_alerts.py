"""Alerts of the demo city: what the rules would have told in its last days."""

from __future__ import annotations

from board import Board
from jobs.alerts import look, tell_now
from store import alerts

_BACK = 5


def alert(board: Board) -> None:
    """Look back over the last days with data, and queue what fired at once, for the
    demo is looked at whatever the hour. Nothing is sent where no server is set."""
    if board.settings.alerts == "no":
        return
    look(board, _BACK)
    with board.db.read() as connection:
        waiting = alerts.untold(connection)
    tell_now(board, waiting)
