"""What a catalogue number is made of: procedures, and the services rows behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from board.known import Known
from board.offered import counts_already, offered_on
from metrics.asking import Asked
from store import questions

COLUMNS = [
    "key",
    "label",
    "numerator",
    "denominator",
    "value",
    "level",
    "valid_from",
    "valid_to",
    "decision",
    "load_id",
    "file",
]


def by_service(
    known: Known, asked: Asked, units: Sequence[str], procedure: str
) -> pd.DataFrame:
    """COLUMNS, by procedure and the services row that puts it in force: at how many of
    the units without children it counts, of how many. The numerator is None where the
    level is not known and the indicator asks for it."""
    leaves = [
        one
        for code in units
        if not asked.tree.children.get(code)
        for one in asked.tree.listed_on(code, asked.as_of)
    ]
    offered = offered_on(known, asked.as_of, leaves)
    if procedure:
        offered = offered[offered["procedure_code"] == procedure]
    with known.db.read() as connection:
        put = questions.services(connection, leaves, procedure, asked.as_of)
    rows = offered.assign(counts=counts_already(known, asked, offered))
    rows = rows.merge(put, "left", ["unit_code", "procedure_code"])
    groups = ["procedure_code", "service_id", "level"]
    found = rows.groupby(groups, as_index=False).agg(
        numerator=("counts", "sum"), denominator=("counts", "size")
    )
    found = found.assign(value=found["numerator"] / found["denominator"]).astype(object)
    if asked.indicator.key == "e2e_procedures":
        unknown = found["level"] == "online"
        found.loc[unknown, ["numerator", "value"]] = None
    return _told(known, asked.as_of, found)


def _told(known: Known, day: date, found: pd.DataFrame) -> pd.DataFrame:
    """With the procedure's name, the services row and the file that brought it."""
    with known.db.read() as connection:
        ids = [int(number) for number in found["service_id"].unique()]
        services = questions.service_rows(connection, ids)
    names = known.procedures_on(day)["name"]
    codes = found["procedure_code"]
    told = found.assign(key=codes, label=codes.map(names).fillna(codes))
    told = told.merge(services, "left", "service_id")
    told["valid_from"] = [None if d == date.min else d for d in told["valid_from"]]
    told["valid_to"] = [None if d == date.max else d for d in told["valid_to"]]
    ordered = told.sort_values(["label", "key", "service_id"], ignore_index=True)
    return ordered[COLUMNS]
