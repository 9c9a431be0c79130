"""Moments kept as text, as seconds that any engine can subtract."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, case, func, null
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

_TIMED = 20  # length of "2025-07-24T01:30:00Z"; a bare day has no clock time


class _Epoch(GenericFunction[int]):
    type = BigInteger()
    inherit_cache = True
    name = "haicap_epoch"


@compiles(_Epoch, "sqlite")
def _on_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"unixepoch({compiler.process(element.clauses, **more)})"


@compiles(_Epoch, "postgresql")
def _on_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    moment = compiler.process(element.clauses, **more)
    return f"CAST(extract(epoch FROM CAST({moment} AS timestamptz)) AS bigint)"


def seconds(moment: ColumnElement[str]) -> ColumnElement[int]:
    """Seconds since 1970 of a moment with a clock time; NULL for a bare day and for
    what is not known."""
    return case((func.length(moment) == _TIMED, _Epoch(moment)), else_=null())


def flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where a condition holds, else 0: sums count it."""
    return case((condition, 1), else_=0)
