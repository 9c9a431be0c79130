"""The procedures: where they are offered how far, and how they are used."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from board.known import Known
from board.offered import OFFERED, offered_on
from metrics.answers import ProceduresAnswer
from metrics.asking import Asked
from metrics.questions import Question
from store.doubts import by_procedure

COLUMNS = [
    "procedure_code",
    "name",
    "field",
    "authority",
    "high_volume",
    "received",
    "online",
    "full_online",
    "online_share",
    "in_force",
    "offered",
    "full",
    "level_unknown",
    "doubts",
    "reported",
]
LEVEL_COLUMNS = ["unit_code", "unit_name", "procedure_code", "level"]
_COUNTED = ["received", "online", "full_online"]
_CATALOGUE = ["in_force", "offered", "full", "level_unknown"]
# How many procedures the heat map shows when none is asked for.
_SHOWN = 20


def procedures(
    known: Known, question: Question, only: Sequence[str] = ()
) -> ProceduresAnswer:
    """Every procedure in force at a unit on as-of or with a dossier in the window;
    the levels of `only` (none named: the first of the list) at each unit."""
    asked = known.resolve(question)
    units = [code for code in asked.tree.units if _fits(asked, code)]
    leaves = [code for code in units if not asked.tree.children.get(code)]
    offered = offered_on(known, asked.as_of, leaves)
    frame = _frame(known, asked, units, offered)
    shown = list(only) or frame["procedure_code"].head(_SHOWN).tolist()
    return ProceduresAnswer(
        reading=known.reading(asked),
        frame=frame,
        levels=_levels(asked, offered, shown),
    )


def _fits(asked: Asked, code: str) -> bool:
    return not asked.kinds or asked.tree.units[code].kind in asked.kinds


def _frame(
    known: Known, asked: Asked, units: Sequence[str], offered: pd.DataFrame
) -> pd.DataFrame:
    sums = known.by_procedure(known.dossier_window(asked))
    here = sums[sums["unit_code"].isin(units)]
    used = here.groupby("procedure_code")[_COUNTED].sum()
    both = used.join(_catalogue(offered), how="outer").fillna(0).astype("int64")
    both = both[(both["in_force"] > 0) | (both["received"] > 0)]
    about = known.procedures_on(asked.as_of).reindex(both.index)
    cells = (cell for found in known.facts.cells.values() for cell in found)
    frame = both.assign(
        reported=both.index.isin({cell.procedure_code for cell in cells}),
        procedure_code=both.index,
        name=about["name"].fillna(pd.Series(both.index, both.index)),
        field=about["field"].fillna(""),
        authority=about["authority"].fillna(""),
        high_volume=(about["high_volume"] == "1").astype(bool),
        doubts=_doubts(known, both.index),
        online_share=both["online"] / both["received"].where(both["received"] > 0),
    )
    ordered = frame.reset_index(drop=True).sort_values(
        ["high_volume", "received", "procedure_code"], ascending=[False, False, True]
    )
    shown = ordered[COLUMNS].reset_index(drop=True).astype(object)
    return shown.where(shown.notna(), None)


def _doubts(known: Known, codes: pd.Index) -> list[int]:
    with known.db.read() as connection:
        found = by_procedure(connection)
    return [found.get(code, 0) for code in codes]


def _catalogue(offered: pd.DataFrame) -> pd.DataFrame:
    """At how many units each procedure is in force, and how far offered."""
    level = offered["level"]
    marks = offered.assign(
        in_force=1,
        offered=level.isin(OFFERED).astype("int64"),
        full=(level == "full").astype("int64"),
        level_unknown=(level == "online").astype("int64"),
    )
    return marks.groupby("procedure_code")[_CATALOGUE].sum()


def _levels(asked: Asked, offered: pd.DataFrame, shown: Sequence[str]) -> pd.DataFrame:
    """In the order of the units and of the procedures asked for."""
    rows = offered[offered["procedure_code"].isin(list(shown))]
    names = {code: unit.name for code, unit in asked.tree.units.items()}
    place = {code: number for number, code in enumerate(names)}
    column = {code: number for number, code in enumerate(shown)}
    rows = rows.assign(
        unit_name=rows["unit_code"].map(names),
        row=rows["unit_code"].map(place),
        column=rows["procedure_code"].map(column),
    ).sort_values(["row", "column"])
    return rows[LEVEL_COLUMNS].reset_index(drop=True).astype(object)
