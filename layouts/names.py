"""Units' names in the reader's language, for answers that carry only one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from core.language import language
from layouts import parts
from layouts.state import State
from metrics.answers import Header


def in_language(frame: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """`frame` with its `unit_name` in English where that is read and known; `units`
    has code and name_en."""
    if language() != "en" or frame.empty:
        return frame
    names = {
        code: name
        for code, name in zip(units["code"], units["name_en"], strict=True)
        if name
    }
    english = frame["unit_code"].map(names)
    return frame.assign(unit_name=english.fillna(frame["unit_name"]))


@dataclass(frozen=True)
class Named:
    """What names units on a page: their rows by code, how the page is looked at."""

    units: Mapping[str, Mapping[str, Any]]
    state: State

    def unit_name(self, code: str) -> str:
        """A unit's name in the reader's language; else its code."""
        return parts.unit_name(self._row(code))

    def unit_link(self, code: str) -> parts.Content:
        """A unit's name that leads to its page."""
        return parts.unit_link(self.state, self._row(code))

    def _row(self, code: str) -> Mapping[str, Any]:
        unit = self.units.get(code, {"name": code})
        return {**unit, "unit_code": code, "unit_name": unit["name"]}


def place_name(header: Header) -> str:
    """The place's name in the reader's language; "" where there are several roots."""
    return header.place_en if language() == "en" and header.place_en else header.place
