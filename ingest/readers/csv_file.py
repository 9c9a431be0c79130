"""CSV: UTF-8 with or without BOM, comma separated, every cell as text."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv as arrow_csv

from core.errors import SourceError
from ingest.content import Content, check_text
from ingest.readers.table import (
    TOP_ROWS,
    HeaderPlace,
    Table,
    header_names,
    lay_out,
    lay_out_rows,
    refuse_twins,
)

# Bytes of a file that are laid out at once.
PIECE = 8 << 20
_TOP_BYTES = 1 << 20


@dataclass(frozen=True)
class _Lines:
    """Whole lines of a file: the first one's number, where they begin in the file."""

    data: bytes
    first: int
    begins: int
    last: bool


def _pieces(stream: BinaryIO, begins: int, most: int) -> Iterator[_Lines]:
    """The lines from the byte `begins` on, in pieces of about `most` bytes."""
    stream.seek(begins)
    data, line, last = b"", 1, False
    while not last:
        block = stream.read(most)
        data, last = data + block, len(block) < most
        # A line without its end is read on.
        cut = len(data) if last else data.rfind(b"\n") + 1
        if cut:
            yield _Lines(data[:cut], line, begins, last)
        line += data.count(b"\n", 0, cut)
        begins += cut
        data = data[cut:]


def _quotes_are_plain(data: bytes) -> bool:
    """Whether quotes stand around whole cells only, doubled inside them, and no cell
    holds a line break: then all readers of CSV mean the same."""
    if b'"' not in data:
        return True
    octets = np.frombuffer(b"\n" + data + b"\n", dtype=np.uint8)
    quotes = np.flatnonzero(octets == ord('"'))
    if len(quotes) % 2:
        return False
    opening, closing = quotes[::2], quotes[1::2]
    before, after = octets[opening - 1], octets[closing + 1]
    breaks = np.flatnonzero(octets == ord("\n"))
    return bool(
        np.isin(before, list(b',\n"')).all()
        and np.isin(after, list(b',\r\n"')).all()
        and (np.searchsorted(quotes, breaks) % 2 == 0).all()
    )


class CsvSheet:
    """The one sheet of a CSV file."""

    reader = "csv"
    name = ""

    def __init__(self, data: bytes | Content, file: str) -> None:
        self._content = Content.of(data)
        self._file = file
        check_text(self._content, file)
        with self._content.open() as stream:
            top = stream.read(_TOP_BYTES)
        self._begins = len(codecs.BOM_UTF8) if top.startswith(codecs.BOM_UTF8) else 0
        self._top = top[self._begins :].decode("utf-8", "ignore")

    def top(self) -> list[list[str]]:
        rows: list[list[str]] = []
        lines = io.StringIO(self._top, newline="")
        for row, _line in self._records(lines, 1, strict=False):
            rows.append(row)
            if len(rows) == TOP_ROWS:
                break
        return rows

    def table(self, header: HeaderPlace) -> Table:
        [table] = self.tables(header, self._content.size + 1)
        return table

    def tables(self, header: HeaderPlace, most: int = 0) -> Iterator[Table]:
        """Everything below the header in tables of about `most` (PIECE) bytes.

        Pieces are read in bulk as long as every line is one full row; from the first
        piece that holds anything else all is read with care, ten times as slow.
        """
        names = header_names(self.top(), header)
        refuse_twins(names, self._file)
        most = most or PIECE
        with self._content.open() as stream:
            begins, first = self._begins, 1
            if header == HeaderPlace():
                for lines in _pieces(stream, begins, most):
                    begins, first = lines.begins, lines.first
                    table = _regular(lines, names)
                    if table is None:
                        break
                    yield table
                else:
                    self._content.hold(stream)
                    return
            stream.seek(begins)
            passed = header.row + header.height if first == 1 else 0
            yield from self._careful(stream, names, first, passed, most)
            self._content.hold(stream)

    def _careful(
        self, stream: BinaryIO, names: list[str], first: int, passed: int, most: int
    ) -> Iterator[Table]:
        """What stands from here, line `first`, on; `passed` rows belong to the
        header."""
        rows: list[list[str]] = []
        numbers: list[int] = []
        size, told = 0, first > 1
        text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
        for row, line in self._records(text, first, strict=True):
            rows.append(row)
            numbers.append(line)
            size += sum(map(len, row)) + len(row)
            if size >= most and len(rows) > passed:
                yield lay_out_rows(names, rows[passed:], numbers[passed:])
                rows, numbers, size, passed, told = [], [], 0, 0, True
        if len(rows) > passed or not told:
            yield lay_out_rows(names, rows[passed:], numbers[passed:])
        text.detach()

    def _records(
        self, text: Iterable[str], first: int, strict: bool
    ) -> Iterator[tuple[list[str], int]]:
        """Rows with the physical line each begins on, counted from `first`; lines
        without anything are passed over. SourceError for a quote never closed, and for
        a cell too large."""
        reader = csv.reader(text, strict=strict)
        begins = first
        try:
            for row in reader:
                if row:
                    yield row, begins
                begins = first + reader.line_num
        except csv.Error as error:
            if "field larger" in str(error):
                raise SourceError(
                    "{file}: a cell in line {line} holds more than {limit} letters, or "
                    "quotation marks there are never closed. Export the file again.",
                    file=self._file,
                    line=begins,
                    limit=csv.field_size_limit(),
                ) from None
            raise SourceError(
                "{file}: the quotation marks from line {line} on do not match "
                "({details}). Export the file again.",
                file=self._file,
                line=begins,
                details=str(error),
            ) from None


def _regular(lines: _Lines, names: list[str]) -> Table | None:
    """The table of lines that are one full row each: then bulk reading is safe and
    ten times as fast. None for anything else."""
    header = int(lines.first == 1)
    data = lines.data.rstrip(b"\r\n") + b"\n" if lines.last else lines.data
    lone_returns = data.count(b"\r") != data.count(b"\r\n")
    if data[:1].isspace() or lone_returns or not _quotes_are_plain(data):
        return None
    rows = data.count(b"\n") - header
    columns = _read(data, len(names), header) if rows and names else None
    if columns is None or len(columns[0]) != rows:
        return None
    first = lines.first + header
    numbers = np.arange(first, first + rows, dtype=np.int64)
    return lay_out(names, columns, numbers, [])


def _read(data: bytes, columns: int, header: int) -> list[pd.Series] | None:
    keys = [str(at) for at in range(columns)]
    try:
        read = arrow_csv.read_csv(
            pa.BufferReader(data),
            read_options=arrow_csv.ReadOptions(column_names=keys, skip_rows=header),
            convert_options=arrow_csv.ConvertOptions(
                column_types={key: pa.large_string() for key in keys},
                strings_can_be_null=False,
                # It was seen to be UTF-8 when the file was opened.
                check_utf8=False,
            ),
        )
    except pa.ArrowInvalid:
        return None
    return [column.to_pandas() for column in read.columns]
