"""The archive of a load: its mapped columns as parquet, named by the file's sha256."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as parquet

from ingest.normalise import Batch

_OWNER_ONLY = 0o600


def write_archive(folder: Path, sha256: str, batches: list[Batch]) -> list[Path]:
    """The files written, still under passing names: keep or drop them when it is
    known whether the load was taken."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    written = []
    for batch in batches:
        kind = f".{batch.kind.name}" if len(batches) > 1 else ""
        path = folder / f"{sha256}{kind}.parquet.new"
        table = pa.Table.from_pandas(
            batch.raw.assign(line=batch.rows["line"]), preserve_index=False
        )
        parquet.write_table(table, path, compression="zstd")
        path.chmod(_OWNER_ONLY)
        written.append(path)
    return written


def keep_archive(written: list[Path]) -> None:
    """The load was taken: give its archive the name it stays under."""
    for path in written:
        path.rename(path.with_suffix(""))


def drop_archive(written: list[Path]) -> None:
    """The load was not taken: leave nothing of it."""
    for path in written:
        path.unlink(missing_ok=True)
