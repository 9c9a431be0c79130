"""What every test may ask for: real databases of its own, settings, a clock.

A test that takes `db` runs twice: on the embedded database and on a real PostgreSQL.
Where CI=true nothing is skipped: a missing server or browser fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import time_machine
from hypothesis import settings as hypothesis_settings

from board import Board
from core import language
from core.settings import Settings
from store.engine import Database, open_database
from tests import postgres
from tests.make import Row, load

CI = os.environ.get("CI") == "true"
ENGINES = ("sqlite", "postgresql")
# The eve of the demo's and the real plans' deadline falls a few days later.
NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)

_numbers = count()

# Machines differ in speed; a slow one is no failure.
hypothesis_settings.register_profile("house", deadline=None)
hypothesis_settings.load_profile("house")


def pytest_configure() -> None:
    # No setting of the machine the tests run on may leak into them.
    for name in [name for name in os.environ if name.startswith("HAICAP_")]:
        del os.environ[name]


def missing(what: str) -> None:
    """Skips, saying why; where CI=true it fails, so that nothing is left out."""
    if CI:
        pytest.fail(f"{what} is missing, and CI=true")
    pytest.skip(f"{what} is missing: run make test, which installs it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        callspec = getattr(item, "callspec", None)
        if callspec is not None and callspec.params.get("engine") == "postgresql":
            item.add_marker(pytest.mark.postgres)


def settings_for(var: Path, url: str = "", **values: object) -> Settings:
    """Settings that read nothing from the machine; `var` takes all that is written."""
    var.mkdir(parents=True, exist_ok=True)
    chosen = {"var": var, "database_url": url, "secret": "a key for tests", **values}
    return Settings(_env_file=None, **chosen)  # type: ignore[arg-type, call-arg]


def database_of(settings: Settings) -> str:
    """The name of the database of a PostgreSQL server."""
    return settings.database_url.rpartition("/")[2]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    programs = postgres.binaries()
    if programs is None:
        missing("PostgreSQL")
        raise AssertionError
    with postgres.server(programs) as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a migrated, empty database, to be copied."""
    var = tmp_path_factory.mktemp("template")
    open_database(settings_for(var)).close()
    return var


@pytest.fixture(scope="session")
def postgres_template(
    postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """The name of a migrated, empty database, to be copied."""
    postgres.execute(postgres_server, "CREATE DATABASE template_haicap")
    url = f"{postgres_server}template_haicap"
    open_database(settings_for(tmp_path_factory.mktemp("var"), url)).close()
    return "template_haicap"


@pytest.fixture
def new_sqlite(sqlite_template: Path, tmp_path: Path) -> Callable[..., Settings]:
    """Makes settings of a new, migrated database, each time another one."""

    def make(like: Settings | None = None, **values: object) -> Settings:
        var = tmp_path / f"var{next(_numbers)}"
        shutil.copytree(like.var if like else sqlite_template, var)
        return settings_for(var, **values)

    return make


@pytest.fixture
def new_postgresql(
    postgres_server: str, postgres_template: str, tmp_path: Path
) -> Iterator[Callable[..., Settings]]:
    """Makes settings of a new, migrated database, each time another one."""
    names: list[str] = []

    def make(like: Settings | None = None, **values: object) -> Settings:
        names.append(f"test_{next(_numbers)}")
        source = database_of(like) if like else postgres_template
        var = tmp_path / names[-1]
        if like:
            shutil.copytree(like.var, var)
        url = postgres.copy(postgres_server, source, names[-1])
        return settings_for(var, url, **values)

    yield make
    for name in names:
        postgres.execute(postgres_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """ "sqlite", then "postgresql"."""
    chosen: str = request.param
    return chosen


@pytest.fixture
def new_database(
    engine: str, request: pytest.FixtureRequest
) -> Callable[..., Settings]:
    """Makes settings of a new, migrated, empty database of the engine."""
    make: Callable[..., Settings] = request.getfixturevalue(f"new_{engine}")
    return make


@pytest.fixture
def settings(new_database: Callable[..., Settings]) -> Settings:
    """Settings of this test's own empty database."""
    return new_database()


@pytest.fixture(scope="session")
def lasting(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Settings]:
    """Makes settings of a new, migrated database that lasts the session."""

    def make(engine: str) -> Settings:
        var = tmp_path_factory.mktemp("lasting") / "var"
        if engine == "sqlite":
            shutil.copytree(request.getfixturevalue("sqlite_template"), var)
            return settings_for(var)
        server = request.getfixturevalue("postgres_server")
        template = request.getfixturevalue("postgres_template")
        name = f"lasting_{next(_numbers)}"
        return settings_for(var, postgres.copy(server, template, name))

    return make


Rows = Callable[[], Iterable[Row]]


@pytest.fixture(scope="session")
def stock(lasting: Callable[[str], Settings]) -> Callable[[str, Rows], Settings]:
    """Settings of the database of an engine that holds what `rows` gives, loaded at
    NOW: filled once, to be copied."""
    made: dict[tuple[str, str], Settings] = {}

    def filled(engine: str, rows: Rows) -> Settings:
        key = (engine, f"{rows.__module__}.{rows.__qualname__}")
        if key not in made:
            settings = lasting(engine)
            with time_machine.travel(NOW, tick=False):
                db = open_database(settings)
                load(db, settings, *rows())
                db.close()
            made[key] = settings
        return made[key]

    return filled


@pytest.fixture
def stocked(
    engine: str,
    new_database: Callable[..., Settings],
    stock: Callable[[str, Rows], Settings],
) -> Callable[[Rows], Settings]:
    """Makes settings of a database of this test's own that holds what `rows` gives."""
    return lambda rows: new_database(like=stock(engine, rows))


@pytest.fixture
def board_over(
    stocked: Callable[[Rows], Settings],
) -> Iterator[Callable[[Rows], Board]]:
    """Makes the board over a database of this test's own that holds what `rows`
    gives."""
    with ExitStack() as ends:

        def made(rows: Rows) -> Board:
            settings = stocked(rows)
            db = open_database(settings)
            ends.callback(db.close)
            return Board(db, settings)

        yield made


@pytest.fixture
def db(settings: Settings) -> Iterator[Database]:
    """This test's own empty database, on each engine."""
    database = open_database(settings)
    yield database
    database.close()


@pytest.fixture
def clock() -> Iterator[time_machine.Coordinates]:
    """The clock, standing at 17:00 in Hanoi on 24 July 2025; it can be moved."""
    with time_machine.travel(NOW, tick=False) as coordinates:
        yield coordinates


@pytest.fixture(autouse=True)
def vietnamese_reader() -> Iterator[None]:
    """Every test begins with the default reader."""
    language.set_language(language.DEFAULT_LANGUAGE)
    yield
    language.set_language(language.DEFAULT_LANGUAGE)
