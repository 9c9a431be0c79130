"""Asking the commands as a shell does, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from board import Board
from core.settings import Settings
from store.engine import open_database
from tests import make
from tests.commands import Told
from tests.commands import ask as ask_command
from tests.serving import named


@pytest.fixture
def ask_of() -> Callable[..., Told]:
    """Asks `python -m reports` about the database of given settings."""

    def run(settings: Settings, *words: object) -> Told:
        return ask_command(named(settings), "reports", *words)

    return run


@pytest.fixture(scope="session")
def cast_settings(lasting: Callable[[str], Settings]) -> Settings:
    """Settings of a database that holds the cast of tests/make.py. It is only read:
    what an engine answers is tested with the board."""
    settings = lasting("sqlite")
    db = open_database(settings)
    make.load(db, settings, *make.cast())
    db.close()
    return settings


@pytest.fixture
def ask(ask_of: Callable[..., Told], cast_settings: Settings) -> Callable[..., Told]:
    """Asks about the cast."""

    def run(*words: object) -> Told:
        return ask_of(cast_settings, *words)

    return run


@pytest.fixture
def ask_nothing(
    ask_of: Callable[..., Told], new_sqlite: Callable[..., Settings]
) -> Callable[..., Told]:
    """Asks about an empty database."""
    settings = new_sqlite()

    def run(*words: object) -> Told:
        return ask_of(settings, *words)

    return run


@pytest.fixture(scope="session")
def cast_board(cast_settings: Settings) -> Iterator[Board]:
    """The board over the cast."""
    db = open_database(cast_settings)
    yield Board(db, cast_settings)
    db.close()
