"""The archive of a load: its mapped columns as parquet, named by the file's sha256."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

import pyarrow as pa
import pyarrow.parquet as parquet

from ingest.normalise import Batch

_OWNER_ONLY = 0o600


class Archive:
    """The archive of a load that goes on. Its files have passing names until it is
    known that the load was taken; after an error nothing is left of them."""

    def __init__(self, folder: Path | None, sha256: str, several: bool) -> None:
        """`folder`: None where nothing is kept; `several`: the file holds more kinds
        than one, each in a file named so."""
        self._folder = folder
        self._name = sha256
        self._several = several
        self._writers: dict[tuple[str, ...], parquet.ParquetWriter] = {}
        self._paths: list[Path] = []

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        raised: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for writer in self._writers.values():
            writer.close()
        for path in self._paths:
            if raised is None:
                path.rename(path.with_suffix(""))
            else:
                path.unlink(missing_ok=True)

    def write(self, batch: Batch) -> None:
        """Adds the rows of a batch."""
        if self._folder is None:
            return
        table = pa.Table.from_pandas(
            batch.raw.assign(line=batch.rows["line"]), preserve_index=False
        )
        key = (batch.kind.name, *batch.columns)
        if key not in self._writers:
            path = self._new_path(self._folder, batch.kind.name)
            self._writers[key] = parquet.ParquetWriter(
                path, table.schema, compression="zstd"
            )
        self._writers[key].write_table(table)

    def _new_path(self, folder: Path, kind: str) -> Path:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        named = f".{kind}" if self._several else ""
        number = sum(one[0] == kind for one in self._writers)
        number_text = str(number + 1) if number else ""
        path = folder / f"{self._name}{named}{number_text}.parquet.new"
        path.touch(_OWNER_ONLY)
        path.chmod(_OWNER_ONLY)
        self._paths.append(path)
        return path


def sweep(folder: Path) -> None:
    """Removes what loads that were cut off left under passing names."""
    for path in folder.glob("*.parquet.new"):
        path.unlink(missing_ok=True)
