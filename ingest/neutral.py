"""The neutral reading: which kind a header is, and its columns under neutral names."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from core.errors import SourceError
from core.kinds import KINDS, Kind
from ingest.labels import label
from ingest.readers import Malformed, Table
from ingest.readers.table import Lines, header_key


@dataclass(frozen=True)
class RawPart:
    """Rows of one kind under neutral column names, still as text.

    `cells` holds the columns the file has and nothing else; `lines` the place of
    each row in its file; `hidden`: what is secret is hashed already.
    """

    kind: Kind
    cells: pd.DataFrame
    lines: Lines
    malformed: tuple[Malformed, ...] = field(default_factory=tuple)
    hidden: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(str(name) for name in self.cells.columns)


def _present(kind: Kind, keys: set[str]) -> int:
    return sum(name in keys for name in kind.required)


def nearest_kind(header: list[str]) -> Kind | None:
    """The kind with the most required columns present; of equals the one with the
    most optional ones, then one that lacks none. None: no required column at all."""
    keys = {header_key(name) for name in header}
    best = max(
        KINDS,
        key=lambda kind: (
            _present(kind, keys),
            sum(name in keys for name in kind.names),
            _present(kind, keys) == len(kind.required),
        ),
    )
    return best if _present(best, keys) else None


def kind_of(header: list[str], file: str) -> Kind:
    """The kind the header tells; SourceError that says what is missing."""
    kind = nearest_kind(header)
    if kind is None:
        raise SourceError(
            "{file}: no kind of file fits its header. `python -m ingest template` "
            "makes a file to fill in.",
            file=file,
        )
    keys = {header_key(name) for name in header}
    missing = [name for name in kind.required if name not in keys]
    if missing:
        raise SourceError(
            "{file}: the header is nearest to “{kind}”, but these columns are missing: "
            "{missing}.",
            file=file,
            kind=kind.name,
            missing=", ".join(missing),
        )
    return kind


def read_neutral(
    table: Table, kind: Kind, top: bool = True
) -> tuple[RawPart, tuple[str, ...]]:
    """The rows of a neutral file, or of one piece of it (`top`: the first), and the
    names of the columns that are ignored.

    The label row and an untouched example row of a filled-in template are left out.
    """
    mapped = {
        header_key(name): name
        for name in table.columns
        if header_key(name) in kind.names
    }
    order = [name for name in kind.names if name in mapped]
    cells = table.cells[[mapped[name] for name in order]]
    cells = cells.set_axis(order, axis="columns")
    malformed = tuple(_mapped_only(row, kind) for row in table.malformed)
    skip = _template_rows(cells, kind) if top else 0
    part = RawPart(
        kind, cells[skip:].reset_index(drop=True), table.lines[skip:], malformed
    )
    return part, _ignored(table, mapped)


def _ignored(table: Table, mapped: dict[str, str]) -> tuple[str, ...]:
    return tuple(n for n in table.columns if n not in mapped.values())


def _mapped_only(row: Malformed, kind: Kind) -> Malformed:
    cells = {header_key(name): cell for name, cell in row.cells.items()}
    return Malformed(row.line, {n: cells[n] for n in kind.names if n in cells})


def _template_rows(cells: pd.DataFrame, kind: Kind) -> int:
    """How many rows at the top are the template's own: labels, then the example."""
    if not _is_row(cells, 0, [label(kind, name) for name in cells.columns]):
        return 0
    examples = [kind.column(name).example for name in cells.columns]
    return 2 if _is_row(cells, 1, examples) else 1


def _is_row(cells: pd.DataFrame, at: int, expected: list[str]) -> bool:
    if at >= len(cells):
        return False
    found = [str(cell).strip() for cell in cells.iloc[at]]
    return bool(np.array_equal(found, expected))
