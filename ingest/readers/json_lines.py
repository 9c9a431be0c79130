"""JSON lines: one object a line; fields of nested objects are named with dots."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator

import numpy as np
import orjson
import pandas as pd

from core.errors import SourceError
from ingest.content import HELD, Content, check_text
from ingest.readers.csv_file import PIECE
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

    def __init__(self, data: bytes | Content, file: str) -> None:
        self._content = Content.of(data)
        check_text(self._content, file)
        self._held = list(self._read()) if self._content.size <= HELD else None
        names: dict[str, None] = {}
        filled = False
        for _line, record in self._objects():
            names |= dict.fromkeys(record or ())
            filled = filled or record is not None
        if not filled:
            raise SourceError("{file}: no line of it is a JSON object.", file=file)
        self._names = [name for name in names if name]

    def _objects(self) -> Iterable[tuple[int, Record | None]]:
        """Each line with its fields, None where it is no object. Many are read again
        each time rather than held."""
        return self._read() if self._held is None else self._held

    def _read(self) -> Iterator[tuple[int, Record | None]]:
        with self._content.open() as stream:
            for line, text in enumerate(stream, start=1):
                text = text.removeprefix(codecs.BOM_UTF8) if line == 1 else text
                if text.strip():
                    yield line, _record(text)
            self._content.hold(stream)

    def top(self) -> list[list[str]]:
        return [self._names]

    def table(self, header: HeaderPlace) -> Table:
        return self._lay_out(list(self._objects()))

    def tables(self, header: HeaderPlace, most: int = 0) -> Iterator[Table]:
        """The objects in tables of about `most` (PIECE) bytes."""
        kept: list[tuple[int, Record | None]] = []
        size = 0
        for line, record in self._objects():
            kept.append((line, record))
            size += len(self._names) + sum(map(len, (record or {}).values()))
            if size >= (most or PIECE):
                yield self._lay_out(kept)
                kept, size = [], 0
        if kept:
            yield self._lay_out(kept)

    def _lay_out(self, objects: list[tuple[int, Record | None]]) -> Table:
        found = [(line, record) for line, record in objects if record is not None]
        columns = [
            pd.Series([record.get(name, "") for _line, record in found], dtype="str")
            for name in self._names
        ]
        lines = np.array([line for line, _record in found], dtype=np.int64)
        malformed = [Malformed(line, {}) for line, record in objects if record is None]
        return lay_out(list(self._names), columns, lines, malformed)


def _record(text: bytes) -> Record | None:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return flat(value) if isinstance(value, dict) else None
