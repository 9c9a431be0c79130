"""Each indicator with the whole's own counts, and who moves under its variants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pandas as pd

from board.known import Known
from board.ranking import ranking
from metrics.answers import Definition, Definitions
from metrics.asking import find_plan
from metrics.indicators import INDICATORS, Indicator
from metrics.questions import Question
from metrics.ranking import Ranked, whole

COLUMNS = ["indicator", "numerator", "denominator", "value", "moved", "widest"]


def definitions(known: Known, plan: str = "", as_of: date | None = None) -> Definitions:
    """All indicators in their order, each over its own window. Raises UsageError for
    an unknown plan."""
    day = as_of or known.resolve(Question(INDICATORS[0].key)).as_of
    chosen = find_plan(plan, known.facts, day)
    key, kinds = (chosen.key, chosen.kinds) if chosen else ("", ())
    asked = {i.key: Question(i.key, key, as_of=day, kinds=kinds) for i in INDICATORS}
    return Definitions(
        tuple(
            Definition(
                ranking=ranking(known, asked[indicator.key]),
                variants=_variants(known, indicator, asked),
            )
            for indicator in INDICATORS
        )
    )


def _variants(
    known: Known, indicator: Indicator, asked: dict[str, Question]
) -> pd.DataFrame:
    """COLUMNS for the other indicators of the family; `widest`: unit_name, rank here,
    rank there, or None where nobody moves."""
    here = known.ranked(asked[indicator.key])
    rows = []
    for other in INDICATORS:
        if other.variant_of != indicator.variant_of or other.key == indicator.key:
            continue
        there = known.ranked(_same_days(here, asked[other.key], other))
        total = whole(there, {})
        moved = list(_moved(here, there))
        widest = max(moved, key=lambda m: abs(m[1] - m[2]), default=None)
        numbers = (total["numerator"], total["denominator"], total["value"])
        rows.append((other.key, *numbers, len(moved), widest))
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _same_days(here: Ranked, question: Question, other: Indicator) -> Question:
    """The variant over the window it is compared in; the catalogue has none."""
    if "catalogue" in (here.asked.indicator.basis, other.basis):
        return question
    return replace(question, start=here.asked.start)


def _moved(here: Ranked, there: Ranked) -> Iterable[tuple[str, int, int]]:
    """The units that have a rank by both, and not the same."""
    for code in here.leaves:
        first, second = here.ranks.get(code), there.ranks.get(code)
        if first is not None and second is not None and first != second:
            yield here.asked.tree.units[code].name, first, second
