"""The real lists that the made-up city stands on: units and procedures of Hanoi."""

from __future__ import annotations

import csv
import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.settings import ROOT

FOLDER = ROOT / "places" / "hanoi"

Words = NDArray[np.str_]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Place:
    """The communes and wards and the procedures, by position.

    `own_online` says where the national catalogue lets a case be handed in online.
    """

    units: Words
    unit_kinds: Words
    procedures: Words
    fields: Words
    own_online: Flags


def rows(name: str, folder: Path = FOLDER) -> list[dict[str, str]]:
    """The rows of one neutral file of the place, as they are written."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_place() -> Place:
    """The 126 units below the city and the 208 procedures, in order of their codes."""
    units = [row for row in rows("units.csv") if row["parent_code"]]
    procedures = rows("procedures.csv")
    catalogue = {
        row["procedure_code"]: row["online_level"]
        for row in rows("services_catalogue.csv")
    }
    return Place(
        units=np.array([row["code"] for row in units]),
        unit_kinds=np.array([row["kind"] for row in units]),
        procedures=np.array([row["code"] for row in procedures]),
        fields=np.array([row["field"] for row in procedures]),
        own_online=np.array(
            [catalogue[row["code"]] == "online" for row in procedures], dtype=bool
        ),
    )


def dice(seed: int, part: str) -> np.random.Generator:
    """Random numbers of one part of the city.

    Each part has its own, so that a change in one leaves the others as they were.
    """
    return np.random.default_rng([seed, zlib.crc32(part.encode())])
