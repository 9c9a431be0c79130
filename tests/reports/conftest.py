"""Asking the commands as a shell does, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from board import Board
from core import settings as configuration
from core.settings import Settings
from reports.__main__ import main
from store.engine import open_database
from tests import make


@dataclass(frozen=True)
class Told:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: bytes
    err: str


@pytest.fixture
def ask_of(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> Iterator[Callable[..., Told]]:
    """Asks `python -m reports` about the database of given settings."""

    def run(settings: Settings, *words: object) -> Told:
        monkeypatch.setenv("HAICAP_VAR", str(settings.var))
        monkeypatch.setenv("HAICAP_DATABASE_URL", settings.database_url)
        configuration.settings.cache_clear()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsysbinary.readouterr()
        return Told(code, out, err.decode())

    yield run
    configuration.settings.cache_clear()


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
