"""Rows on their way from another system to the door: a passing file of the columns
that the description names, and of nothing else."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from core.clock import now
from ingest.readers.table import header_key
from ingest.sources import Source

_OWNER_ONLY = 0o600


def wanted_headers(source: Source) -> tuple[str, ...]:
    """Every foreign column that a description names, in its order."""
    found: dict[str, None] = {}
    for part in source.parts:
        for column in part.columns.values():
            found |= dict.fromkeys(column.named)
        found |= dict.fromkeys(part.rows)
        for headers in part.measures.values():
            found |= dict.fromkeys(headers)
    return tuple(found)


def as_file(source: Source) -> Source:
    """The description by which the passing file is read."""
    return replace(
        source,
        reader="csv",
        match=(),
        needs=(),
        header=1,
        header_rows=1,
        titles={},
        http=None,
        sql=None,
    )


class Spool:
    """A CSV file in a folder of var/, readable by its owner alone; removed at the
    end, and what a run that was cut off left is removed at the beginning."""

    def __init__(self, folder: Path, source: Source) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in folder.glob(f"{source.id}@*"):
            left.unlink()
        moment = now().strftime("%Y%m%dT%H%M%SZ")
        self.path = folder / f"{source.id}@{moment}.csv"
        self.path.touch(mode=_OWNER_ONLY)
        self._headers = wanted_headers(source)
        self._keys = [header_key(name) for name in self._headers]
        self._seen: set[str] = set()
        self._file = self.path.open("w", encoding="utf-8", newline="")
        self._writer = csv.writer(self._file, lineterminator="\n")
        self._writer.writerow(self._headers)
        self.rows = 0

    def add(self, rows: Iterable[Mapping[str, str]]) -> None:
        """Write rows down; columns that are not wanted are left out."""
        for row in rows:
            cells = {header_key(name): cell for name, cell in row.items()}
            self._seen.update(cells.keys())
            self._writer.writerow([cells.get(key, "") for key in self._keys])
            self.rows += 1

    def finish(self) -> Path:
        """The file, without the columns that no row had: an absent column leaves what
        is stored as it is, an empty one empties it."""
        self._file.close()
        here = [at for at, key in enumerate(self._keys) if key in self._seen]
        if len(here) < len(self._keys):
            self._keep_columns(here)
        return self.path

    def _keep_columns(self, here: list[int]) -> None:
        narrow = self.path.with_suffix(".narrow")
        narrow.touch(mode=_OWNER_ONLY)
        with (
            self.path.open(encoding="utf-8", newline="") as wide,
            narrow.open("w", encoding="utf-8", newline="") as file,
        ):
            writer = csv.writer(file, lineterminator="\n")
            for row in csv.reader(wide):
                writer.writerow([row[at] for at in here])
        narrow.rename(self.path)

    def remove(self) -> None:
        """Leave nothing of it."""
        self._file.close()
        self.path.unlink(missing_ok=True)
        self.path.with_suffix(".narrow").unlink(missing_ok=True)
