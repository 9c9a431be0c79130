"""Which published numbers are others now: the list, the widest difference first."""

from __future__ import annotations

from typing import Any

import pandas as pd

from board.compared import Compared, compare, name
from board.known import Known
from core.kinds import DOSSIERS, SERVICES
from metrics import revisions
from metrics.questions import Question
from metrics.reading import Amount
from metrics.revisions import Revised
from store import revisions as later

_REVISED = [
    "unit_code",
    "unit_name",
    "numerator_then",
    "denominator_then",
    "value_then",
    "rank_then",
    "numerator_now",
    "denominator_now",
    "value_now",
    "rank_now",
    "numerator",
    "denominator",
    "value",
    "loads",
]


def revised(known: Known, question: Question, number: int) -> Revised:
    """The units whose numbers are others now than evaluation `number` published."""
    both = compare(known, question, number)
    came = both.since
    basis = both.now.asked.indicator.basis
    kinds = (SERVICES,) if basis == "catalogue" else (DOSSIERS, SERVICES)
    with known.db.read() as connection:
        loads = later.loads_by_unit(connection, came, kinds, both.window)
    touched: dict[str, set[int]] = {}
    for unit, load in loads.itertuples(index=False):
        touched.setdefault(unit, set()).add(load)
    codes = dict.fromkeys((*both.then.ranked.listed, *both.now.listed))
    rows = [_revised_row(both, code, touched) for code in codes]
    changed = [row for row in rows if row["_then"] != row["_now"]]
    changed.sort(key=lambda row: -abs(row["value"] or 0))
    frame = pd.DataFrame(changed, columns=_REVISED, dtype=object)
    exact = both.then.evaluation.last_load is not None
    return Revised(both.then.about, frame, len(rows), exact)


def _revised_row(
    both: Compared, code: str, touched: dict[str, set[int]]
) -> dict[str, Any]:
    then, now = both.amounts(code)
    units = ("", *both.units(both.then.ranked, code), *both.units(both.now, code))
    loads = sorted({load for unit in units for load in touched.get(unit, ())})
    moved = revisions.points(then, now)
    return {
        "unit_code": code,
        "unit_name": name(both, code),
        **_side(then, both.then.ranked.ranks.get(code), "then"),
        **_side(now, both.now.ranks.get(code), "now"),
        "numerator": _minus(now.numerator, then.numerator),
        "denominator": _minus(now.denominator, then.denominator),
        "value": None if moved is None else float(moved),
        "loads": ", ".join(str(load) for load in loads),
        "_then": revisions.counts(then),
        "_now": revisions.counts(now),
    }


def _side(amount: Amount, rank: int | None, when: str) -> dict[str, object]:
    return {
        f"numerator_{when}": amount.numerator,
        f"denominator_{when}": amount.denominator,
        f"value_{when}": None if amount.value is None else float(amount.value),
        f"rank_{when}": rank,
    }


def _minus(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else now - then
