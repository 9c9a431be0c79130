"""A board of one's own, for a command that asks one question and ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from board.board import Board
from core.settings import Settings
from store.engine import open_database


@contextmanager
def open_board(settings: Settings) -> Iterator[Board]:
    """The board over the database of `settings`, closed at the end. Raises
    SettingsError when it cannot be opened."""
    db = open_database(settings)
    try:
        yield Board(db, settings)
    finally:
        db.close()
