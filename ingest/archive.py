"""The archive of a load: its mapped columns as parquet, named by the file's sha256.

Beside its cells each row has what became of it, so that an undo can tell again what
every other load said, whatever the checks are by then.
"""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType

import numpy as np
import orjson
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from ingest.normalise import Batch

_OWNER_ONLY = 0o600
LINE, REASON, FIELD, HELD = "line", "_reason", "_field", "_held"


class Archive:
    """The archive of a load that goes on. Its files have passing names until it is
    known that the load was taken; after an error nothing is left of them.

    A part is packed while the next thing is done with it, which needs another core.
    """

    def __init__(self, folder: Path | None, sha256: str, several: bool) -> None:
        """`folder`: None where nothing is kept; `several`: the file holds more parts
        than one, each in a file named by its kind."""
        self._folder = folder
        self._name = sha256
        self._several = several
        self._writers: dict[tuple[str, ...], parquet.ParquetWriter] = {}
        self._paths: list[Path] = []
        self._beside = ThreadPoolExecutor(max_workers=1)
        self._packing: Future[None] | None = None

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self,
        raised: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._beside.shutdown()
        if raised is not None:
            self._close()
            for path in self._paths:
                path.unlink(missing_ok=True)

    def keep(self, retry: int | None) -> None:
        """Gives the files the names they stay under, in the transaction of the load
        itself: what is kept is never without its archive. `retry`: the load that tried
        known bytes again; it stands beside the first."""
        self._packed()
        self._close()
        for at, path in enumerate(self._paths):
            kept = path.with_suffix("")
            if retry is not None:
                kept = kept.with_suffix(f".{retry}.parquet")
            self._paths[at] = path.rename(kept)

    def _packed(self) -> None:
        """Waits until the last part is packed. Raises what that raised."""
        if self._packing is not None:
            self._packing.result()

    def _close(self) -> None:
        for writer in self._writers.values():
            writer.close()

    def write(self, batch: Batch, rejected: pd.DataFrame) -> None:
        """Adds the rows of a batch, and what became of each: `rejected` (line, reason,
        field) holds those that were not taken."""
        if self._folder is None:
            return
        table = pa.Table.from_pandas(_rows(batch, rejected), preserve_index=False)
        key = (batch.kind.name, *batch.columns)
        if key not in self._writers:
            path = self._new_path(self._folder, batch.kind.name)
            self._writers[key] = parquet.ParquetWriter(
                path, table.schema, compression="zstd"
            )
        self._packed()
        self._packing = self._beside.submit(self._writers[key].write_table, table)

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


def _rows(batch: Batch, rejected: pd.DataFrame) -> pd.DataFrame:
    lines = batch.rows["line"]
    by_line = rejected.drop_duplicates("line").set_index("line")
    place = by_line.index.get_indexer(pd.Index(lines))
    # A row that was taken stands at -1: the empty text at the end.
    told = {
        name: np.append(by_line[of].to_numpy(dtype=object), "")[place]
        for name, of in ((REASON, "reason"), (FIELD, "field"))
    }
    beside = pd.DataFrame(told, index=batch.raw.index, dtype="str")
    beside[HELD] = lines.isin(rejected["line"][rejected["held"]]).to_numpy(dtype=bool)
    return pd.concat([batch.raw.assign(line=lines), beside], axis=1)


def keep_shapes(folder: Path, sha256: str, shapes: Mapping[str, object]) -> None:
    """Archives boundaries (unit code -> geometry) as they are taken."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{sha256}.geometries"
    path.touch(_OWNER_ONLY)
    path.write_bytes(orjson.dumps(shapes))


def sweep(folder: Path) -> None:
    """Removes what loads that were cut off left under passing names."""
    for path in folder.glob("*.parquet.new"):
        path.unlink(missing_ok=True)
