"""Another office's system, and a place to load its rows into."""

import shutil
from itertools import count

import pytest
import time_machine

from ingest.remote.run import fetch_remote
from store.engine import open_database
from tests.conftest import NOW, settings_for
from tests.ingest.door import take
from tests.ingest.remote.office import office

_numbers = count()


def place(database, settings) -> None:
    """A unit and a procedure."""
    with time_machine.travel(NOW, tick=False):
        take(database, settings, "u.csv", "code,name,kind\n00004,Ba Đình,ward\n")
        take(database, settings, "p.csv", "code,name\n1.001193,Đăng ký khai sinh\n")


@pytest.fixture(scope="session")
def place_template(sqlite_template, tmp_path_factory):
    """A folder with a database that knows a unit and a procedure, to be copied."""
    var = tmp_path_factory.mktemp("place") / "var"
    shutil.copytree(sqlite_template, var)
    settings = settings_for(var)
    database = open_database(settings)
    place(database, settings)
    database.close()
    return var


@pytest.fixture
def settings(place_template, tmp_path):
    """How a source is asked does not hang on our engine: the embedded one is enough."""
    var = tmp_path / f"asked{next(_numbers)}"
    shutil.copytree(place_template, var)
    return settings_for(var)


@pytest.fixture
def portal(monkeypatch):
    """The system that is asked; no proxy of the machine stands between."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with office() as at_work:
        yield at_work


class Naps(list[float]):
    """The pauses that were asked for; none is made."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


@pytest.fixture
def naps():
    return Naps()


@pytest.fixture
def fetch(db, settings, naps):
    """Fetches a source now."""

    def now(source, **named):
        return fetch_remote(source, db, settings, sleep=naps, **named)

    return now
