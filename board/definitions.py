"""Each indicator with the whole's own counts, and who moves under its variants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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

_COUNTS = ["numerator", "denominator", "value"]
COLUMNS = ["indicator", "start", *_COUNTS, "moved", "widest"]


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
    """COLUMNS for the other indicators of the family; `start`: the first day read, None
    of the catalogue; `widest`: unit_name, rank here, rank there, or None where nobody
    moves."""
    here = known.ranked(asked[indicator.key])
    family = [one for one in INDICATORS if one.variant_of == indicator.variant_of]
    start = _start(known, here, [asked[one.key] for one in family])
    rows = []
    for other in family:
        if other.key == indicator.key:
            continue
        first = None if other.basis == "catalogue" else start
        there = known.ranked(replace(asked[other.key], start=first))
        total = whole(there, {})
        moved = list(_moved(here, there))
        widest = max(moved, key=lambda m: abs(m[1] - m[2]), default=None)
        numbers = [total[name] for name in _COUNTS]
        rows.append((other.key, first, *numbers, len(moved), widest))
    return pd.DataFrame(rows, columns=COLUMNS, dtype=object)


def _start(known: Known, here: Ranked, family: Sequence[Question]) -> date | None:
    """The first day over which all that count dossiers are read, or some would say
    more because they look at more days: that of `here`; beside the catalogue, which has
    none, that of the one which the plan sets a target, or else of any."""
    if here.asked.indicator.basis != "catalogue":
        return here.asked.start
    read = [known.resolve(question) for question in family]
    dated = [one for one in read if one.indicator.basis != "catalogue"]
    dated.sort(key=lambda one: not one.targets)
    return dated[0].start if dated else None


def _moved(here: Ranked, there: Ranked) -> Iterable[tuple[str, int, int]]:
    """The units that have a rank by both, and not the same."""
    for code in here.leaves:
        first, second = here.ranks.get(code), there.ranks.get(code)
        if first is not None and second is not None and first != second:
            yield here.asked.tree.units[code].name, first, second
