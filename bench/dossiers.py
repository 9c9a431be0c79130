"""A year of made-up dossiers at 126 units: what both sides of a comparison read."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from core.settings import ROOT

PLACE = ROOT / "places" / "hanoi"
FIRST_DAY = np.datetime64("2025-01-01")
DAYS = 365


def codes(name: str) -> list[str]:
    """The codes of a file of the place; of the units those below the city."""
    with (PLACE / name).open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [row["code"] for row in rows if row.get("parent_code", "-")]


def write(path: Path, number: int, seed: int = 2025) -> Path:
    """`number` dossiers as a neutral CSV: units and procedures by a skewed law."""
    draw = np.random.default_rng(seed)
    units, procedures = codes("units.csv"), codes("procedures.csv")
    day = draw.integers(0, DAYS, number)
    minute = draw.integers(7 * 60, 17 * 60, number)
    received = (
        FIRST_DAY.astype("datetime64[m]")
        + day.astype("timedelta64[D]")
        + minute.astype("timedelta64[m]")
    )
    due = received + np.timedelta64(3, "D")
    finished = received + draw.integers(1, 5 * 24 * 60, number).astype("timedelta64[m]")
    done = draw.random(number) < 0.9
    online = draw.random(number) < 0.1 + 0.6 * day / DAYS

    def words(*choices: str) -> np.ndarray:
        return np.array(choices)[draw.integers(0, len(choices), number)]

    frame = pd.DataFrame(
        {
            "dossier_code": [f"H26.{n:08d}" for n in range(number)],
            "unit_code": np.array(units)[_skewed(draw, len(units), number)],
            "procedure_code": np.array(procedures)[
                _skewed(draw, len(procedures), number)
            ],
            "received_at": _text(received),
            "channel": np.where(online, "online", words("counter", "counter", "post")),
            "service_level": words("full", "partial", "partial", "info"),
            "status": np.where(done, "returned", "in_process"),
            "due_at": _text(due),
            "finished_at": np.where(done, _text(finished), ""),
            "result_form": np.where(done, words("electronic", "paper", "both"), ""),
            "fee_due": words("0", "1"),
            "paid_online": words("0", "1"),
            "submitted_by": words("citizen", "citizen", "officer", "kiosk"),
        }
    )
    frame.to_csv(path, index=False)
    return path


def _skewed(draw: np.random.Generator, of: int, number: int) -> np.ndarray:
    weights = 1 / np.arange(1, of + 1) ** 0.7
    return draw.choice(of, size=number, p=weights / weights.sum())


def _text(moments: np.ndarray) -> np.ndarray:
    return np.char.add(np.datetime_as_string(moments, unit="m"), ":00")
