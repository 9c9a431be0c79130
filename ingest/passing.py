"""A large file in parts that each fit into memory and can be judged like a file.

All rows of one dossier stand in one part, in the order of their lines, so that which
of them is taken can be told there. The parts pass through files without a name:
nobody else can open them, and they are gone when the process is, however it ends.
"""

from __future__ import annotations

import ctypes
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from ingest.neutral import RawPart
from ingest.normalise import clean, without_secrets
from ingest.readers import Malformed

# Bytes of a file that are judged at once, unless it would take more files than a
# process may hold open.
PART = 8 << 20
_MOST = 400
_LINE = "line"
_PACKED = pa.ipc.IpcWriteOptions(compression="lz4")


class Parts(Protocol):
    """What a file is gone through in: each part holds rows of one or more kinds."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[list[RawPart]]: ...


@contextmanager
def parted(
    pieces: Iterator[list[RawPart]], size: int, folder: Path, key: bytes
) -> Iterator[Parts]:
    """The rows of a file of `size` bytes in parts that may be gone through more than
    once. `pieces` as its reader brings them; `folder` takes the passing files, in
    which nothing secret is written (`key` as in secret.hashed)."""
    first = next(pieces)
    second = next(pieces, None)
    if second is None:
        yield [first]
        return
    count = min(-(-size // PART), _MOST)
    with _Passing(first[0], count, folder, key) as passing:
        passing.add(*first)
        passing.add(*second)
        del first, second
        for piece in pieces:
            passing.add(*piece)
            give_back()
        passing.close()
        yield passing


class _Passing:
    """The parts of a file of one kind."""

    def __init__(self, like: RawPart, count: int, folder: Path, key: bytes) -> None:
        self._kind, self._columns = like.kind, like.columns
        self._key = key
        self._malformed: list[Malformed] = []
        fields = [(name, pa.large_string()) for name in self._columns]
        self._schema = pa.schema([*fields, (_LINE, pa.int64())])
        self._files: list[IO[bytes]] = []
        for _ in range(count):
            self._files.append(tempfile.TemporaryFile(dir=folder))
        self._writers = [
            pa.ipc.new_stream(file, self._schema, options=_PACKED)
            for file in self._files
        ]

    def __enter__(self) -> _Passing:
        return self

    def __exit__(self, *_raised: object) -> None:
        for file in self._files:
            file.close()

    def __len__(self) -> int:
        return len(self._files)

    def add(self, piece: RawPart) -> None:
        """Writes each row of `piece` into the part of its identity."""
        self._malformed.extend(piece.malformed)
        cells = without_secrets(piece, self._key)
        table = pa.Table.from_pandas(
            cells.assign(**{_LINE: piece.lines}), self._schema, preserve_index=False
        )
        part = _part_of(piece, len(self._files))
        order = np.argsort(part, kind="stable")
        ends = np.searchsorted(part[order], np.arange(len(self._files) + 1))
        table = table.take(order)
        for at, writer in enumerate(self._writers):
            begins, end = int(ends[at]), int(ends[at + 1])
            if end > begins:
                writer.write_table(table.slice(begins, end - begins))

    def close(self) -> None:
        """Every row is written."""
        for writer in self._writers:
            writer.close()

    def __iter__(self) -> Iterator[list[RawPart]]:
        malformed = tuple(self._malformed)
        for file in self._files:
            file.seek(0)
            table = pa.ipc.open_stream(file).read_all()
            lines = table[_LINE].to_numpy()
            cells = table.drop_columns([_LINE]).to_pandas()
            yield [RawPart(self._kind, cells, lines, malformed, hidden=True)]
            malformed = ()
            del table, cells, lines
            give_back()


def give_back() -> None:
    """Hands memory that is free by now back to the system. What a part leaves free lies
    scattered, and would be kept beside all that the next ones take."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _part_of(piece: RawPart, count: int) -> npt.NDArray[np.uint64]:
    """The part of each row, by a hash of its identity; rows without one are rejected
    wherever they stand and so are spread evenly."""
    [name] = piece.kind.identity
    identity = clean(piece.cells[name])
    hashes = pd.util.hash_array(identity.to_numpy(dtype=object), categorize=False)
    lost = (identity == "").to_numpy(dtype=bool)
    return np.where(lost, piece.lines.astype(np.uint64), hashes) % np.uint64(count)
