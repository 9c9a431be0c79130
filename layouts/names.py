"""Units' names in the reader's language, for answers that carry only one."""

from __future__ import annotations

import pandas as pd

from core.language import language
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


def place_name(header: Header) -> str:
    """The place's name in the reader's language; "" where there are several roots."""
    return header.place_en if language() == "en" and header.place_en else header.place
