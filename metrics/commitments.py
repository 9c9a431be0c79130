"""Commitments: what a unit promised to gain by when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from metrics.dialogue import PROMISING, Request

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


@dataclass(frozen=True)
class Baseline:
    """What was known when a commitment was made, frozen: of the days from `start_on` to
    `end_on` each unit's numerator and denominator (`counts`, by code), in which
    `evaluation`."""

    start_on: date
    end_on: date
    evaluation: int | None
    counts: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Graded:
    """A grade of a commitment as it is kept (metrics.grading): `facts` are its counts,
    spans and days, written on `day` from `evaluation`. The newest counts."""

    id: int
    commitment_id: int
    verdict: str
    reason: str
    facts: Mapping[str, Any]
    evaluation: int | None
    who: str
    day: date
    at: str


def standing(
    requests: Iterable[Request], commitments: Iterable[Commitment]
) -> list[Commitment]:
    """The commitments that stand: those of the newest answer of each request."""
    newest = {
        entry.request_id: entry.id
        for one in requests
        for entry in one.entries
        if entry.what in PROMISING
    }
    return [one for one in commitments if newest.get(one.request_id) == one.entry_id]


def overlap(one: Promise, other: Promise) -> bool:
    """Whether two promises may speak of the same dossiers: of the same indicator, and
    not of two different procedures or groups. A procedure may be of a group."""
    if one.indicator != other.indicator:
        return False
    codes = {one.procedure_code, other.procedure_code} - {""}
    fields = {one.field, other.field} - {""}
    return len(codes) < 2 and len(fields) < 2
