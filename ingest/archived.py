"""Reading archives: what a load said, and what became of each row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import numpy as np
import numpy.typing as npt
import orjson
import pandas as pd
import pyarrow.parquet as parquet

from core.kinds import Kind
from ingest.archive import FIELD, HELD, LINE, REASON
from ingest.readers.table import Lines

Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Archived:
    """Rows of one kind as a load saw them. `reasons`: why each was not taken, "" where
    it was; None where the archive is older than that column. `holds`: the reasons
    that held rows back."""

    cells: pd.DataFrame
    lines: Lines
    reasons: Words | None
    fields: Words | None
    holds: frozenset[str] = frozenset()


def archives_of(
    folder: Path, sha256: str, kind: str, retry: int | None = None
) -> list[Path]:
    """Where the rows of `kind` stand that a load brought; a file that held parts of
    one kind with different columns has an archive each."""
    again = "" if retry is None else f".{retry}"
    named = list(_numbered(folder, f"{sha256}.{kind}", again))
    return named or list(_numbered(folder, sha256, again))


def _numbered(folder: Path, name: str, again: str) -> Iterator[Path]:
    for number in count(1):
        path = folder / f"{name}{number if number > 1 else ''}{again}.parquet"
        if not path.exists():
            return
        yield path


def tells_reasons(path: Path) -> bool:
    """Whether an archive has what became of each row; older ones do not."""
    return REASON in parquet.read_schema(path).names


def read_archive(path: Path, kind: Kind, lines: Lines | None = None) -> Archived:
    """The archived rows, with `lines` those alone."""
    table = parquet.read_table(path)
    if lines is not None:
        table = table.filter(np.isin(table[LINE].to_numpy(), lines))
    frame = table.to_pandas()
    told = REASON in frame
    return Archived(
        cells=frame[[name for name in frame if name in kind.names]].astype("str"),
        lines=frame[LINE].to_numpy(dtype=np.int64),
        reasons=frame[REASON].to_numpy(dtype=object) if told else None,
        fields=frame[FIELD].to_numpy(dtype=object) if told else None,
        holds=_holds(frame),
    )


def _holds(frame: pd.DataFrame) -> frozenset[str]:
    if HELD not in frame or REASON not in frame:
        return frozenset()
    return frozenset(str(reason) for reason in frame[REASON][frame[HELD]])


def read_column(path: Path, name: str) -> tuple[pd.Series, Lines]:
    """One archived column as text, and the line of each row."""
    table = parquet.read_table(path, columns=[name, LINE])
    cells = table[name].to_pandas().astype("str")
    return cells, table[LINE].to_numpy().astype(np.int64)


def read_shapes(folder: Path, sha256: str) -> dict[str, dict[str, object]] | None:
    """The boundaries that a load took (see archive.keep_shapes); None where they are
    not archived."""
    path = folder / f"{sha256}.geometries"
    if not path.exists():
        return None
    found: dict[str, dict[str, object]] = orjson.loads(path.read_bytes())
    return found
