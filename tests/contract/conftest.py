"""An office with a database of its own, at ten in the morning of 15 October 2025."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

from core.settings import Settings, settings
from tests.contract.office import Office

NOW = datetime(2025, 10, 15, 3, 0, tzinfo=UTC)


@pytest.fixture
def now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture(scope="session")
def built(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an embedded database with the small city in it."""
    base = tmp_path_factory.mktemp("city")
    shutil.copytree(sqlite_template, base / "var")
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(NOW, tick=True):
        Office(base / "files", base / "var", patch).city()
    settings.cache_clear()
    return base / "var"


@pytest.fixture
def office(
    now: None,
    tmp_path: Path,
    sqlite_template: Path,
    built: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    """An office with an empty embedded database."""
    var = tmp_path / "var"
    shutil.copytree(sqlite_template, var)
    yield Office(tmp_path / "files", var, monkeypatch, built=built)
    settings.cache_clear()


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """An office that nobody has touched: no database, the real clock."""
    yield Office(tmp_path / "files", tmp_path / "var", monkeypatch)
    settings.cache_clear()


@pytest.fixture
def any_office(
    now: None,
    tmp_path: Path,
    new_database: Callable[..., Settings],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Office]:
    """An office on each engine."""
    made = new_database()
    yield Office(tmp_path / "files", made.var, monkeypatch, made.database_url)
    settings.cache_clear()
