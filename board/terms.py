"""Who is in office where, and what is missing or does not fit together."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

from board.known import Known
from metrics.handing import overlaps
from metrics.terms import ENDING_DAYS, TERM_COLUMNS, Term, TermsAnswer
from metrics.units import Unit


def terms(known: Known, day: date) -> TermsAnswer:
    """Every unit in force on `day` with its Chair, if it has one, in alphabetical
    order; all terms by unit, the newest first."""
    units, chairs = known.facts.tree(day).units, known.chairs(day)
    pairs = [pair for pair in overlaps(known.facts.terms) if pair[0].unit_code in units]
    double = frozenset(one.unit_code for one, _other in pairs)
    rows = [
        _row(unit, chairs.get(code), day) | {"overlaps": code in double}
        for code, unit in units.items()
    ]
    by_unit: dict[str, list[Term]] = {}
    for term in sorted(known.facts.terms, key=lambda t: t.starts_on, reverse=True):
        by_unit.setdefault(term.unit_code, []).append(term)
    frame = pd.DataFrame(rows, columns=list(TERM_COLUMNS), dtype=object)
    return TermsAnswer(day, frame, tuple(pairs), by_unit)


def _row(unit: Unit, term: Term | None, day: date) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(TERM_COLUMNS)
    row |= {
        "unit_code": unit.code,
        "unit_name": unit.name,
        "name_en": unit.name_en,
        "kind": unit.kind,
        "person": "",
        "acting": False,
        "ending": False,
    }
    if term is None:
        return row
    ends = None if term.ends_on == date.max else term.ends_on
    return row | {
        "person": term.person,
        "acting": term.acting,
        "starts_on": None if term.starts_on == date.min else term.starts_on,
        "ends_on": ends,
        "decision_no": term.decision_no,
        "mail": term.email,
        "ending": ends is not None and ends <= day + timedelta(days=ENDING_DAYS),
    }
