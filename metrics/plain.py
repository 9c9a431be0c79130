"""Rows of frames as plain values, what is not known as None."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd


def row(values: Mapping[Any, Any]) -> dict[str, Any]:
    """One row as a plain dict."""
    return {str(name): _plain(value) for name, value in values.items()}


def by_code(units: pd.DataFrame) -> dict[str, Mapping[str, Any]]:
    """The rows of units (code, name, name_en, …) by their code."""
    return {row["code"]: row for row in rows(units)}


def rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows of a frame as plain dicts."""
    names = [str(name) for name in frame.columns]
    # A column at a time: much faster than to_dict on a frame of mixed types.
    columns = [[_plain(one) for one in frame[name].tolist()] for name in frame.columns]
    return [dict(zip(names, one, strict=True)) for one in zip(*columns, strict=True)]


def number(share: Fraction | None) -> float | None:
    """An exact share as it is written."""
    return None if share is None else float(share)


def _plain(value: Any) -> Any:
    # NaN and NaT differ from themselves.
    return value if value == value else None
