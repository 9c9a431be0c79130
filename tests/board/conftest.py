"""A board over the cast everyone knows (tests/make.py)."""

from __future__ import annotations

import pytest

from board import Board
from tests.make import cast, load


@pytest.fixture
def board(db, settings) -> Board:
    """An empty database's board."""
    return Board(db, settings)


@pytest.fixture
def cast_board(db, settings) -> Board:
    """The board over `cast()`."""
    load(db, settings, *cast())
    return Board(db, settings)
