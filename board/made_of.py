"""What one number is made of: procedures, then days, then loads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from board.catalogue_parts import by_service
from board.known import Known
from board.reports_used import counted_reports
from core.errors import UsageError
from metrics.asking import Asked
from metrics.counts import Cell
from metrics.indicators import Indicator, Terms
from metrics.made_of import MadeOf
from metrics.measures import MEASURE_KEYS
from metrics.questions import Question
from metrics.windows import Window
from store import questions

COLUMNS = ["key", "label", "numerator", "denominator", "value"]
_CELL = [
    "unit_code",
    "procedure_code",
    "period_start",
    "period_end",
    "reported_at",
    "load_id",
    "file",
    "used",
]


def made_of(
    known: Known,
    question: Question,
    unit_code: str,
    procedure_code: str = "",
    day: date | None = None,
) -> MadeOf:
    """One level down from a unit's number ("" is the whole). The rows and the reports
    counted add up to the number above. Raises UsageError for an unknown unit."""
    asked = known.resolve(question)
    units = units_of(asked, unit_code)
    by, frame = _parts(known, asked, units, procedure_code, day)
    names = known.procedures_on(asked.as_of)["name"]
    return MadeOf(
        reading=known.reading(asked),
        unit_code=unit_code,
        unit_name=asked.tree.units[units[0]].name if unit_code else "",
        procedure_code=procedure_code,
        procedure_name=str(names.get(procedure_code, procedure_code)),
        day=day,
        by=by,
        frame=frame,
        counts=_counts(known, asked, units, procedure_code, day),
    )


def units_of(asked: Asked, code: str) -> tuple[str, ...]:
    """The unit and all below it; for the whole every unit."""
    if not code:
        return tuple(asked.tree.units)
    if code not in asked.tree.units:
        raise UsageError(
            "There is no unit “{code}” on {day}.",
            code=code,
            day=asked.as_of.isoformat(),
        )
    return (code, *asked.tree.below(code))


def _parts(
    known: Known,
    asked: Asked,
    nodes: Sequence[str],
    procedure: str,
    day: date | None,
) -> tuple[str, pd.DataFrame]:
    if asked.indicator.basis == "catalogue" or (
        asked.indicator.basis == "both" and not procedure and day is None
    ):
        return "service", by_service(known, asked, nodes, procedure)
    units = [one for code in nodes for one in asked.tree.members(code)]
    if day is not None:
        return "load", _by_load(known, asked, units, procedure, day)
    if procedure:
        return "day", _by_day(known, asked, units, procedure)
    return "procedure", _by_procedure(known, asked, units)


def _terms(indicator: Indicator) -> tuple[Terms, Terms]:
    """What is summed of dossiers: of procedures in use, those that came online."""
    if indicator.basis == "both":
        return (("online", 1),), (("received", 1),)
    return indicator.numerator, indicator.denominator


def _divided(frame: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Numerator, denominator and value of each row of measures; rows that count
    nothing left out."""
    top, below = (
        sum((frame[key] * sign for key, sign in terms), pd.Series(0, frame.index))
        for terms in _terms(indicator)
    )
    found = frame.assign(
        numerator=top, denominator=below, value=top / below.where(below > 0)
    ).drop(columns=list(MEASURE_KEYS))
    found = found[(top != 0) | (below != 0)].reset_index(drop=True).astype(object)
    return found.where(found.notna(), None)


def _by_procedure(known: Known, asked: Asked, units: Sequence[str]) -> pd.DataFrame:
    sums = known.by_procedure(asked.span)
    here = sums[sums["unit_code"].isin(units)]
    grouped = here.groupby("procedure_code")[list(MEASURE_KEYS)].sum().reset_index()
    names = known.procedures_on(asked.as_of)["name"]
    codes = grouped["procedure_code"]
    found = _divided(
        grouped.rename(columns={"procedure_code": "key"}).assign(
            label=codes.map(names).fillna(codes)
        ),
        asked.indicator,
    )
    ordered = found.sort_values(["denominator", "key"], ascending=[False, True])
    return ordered[COLUMNS].reset_index(drop=True)


def _by_day(
    known: Known, asked: Asked, units: Sequence[str], procedure: str
) -> pd.DataFrame:
    with known.db.read() as connection:
        frame = questions.by_day(connection, units, procedure, asked.span)
    days = frame["day"]
    return _divided(
        frame.drop(columns="day").assign(key=days, label=days), asked.indicator
    )[COLUMNS]


def _by_load(
    known: Known, asked: Asked, units: Sequence[str], procedure: str, day: date
) -> pd.DataFrame:
    with known.db.read() as connection:
        frame = questions.by_load(connection, units, procedure, day)
    found = frame.rename(columns={"load_id": "key"}).assign(label=frame["file"])
    return _divided(found, asked.indicator)[[*COLUMNS, "file", "known_at"]]


def _counts(
    known: Known,
    asked: Asked,
    units: Sequence[str],
    procedure: str,
    day: date | None,
) -> pd.DataFrame:
    """The reports of the window, and how each is used."""
    uses = counted_reports(known, asked, units)
    amounts = known.amounts(asked, asked.span)
    with known.db.read() as connection:
        files = questions.report_files(connection)
    rows = []
    for code, cells in uses.items():
        below = asked.tree.below(code)
        reconciles = any(amounts[one].has_data for one in below)
        for cell, use in cells:
            if _asked_for(cell, procedure, day):
                used = "reconciles" if reconciles and use == "counted" else use
                rows.append(_cell(cell, used, files))
    measures = [k for k in MEASURE_KEYS if any(k in row for row in rows)]
    frame = pd.DataFrame(rows, columns=[*_CELL, *measures], dtype=object)
    return frame.where(frame.notna(), None)


def _asked_for(cell: Cell, procedure: str, day: date | None) -> bool:
    window = Window(cell.period_start, cell.period_end)
    return (not procedure or cell.procedure_code == procedure) and (
        day is None or window.holds(day, day)
    )


def _cell(cell: Cell, used: str, files: dict[int, str]) -> dict[str, object]:
    return {
        "unit_code": cell.unit_code,
        "procedure_code": cell.procedure_code,
        "period_start": cell.period_start,
        "period_end": cell.period_end,
        "reported_at": cell.reported_at,
        "load_id": cell.load_id,
        "file": files.get(cell.load_id, ""),
        "used": used,
        **cell.measures,
    }
