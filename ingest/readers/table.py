"""What every reader hands on: a table of text cells with the lines they stand on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

from core.errors import SourceError
from core.names import nfc

Lines = npt.NDArray[np.int64]
# How many rows at the top of a sheet may hold titles before the header.
TOP_ROWS = 60


@dataclass(frozen=True)
class HeaderPlace:
    """Where the header stands: 0-based row, and how many rows it is high."""

    row: int = 0
    height: int = 1


@dataclass(frozen=True)
class Malformed:
    """A row that cannot be laid under the header: its line, the cells under it."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Table:
    """Text cells under their header names; `lines` are physical lines of the file
    (rows of a sheet), counted from 1. Rows without any content are left out."""

    columns: tuple[str, ...]
    cells: pd.DataFrame
    lines: Lines
    malformed: tuple[Malformed, ...] = field(default_factory=tuple)


class Sheet(Protocol):
    """One sheet of a file; a CSV file is its only sheet."""

    reader: str
    name: str

    def top(self) -> list[list[str]]:
        """The first rows as they stand, titles and header among them."""

    def table(self, header: HeaderPlace) -> Table:
        """Everything below the header. SourceError when it cannot be read."""

    def tables(self, header: HeaderPlace) -> Iterator[Table]:
        """The same piece by piece, at least one, so that a large file is never held
        whole where the format allows."""


def header_key(name: str) -> str:
    """What header names are compared by: NFC, one space, no difference of case."""
    return re.sub(r"\s+", " ", nfc(name)).casefold()


def header_names(rows: list[list[str]], place: HeaderPlace) -> list[str]:
    """The header's names. Of several rows the merged cells are filled to the right
    and the levels joined: "Nhận giải quyết / Trong kỳ / Trực tuyến"."""
    levels = [[nfc(cell) for cell in row] for row in rows[place.row :][: place.height]]
    if place.height == 1:
        return levels[0] if levels else []
    width = max(len(level) for level in levels)
    levels = [level + [""] * (width - len(level)) for level in levels]
    for depth, level in enumerate(levels[:-1]):
        for at in range(1, width):
            same_group = all(
                above[at] == above[at - 1] or not above[at] for above in levels[:depth]
            )
            # A name of its own below the gap of a title that is one cell wide.
            merged = not level[at] and any(lower[at] for lower in levels[depth + 1 :])
            if merged and same_group:
                level[at] = level[at - 1]
    return [
        " / ".join(re.sub(r"\s+", " ", level[at]) for level in levels if level[at])
        for at in range(width)
    ]


def refuse_twins(names: list[str], file: str) -> None:
    """SourceError when two columns have one name; columns without a name are none."""
    keys = Counter(header_key(name) for name in names if name)
    twins = sorted(name for name, count in keys.items() if count > 1)
    if twins:
        raise SourceError(
            "{file}: two columns have one name: {names}. Rename or remove one.",
            file=file,
            names=", ".join(twins),
        )


def lay_out(
    names: list[str],
    columns: list[pd.Series],
    lines: Lines,
    malformed: list[Malformed],
) -> Table:
    """A Table of the named columns, without the rows that hold nothing at all."""
    held = {
        name: column.reset_index(drop=True)
        for name, column in zip(names, columns, strict=True)
        if name
    }
    cells = pd.DataFrame(held) if held else pd.DataFrame(index=range(len(lines)))
    full = np.zeros(len(lines), dtype=bool)
    for name in held:
        full |= (cells[name].str.strip() != "").to_numpy(dtype=bool)
        if full.all():
            break
    if not full.all():
        cells, lines = cells[full].reset_index(drop=True), lines[full]
    return Table(tuple(held), cells, lines, tuple(malformed))


def lay_out_rows(names: list[str], rows: list[list[str]], lines: list[int]) -> Table:
    """A Table of whole rows: short rows are padded; a row with content beyond the
    header is malformed, for its cells may stand under the wrong names."""
    width = len(names)
    good: list[list[str]] = []
    kept: list[int] = []
    malformed: list[Malformed] = []
    for row, line in zip(rows, lines, strict=True):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            cells = {n: c for n, c in zip(names, row, strict=False) if n}
            malformed.append(Malformed(line, cells))
            continue
        good.append(row[:width] + [""] * (width - len(row)))
        kept.append(line)
    columns = [
        pd.Series(list(column), dtype="str") for column in zip(*good, strict=True)
    ] or [pd.Series([], dtype="str") for _ in names]
    return lay_out(names, columns, np.array(kept, dtype=np.int64), malformed)
