"""A board over the cast everyone knows (tests/make.py)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from board import Board
from core.settings import Settings
from store.engine import open_database
from tests.make import Row, cast, load

Filled = Callable[..., Board]


@pytest.fixture
def board(db, settings) -> Board:
    """An empty database's board."""
    return Board(db, settings)


@pytest.fixture(scope="session")
def filled(lasting: Callable[[str], Settings]) -> Iterator[Filled]:
    """Makes a board over a database that tests only read: filled once an engine, by
    the load commands given."""
    made: dict[tuple[str, str], Board] = {}

    def fill(engine: str, name: str, *commands: list[Row]) -> Board:
        if (engine, name) not in made:
            settings = lasting(engine)
            db = open_database(settings)
            for rows in commands:
                load(db, settings, *rows)
            made[engine, name] = Board(db, settings)
        return made[engine, name]

    yield fill
    for one in made.values():
        one.db.close()


@pytest.fixture
def cast_board(engine, filled) -> Board:
    """The board over `cast()`; its database is shared and only read."""
    return filled(engine, "cast", cast())
