"""The figures of single procedures, and what stands behind one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pandas as pd

from board.known import Known
from board.made_of import made_of, units_of
from board.passport import doubts_behind, loads_behind, passport
from board.whole import one_root
from core.errors import UsageError
from metrics.asking import Asked
from metrics.held import HeldBack
from metrics.made_of import MadeOf
from metrics.passports import Passport
from metrics.procedure_figures import COLUMNS, ProcedureFigures, figure
from metrics.questions import Question
from store import questions

# What is said of a unit and of no single procedure.
_NOT_JUDGED = (
    "rank",
    "target",
    "gap",
    "expected",
    "missing",
    "change_7d",
    "previous_rank",
)


def procedure_figures(
    known: Known, question: Question, unit_code: str, procedure: str = ""
) -> ProcedureFigures:
    """The figure of each procedure of a unit ("" is the whole), those of the number's
    parts in their order, or of one. Raises UsageError for an unknown unit or procedure,
    and for procedures in use, of which a single one has no share."""
    asked = known.resolve(question)
    if asked.indicator.basis == "both":
        raise UsageError(
            "“{indicator}” is told of units alone: one procedure has no share of it.",
            indicator=asked.indicator.key,
        )
    code = one_root(asked, unit_code)
    made = made_of(known, question, code)
    codes = _codes(known, asked, made, procedure)
    return ProcedureFigures(
        made.reading, code, procedure, _frame(known, asked, made, codes)
    )


def _codes(known: Known, asked: Asked, made: MadeOf, procedure: str) -> list[str]:
    if procedure:
        if procedure not in known.procedures_on(asked.as_of).index:
            raise UsageError("There is no procedure “{code}”.", code=procedure)
        return [procedure]
    reported = made.counts["procedure_code"].tolist()
    return list(dict.fromkeys(str(c) for c in [*made.frame["key"], *reported] if c))


def _frame(
    known: Known, asked: Asked, made: MadeOf, codes: Sequence[str]
) -> pd.DataFrame:
    readable = _readable(known, asked, units_of(asked, made.unit_code))
    least = Fraction(str(known.rules.level_coverage))
    named = known.procedures_on(asked.as_of)["name"]
    about = (made.unit_code, made.unit_name)
    rows = [
        (*about, c, str(named.get(c, c)), *figure(made, c, readable.get(c), least))
        for c in codes
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)


def _readable(
    known: Known, asked: Asked, units: Sequence[str]
) -> Mapping[str, tuple[int, int]]:
    """Procedure -> how many of its dossiers could be read, of how many: of end-to-end
    readings those with a known level, of timeliness those whose lateness can be told.
    Empty for the others."""
    if asked.indicator.basis != "dossiers":
        return {}
    members = {one for code in units for one in asked.tree.members(code)}
    sums = known.by_procedure(asked.span)
    here = sums[sums["unit_code"].isin(members)]
    both = here.groupby("procedure_code").sum(numeric_only=True)
    if asked.indicator.level_bound:
        part, whole = both["online"] - both["level_unknown"], both["online"]
    elif asked.indicator.key == "on_time":
        part, whole = both["due_known"], both["finished"]
    else:
        return {}
    told = zip(both.index, part, whole, strict=True)
    return {str(code): (int(one), int(of)) for code, one, of in told}


def procedure_passport(
    known: Known, question: Question, unit_code: str, procedure: str
) -> Passport:
    """What stands behind the figure of one procedure of a unit. Rows that are rejected
    or held back are kept by unit, and told of all its procedures. Raises what
    `procedure_figures` raises."""
    told = procedure_figures(known, question, unit_code, procedure)
    asked = known.resolve(question)
    units = units_of(asked, told.unit_code)
    whole = passport(known, question, unit_code)
    [figures] = told.frame.to_dict("records")
    own = {k: figures[k] for k in ("numerator", "denominator", "value", "coverage")}
    held = whole.held
    loads = loads_behind(known, asked, units, None, procedure)
    return replace(
        whole,
        row=whole.row | dict.fromkeys(_NOT_JUDGED) | {"status": ""} | own,
        target=None,
        begins=None,
        eve=None,
        readable=float(own["coverage"] or 0),
        should=float(own["coverage"] is not None),
        loads=loads,
        doubts=doubts_behind(known, asked, units, loads, procedure),
        # How far the rows held back could move one procedure is not known.
        held=None if held is None else HeldBack(held.dossiers, None),
        last_day=_last_day(known, asked, units, procedure) or whole.last_day,
        frozen=None,
        revisions=whole.revisions.iloc[:0],
        procedure_code=procedure,
        procedure_name=str(figures["procedure_name"]),
    )


def _last_day(
    known: Known, asked: Asked, units: Sequence[str], procedure: str
) -> date | None:
    """The last day of the window with a dossier of the procedure."""
    if asked.indicator.basis != "dossiers":
        return None
    with known.db.read() as connection:
        days = questions.by_day(connection, units, procedure, asked.span)["day"]
    return None if days.empty else max(days)
