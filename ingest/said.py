"""What a load said, read from its archive: rows as they were normalised and judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd

from core.codes import procedure_code
from core.errors import SourceError
from core.kinds import COUNTS, Kind
from ingest.archived import (
    Archived,
    archives_of,
    read_archive,
    read_column,
    tells_reasons,
)
from ingest.checks import Verdict
from ingest.neutral import RawPart
from ingest.normalise import Batch, clean, normalise
from ingest.times import Mask, Times
from store import undo
from store.engine import Database
from store.undo import PastLoad

Key = tuple[Any, ...]
# Reported figures are judged cell by cell: a part against its wholes.
_CELL = ("unit_code", "procedure_code", "period_start", "period_end")


@dataclass(frozen=True)
class Said:
    """The rows of concern that one load said of one kind, and how they were judged."""

    past: PastLoad
    batch: Batch
    verdict: Verdict

    @property
    def lines(self) -> list[int]:
        return [int(line) for line in self.batch.rows["line"]]


def scope(kind: Kind) -> tuple[str, ...]:
    """The columns whose values say which rows hang together."""
    return _CELL if kind is COUNTS else kind.identity


def keys(kind: Kind, rows: pd.DataFrame, names: tuple[str, ...]) -> list[Key]:
    """The values of `names` of each row; a column that is absent is empty."""
    columns = [
        rows[name].tolist() if name in rows else [kind.column(name).empty] * len(rows)
        for name in names
    ]
    return list(zip(*columns, strict=True))


class Archives:
    """Reads the archives of loads; SourceError names one that is missing."""

    def __init__(self, db: Database, folder: Path) -> None:
        self._db, self._folder = db, folder
        self.timezone = db.timezone
        self._zone = ZoneInfo(db.timezone)

    def said(
        self, past: PastLoad, kind: Kind, among: set[Key] | None = None
    ) -> Iterator[Said]:
        """What `past` said of `kind`; with `among` only rows of these scope keys."""
        if kind.name not in past.kinds:
            return
        for path in self._paths(past, kind):
            lines = None if among is None else _lines(path, kind, among)
            if lines is not None and not len(lines):
                continue
            said = self._read(past, kind, read_archive(path, kind, lines))
            if among is None:
                yield said
            elif any(near := _among(said.batch, among)):
                yield only(said, np.array(near, dtype=bool))

    def _paths(self, past: PastLoad, kind: Kind) -> list[Path]:
        retry = past.id if past.retry_of else None
        found = archives_of(self._folder, past.sha256, kind.name, retry)
        if found:
            return found
        first = archives_of(self._folder, past.sha256, kind.name)
        if retry and first and not tells_reasons(first[0]):
            # Both loads are older than archives of retries; the first one's rows are
            # then all that is not rejected now.
            return []
        raise SourceError(
            "The archive of load {load} ({file}) is missing, so what it said is not "
            "known exactly and nothing can be undone. Put {path} back.",
            load=past.id,
            file=past.file,
            path=self._folder / f"{past.sha256}.parquet",
        )

    def _read(self, past: PastLoad, kind: Kind, archived: Archived) -> Said:
        raw = RawPart(kind, archived.cells, archived.lines, hidden=True)
        batch = normalise(raw, self._zone, b"")
        if archived.reasons is not None and archived.fields is not None:
            verdict = Verdict(archived.reasons, archived.fields, archived.holds)
            return Said(past, batch, verdict)
        with self._db.read() as connection:
            kept = undo.rejected_of(connection, kind.name, past.id)
        found = kept.drop_duplicates("line").set_index("line")
        reasons, fields = (
            found[name].reindex(archived.lines).fillna("").to_numpy(dtype=object)
            for name in ("reason", "field")
        )
        return Said(past, batch, Verdict(reasons, fields))


def _lines(path: Path, kind: Kind, among: set[Key]) -> np.ndarray[Any, Any] | None:
    """The lines whose first scope column fits; None: it must be read in full."""
    column = kind.column(scope(kind)[0])
    if column.type not in ("code", "text"):
        return None
    cells, lines = read_column(path, column.name)
    cells = clean(cells)
    if kind.name in ("procedures", "services"):
        cells = cells.map(procedure_code)
    return lines[cells.isin({key[0] for key in among}).to_numpy(dtype=bool)]


def _among(batch: Batch, among: set[Key]) -> list[bool]:
    asked = keys(batch.kind, batch.rows, scope(batch.kind))
    return [key in among for key in asked]


def only(said: Said, rows: Mask) -> Said:
    """`said` of these rows alone."""
    batch = said.batch
    times = {
        name: Times(
            one.text[rows].reset_index(drop=True),
            one.instant[rows],
            one.day[rows],
            one.clock[rows],
        )
        for name, one in batch.times.items()
    }
    kept = Batch(
        batch.kind,
        batch.columns,
        batch.rows[rows].reset_index(drop=True),
        batch.raw[rows].reset_index(drop=True),
        times,
    )
    verdict = Verdict(
        said.verdict.reasons[rows], said.verdict.fields[rows], said.verdict.holds
    )
    return Said(said.past, kept, verdict)
