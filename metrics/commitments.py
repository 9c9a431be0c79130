"""Commitments: what a unit promised to gain by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

# A commitment speaks of a group of procedures by this word and the group's name.
FIELD = "field:"
MOST_PROMISES = 5
# Sooner nothing can be measured; later is another Chair's.
LEAST_DAYS, MOST_DAYS = 7, 366


@dataclass(frozen=True)
class Promise:
    """A gain that is promised by `due_on`, of one procedure, of a field of procedures,
    or (both "") of all. `gain` is a share, exact, as text."""

    indicator: str
    procedure_code: str
    field: str
    gain: str
    due_on: date
    owner: str


@dataclass(frozen=True)
class Commitment(Promise):
    """A promise of a unit as it is kept: by which entry of a request, made on `day` by
    `who`."""

    id: int
    request_id: int
    entry_id: int
    unit_code: str
    who: str
    day: date
    at: str

    @property
    def promised(self) -> Fraction:
        return Fraction(self.gain)
