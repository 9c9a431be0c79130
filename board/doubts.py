"""Doubtful rows that count, with the names of what they speak of."""

from __future__ import annotations

import pandas as pd

from board.known import Known
from core.clock import today
from metrics.doubted import DoubtsAsked
from store import doubts as kept


def doubts(known: Known, asked: DoubtsAsked, limit: int | None = None) -> pd.DataFrame:
    """As store.doubts.doubts, with unit_name and name_en, the code where no such unit
    is in force, and procedure_name where rows are added up by these."""
    with known.db.read() as connection:
        rows = kept.doubts(connection, asked, limit)
    as_of = known.facts.last_day or today(known.db.timezone)
    if "unit_code" in rows:
        units = known.facts.tree(as_of).units
        names = {code: (unit.name, unit.name_en) for code, unit in units.items()}
        found = [names.get(code, (code, "")) for code in rows["unit_code"]]
        both = pd.DataFrame(found, columns=["unit_name", "name_en"], dtype=object)
        rows = pd.concat([rows, both], axis=1)
    if "procedure_code" in rows:
        named = known.procedures_on(as_of)["name"].to_dict()
        names_of = [named.get(code, code) for code in rows["procedure_code"]]
        rows = rows.assign(procedure_name=pd.Series(names_of, dtype=object))
    return rows
