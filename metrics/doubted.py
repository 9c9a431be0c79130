"""Doubtful rows that count, chosen and added up."""

from __future__ import annotations

import pandas as pd

UNIT, PROCEDURE, BOTH = "unit", "procedure", "both"
_UNIT = ["unit_code", "unit_name", "name_en"]
_PROCEDURE = ["procedure_code", "procedure_name"]
BY = {UNIT: _UNIT, PROCEDURE: _PROCEDURE, BOTH: [*_UNIT, *_PROCEDURE]}


def doubts_of(frame: pd.DataFrame, unit: str = "", procedure: str = "") -> pd.DataFrame:
    """The rows of `metrics.data_answer.DataAnswer.doubts` of this unit and procedure
    ("" is any)."""
    if unit:
        frame = frame[frame["unit_code"] == unit]
    if procedure:
        frame = frame[frame["procedure_code"] == procedure]
    return frame


def doubts_by(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """`DataAnswer.doubts` added up by a key of BY, the most rows first: its columns,
    doubt, owner, rows, load_id (the newest). A procedure that was not kept is a line
    of its own."""
    key = ["doubt", *BY[by], "owner"]
    summed = (
        frame.groupby(key, dropna=False, sort=False)
        .agg(rows=("rows", "sum"), load_id=("load_id", "max"))
        .reset_index()
    )
    return summed.sort_values(
        ["rows", *key], ascending=[False, *[True] * len(key)], ignore_index=True
    )
