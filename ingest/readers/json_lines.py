"""JSON lines: one object a line; fields of nested objects are named with dots."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import orjson
import pandas as pd

from core.errors import SourceError
from ingest.readers.csv_file import decoded
from ingest.readers.table import HeaderPlace, Malformed, Table, lay_out
from ingest.readers.workbook import cell_text

Record = dict[str, str]


def _several(values: list[tuple[str, str]]) -> Record:
    """Of a field that stands in each object of a list: the first that says something
    (a fee of 0 beside a fee of 8000 is a fee)."""
    found: Record = {}
    for name, value in values:
        if found.get(name, "") in ("", "0"):
            found[name] = value or found.get(name, "")
    return found


def _fields(value: object, prefix: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _fields(inner, f"{prefix}.{name}" if prefix else name)
    elif isinstance(value, list):
        inner_fields = [pair for inner in value for pair in _fields(inner, prefix)]
        yield from _several(inner_fields).items()
    else:
        yield prefix, cell_text(value)


def flat(value: object) -> Record:
    """The fields of an object as text, those of inner objects named with dots."""
    return dict(_fields(value, ""))


class JsonSheet:
    """The objects of a JSON lines file as a table of their fields."""

    reader = "jsonlines"
    name = ""

    def __init__(self, data: bytes, file: str) -> None:
        self._records: list[Record] = []
        self._lines: list[int] = []
        self._malformed: list[Malformed] = []
        for line, text in enumerate(decoded(data, file).split("\n"), start=1):
            if text.strip():
                self._take(line, text)
        if not self._records:
            raise SourceError("{file}: no line of it is a JSON object.", file=file)
        names = dict.fromkeys(name for record in self._records for name in record)
        self._names = [name for name in names if name]

    def _take(self, line: int, text: str) -> None:
        try:
            value = orjson.loads(text)
        except orjson.JSONDecodeError:
            value = None
        if isinstance(value, dict):
            self._records.append(flat(value))
            self._lines.append(line)
        else:
            self._malformed.append(Malformed(line, {}))

    def top(self) -> list[list[str]]:
        return [self._names]

    def table(self, header: HeaderPlace) -> Table:
        columns = [
            pd.Series([record.get(name, "") for record in self._records], dtype="str")
            for name in self._names
        ]
        lines = np.array(self._lines, dtype=np.int64)
        return lay_out(list(self._names), columns, lines, self._malformed)
