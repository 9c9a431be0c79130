"""Databases that last for a file of tests: its people have names of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from core.settings import Settings
from store.engine import Database, open_database
from tests.conftest import ENGINES


@pytest.fixture(scope="module", params=ENGINES)
def office(
    request: pytest.FixtureRequest, lasting: Callable[[str], Settings]
) -> Iterator[Database]:
    """An empty database on each engine."""
    database = open_database(lasting(request.param))
    yield database
    database.close()
