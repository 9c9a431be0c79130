"""What was planted where: the answers against which signals are measured."""

from __future__ import annotations

import csv
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path

from core.errors import KpiError
from demo.cast import choose_cast
from demo.integrity import DEADLINE, START, STRENGTHS, planted
from demo.place import read_place


@dataclass(frozen=True)
class Planting:
    """One manipulation at one unit. `strength`: the share of its dossiers, 0 to 1;
    `first`: the first day of it."""

    signal: str
    unit_code: str
    strength: float
    first: date


def truth(seed: int, until: date) -> list[Planting]:
    """Everything planted in the city of that seed which ends on `until`."""
    place = read_place()
    found = []
    for signal, units in planted(seed, choose_cast(seed, place)).items():
        first = (DEADLINE if signal == "deadline_burst" else START).item()
        if first > until:
            continue
        for unit, strength in zip(units, STRENGTHS[signal], strict=True):
            code = str(place.units[unit])
            found.append(Planting(signal, code, strength, first))
    return found


def write_truth(path: Path, seed: int, until: date) -> Path:
    """Keep it as CSV: signal, unit_code, strength, first. Raises KpiError when the
    file cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(Planting.__annotations__)
            writer.writerows(astuple(one) for one in truth(seed, until))
    except OSError as error:
        raise KpiError(
            "The file {file} cannot be written: {cause}.",
            file=path,
            cause=error.strerror or error,
        ) from error
    return path
