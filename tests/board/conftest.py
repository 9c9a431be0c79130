"""A board over the cast everyone knows (tests/make.py)."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest

from board import Board
from core.settings import Settings
from store.engine import open_database
from tests import postgres
from tests.conftest import settings_for
from tests.make import Row, cast, load

Filled = Callable[..., Board]


@pytest.fixture
def board(db, settings) -> Board:
    """An empty database's board."""
    return Board(db, settings)


@pytest.fixture(scope="session")
def filled(request, tmp_path_factory) -> Iterator[Filled]:
    """Makes a board over a database that tests only read: filled once an engine, by
    the load commands given."""
    made: dict[tuple[str, str], Board] = {}

    def on_sqlite(name: str) -> Settings:
        var = tmp_path_factory.mktemp(name) / "var"
        shutil.copytree(request.getfixturevalue("sqlite_template"), var)
        return settings_for(var)

    def on_postgresql(name: str) -> Settings:
        server = request.getfixturevalue("postgres_server")
        template = request.getfixturevalue("postgres_template")
        database = f"board_{name}"
        postgres.execute(server, f"CREATE DATABASE {database} TEMPLATE {template}")
        return settings_for(tmp_path_factory.mktemp(name), f"{server}{database}")

    def fill(engine: str, name: str, *commands: list[Row]) -> Board:
        if (engine, name) not in made:
            chosen = on_sqlite if engine == "sqlite" else on_postgresql
            settings = chosen(name)
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
