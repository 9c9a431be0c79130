"""What every format is given: typed tables and a cover that says what they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

import pandas as pd

from metrics.small import Withheld

# text: codes and names, always text; word: text with a name for readers; whole: a
# count or rank; share: 0 to 1; points: a difference of shares; moment: UTC, ISO.
Type = Literal["text", "word", "whole", "share", "points", "number", "day", "moment"]
Cell = str | int | float | date | None


@dataclass(frozen=True)
class Column:
    """A column: its key is its name for machines, its title (a catalogue key) for
    readers; `words` names the values of a `word` for readers, also catalogue keys."""

    key: str
    title: str
    type: Type = "text"
    width: int = 12
    words: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Table:
    """Rows of typed cells; None is not known. `title` is in the reader's language."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(column.key for column in self.columns)


@dataclass(frozen=True)
class Line:
    """A line of the cover, in the reader's language; without text it is a heading."""

    label: str
    text: str = ""


@dataclass(frozen=True)
class Document:
    """What one file holds. `name` is its name without the ending. `tables`: the first
    one is what was asked for, formats that hold only one write it alone. `sources`
    stands below the cover. `asked` (reports/asked.py) and `evaluation`: what it is
    compared with later; `hash`: that of the first table, once it is carried; `link`:
    where a reader is told what became of it, "" where no address is set."""

    name: str
    title: str
    cover: tuple[Line, ...]
    tables: tuple[Table, ...]
    sources: Table | None = None
    asked: Mapping[str, Any] = field(default_factory=dict, hash=False)
    evaluation: int | None = None
    hash: str = ""
    link: str = ""


def known(value: object) -> bool:
    """Whether `value` is known: not None, NaN, NaT nor an empty text."""
    # NaN and NaT differ from themselves.
    return value is not None and value == value and value != ""


def cell(value: Any, kind: Type) -> Cell:
    """`value` as a cell of a column of this type: None when it is not known."""
    if not known(value):
        return None
    if isinstance(value, Withheld):
        return str(value)
    if kind == "whole":
        return int(value)
    if kind in ("share", "points", "number"):
        return float(value)
    if kind == "day":
        return value.date() if isinstance(value, datetime) else _day(value)
    return str(value)


def _day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def table(
    title: str,
    columns: Sequence[Column],
    rows: pd.DataFrame | Iterable[Mapping[Any, Any]],
) -> Table:
    """The named columns of `rows` as typed cells."""
    records: Iterable[Mapping[Any, Any]] = (
        rows.to_dict("records") if isinstance(rows, pd.DataFrame) else rows
    )
    return Table(
        title,
        tuple(columns),
        tuple(
            tuple(cell(record.get(c.key), c.type) for c in columns)
            for record in records
        ),
    )
