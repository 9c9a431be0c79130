"""Asking the commands as a shell does, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from core import settings as configuration
from core.settings import Settings
from reports.__main__ import main


@dataclass(frozen=True)
class Told:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: bytes
    err: str


@pytest.fixture
def ask(
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> Iterator[Callable[..., Told]]:
    """Asks `python -m reports` about the database of this test's `settings`."""
    monkeypatch.setenv("HAICAP_VAR", str(settings.var))
    monkeypatch.setenv("HAICAP_DATABASE_URL", settings.database_url)
    configuration.settings.cache_clear()

    def run(*words: object) -> Told:
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = int(left.code or 0)
        out, err = capsysbinary.readouterr()
        return Told(code, out, err.decode())

    yield run
    configuration.settings.cache_clear()
