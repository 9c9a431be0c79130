"""The commands of the project, asked as a shell asks them, but inside this process:
a new one takes seconds to begin. What only a process of its own can show (signals, a
reader gone, what is logged) is asked of one."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import cast

import pytest

from core.settings import settings


@dataclass(frozen=True)
class Told:
    """What a command left: its exit code, standard output and standard error."""

    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode("utf-8")


def ask(environment: Mapping[str, str], module: str, *words: object) -> Told:
    """What `python -m module words` leaves, with this more in its environment."""
    main = import_module(f"{module}.__main__").main
    with pytest.MonkeyPatch.context() as patched, _streams() as (out, err):
        for name, value in environment.items():
            patched.setenv(name, value)
        settings.cache_clear()
        try:
            code = main([str(word) for word in words])
        except SystemExit as left:
            code = 1 if isinstance(left.code, str) else left.code
    settings.cache_clear()
    return Told(code or 0, out.getvalue(), err.getvalue())


@contextmanager
def _streams() -> Iterator[tuple[io.BytesIO, io.StringIO]]:
    out, err, kept = io.BytesIO(), io.StringIO(), (sys.stdout, sys.stderr)
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8", write_through=True)
    sys.stderr = err
    try:
        yield out, err
    finally:
        sys.stdout.flush()
        cast("io.TextIOWrapper", sys.stdout).detach()
        sys.stdout, sys.stderr = kept
