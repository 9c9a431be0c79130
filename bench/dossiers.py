"""A year of made-up dossiers at 126 units: what both sides of a comparison read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
from pyarrow import csv

from core.settings import ROOT

PLACE = ROOT / "places" / "hanoi"
FIRST_DAY = np.datetime64("2025-01-01")
DAYS = 365
# Dossiers that are made up at once.
PIECE = 500_000


def codes(name: str) -> list[str]:
    """The codes of a file of the place; of the units those below the city."""
    rows = pd.read_csv(PLACE / name, dtype=str, keep_default_na=False)
    below = rows["parent_code"] != "" if "parent_code" in rows else rows["code"] != ""
    return rows["code"][below].tolist()


def write(path: Path, number: int, seed: int = 2025, full: bool = False) -> Path:
    """`number` dossiers as a neutral CSV: units and procedures by a skewed law. `full`:
    with every column that offices send, some 200 bytes a dossier."""
    draw = np.random.default_rng(seed)
    options = csv.WriteOptions(quoting_style="none")
    writer = None
    for begins in range(0, number, PIECE):
        frame = _dossiers(draw, begins, min(PIECE, number - begins))
        if full:
            frame = _all_columns(draw, frame)
        table = pa.Table.from_pandas(frame, preserve_index=False)
        writer = writer or csv.CSVWriter(path, table.schema, write_options=options)
        writer.write(table)
    if writer is not None:
        writer.close()
    return path


def _dossiers(draw: np.random.Generator, begins: int, number: int) -> pd.DataFrame:
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

    return pd.DataFrame(
        {
            "dossier_code": [f"H26.{begins + n:08d}" for n in range(number)],
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


def _all_columns(draw: np.random.Generator, frame: pd.DataFrame) -> pd.DataFrame:
    number = len(frame)
    done = frame["finished_at"]
    return frame.assign(
        submitted_at=frame["received_at"],
        returned_at=done,
        submitter_ref=[f"0{n:011d}" for n in draw.integers(0, 4_000_000, number)],
        supplement_requests=draw.integers(0, 3, number).astype(str),
        handling_unit_code=frame["unit_code"],
        updated_at=done.where(done != "", frame["received_at"]),
    )


def _skewed(draw: np.random.Generator, of: int, number: int) -> np.ndarray:
    weights = 1 / np.arange(1, of + 1) ** 0.7
    return draw.choice(of, size=number, p=weights / weights.sum())


def _text(moments: np.ndarray) -> np.ndarray:
    return np.char.add(np.datetime_as_string(moments, unit="m"), ":00")
