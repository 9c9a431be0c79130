"""Rows that are not taken, as they are kept: the mapped columns and the reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson
import pandas as pd

from core.kinds import Kind
from ingest.checks import Verdict
from ingest.neutral import RawPart
from ingest.normalise import Batch, clean
from ingest.secret import hashed

Columns = Mapping[str, object]
COLUMNS = ["line", "reason", "field", "row", "unit_code", "held", "day"]


def rejected_rows(batch: Batch, verdict: Verdict) -> pd.DataFrame:
    """The rows of `batch` that are not taken: COLUMNS, where `row` is the JSON text
    of the mapped cells as they stood, secrets hashed."""
    bad = ~verdict.good
    if not bad.any():
        return _framed([])
    raw = batch.raw[bad]
    names = [str(name) for name in raw.columns]
    cells = [raw[name].tolist() for name in names]
    texts = [
        _text(dict(zip(names, row, strict=True))) for row in zip(*cells, strict=True)
    ]
    unit = "code" if batch.kind.name == "units" else "unit_code"
    units = batch.rows[unit][bad].tolist() if unit in batch.rows else [""] * len(raw)
    return _framed(
        {
            "line": batch.rows["line"][bad].tolist(),
            "reason": verdict.reasons[bad],
            "field": verdict.fields[bad],
            "row": texts,
            "unit_code": units,
            "held": verdict.held[bad],
            "day": batch.rows["day"][bad].tolist() if "day" in batch.rows else None,
        }
    )


def malformed_rows(part: RawPart, key: bytes) -> pd.DataFrame:
    """The rows that could not be laid under the header, in COLUMNS."""
    return _framed(
        [
            {
                "line": row.line,
                "reason": "malformed_row",
                "field": "",
                "row": _text(_without_secrets(row.cells, part.kind, key)),
                "unit_code": "",
                "held": False,
                "day": None,
            }
            for row in part.malformed
        ]
    )


def _framed(rows: Columns | Sequence[Columns]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=COLUMNS)
    return found.astype({"line": "int64", "held": "bool", "day": "object"})


def _without_secrets(cells: dict[str, str], kind: Kind, key: bytes) -> dict[str, str]:
    return {
        name: str(hashed(clean(pd.Series([cell], dtype="str")), key).iat[0])
        if kind.column(name).type == "secret"
        else cell
        for name, cell in cells.items()
    }


def _text(row: Mapping[Any, str]) -> str:
    return orjson.dumps(dict(row)).decode()
