"""The figures of single procedures."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from metrics.made_of import MadeOf
from metrics.plain import rows
from metrics.questions import Reading
from metrics.sums import number_of

COLUMNS = (
    "unit_code",
    "unit_name",
    "procedure_code",
    "procedure_name",
    "numerator",
    "denominator",
    "value",
    "coverage",
)
# Numerator, denominator, share, and how much of what should count could be read.
Figure = tuple[int | None, int | None, float | None, float | None]


@dataclass(frozen=True)
class ProcedureFigures:
    """What each procedure of a unit ("" is the sum of several roots) counts, or the
    one that was asked for (`procedure_code`, "" is all). `frame`: COLUMNS."""

    reading: Reading
    unit_code: str
    procedure_code: str
    frame: pd.DataFrame


def figure(
    made: MadeOf, procedure: str, readable: tuple[int, int] | None, least: Fraction
) -> Figure:
    """The figure of one procedure within a number. `readable`: how many of its dossiers
    could be read for the indicator, of how many, None where all can; where the reading
    hangs on levels and the share is below `least` nothing is told, as of any number."""
    of_catalogue = made.by == "service"
    part, whole = readable or (_of_entries(made, procedure) if of_catalogue else (1, 1))
    coverage = part / whole if whole else None
    bound = made.reading.indicator.level_bound
    if bound and whole and Fraction(part, whole) < least:
        return None, None, None, coverage
    told = number_of(made, procedure)
    if told["denominator"] is None:
        return None, None, None, coverage if of_catalogue else None
    return told["numerator"], told["denominator"], told["value"], coverage


def _of_entries(made: MadeOf, procedure: str) -> tuple[int, int]:
    """Units whose level of a procedure is known, and all where it is in force."""
    found = [row for row in rows(made.frame) if str(row["key"]) == procedure]
    known = [row for row in found if row["numerator"] is not None]
    return sum(row["denominator"] for row in known), sum(
        row["denominator"] for row in found
    )
