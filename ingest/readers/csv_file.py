"""CSV: UTF-8 with or without BOM, comma separated, every cell as text."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.csv as arrow_csv

from core.errors import SourceError
from ingest.readers.table import (
    TOP_ROWS,
    HeaderPlace,
    Table,
    header_names,
    lay_out,
    lay_out_rows,
    refuse_twins,
)

_TOP_BYTES = 1 << 20


def decoded(data: bytes, file: str) -> str:
    """The text of `data`; SourceError for an empty file, NUL bytes, not UTF-8."""
    data = data.removeprefix(codecs.BOM_UTF8)
    if not data or data.isspace():
        raise SourceError("{file}: the file is empty.", file=file)
    if b"\0" in data:
        raise SourceError(
            "{file}: the file holds NUL bytes, so it is damaged or no text file. "
            "Export it again.",
            file=file,
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            "{file}: the file is not UTF-8 (line {line}). Save it as “CSV UTF-8”.",
            file=file,
            line=data[: error.start].count(b"\n") + 1,
        ) from None


def _quotes_close(data: bytes) -> bool:
    """Whether no cell holds a line break: each line has an even number of quotes."""
    if b'"' not in data:
        return True
    octets = np.frombuffer(data, dtype=np.uint8)
    quotes = np.flatnonzero(octets == ord('"'))
    breaks = np.flatnonzero(octets == ord("\n"))
    return bool((np.searchsorted(quotes, breaks) % 2 == 0).all()) and (
        len(quotes) % 2 == 0
    )


class CsvSheet:
    """The one sheet of a CSV file."""

    reader = "csv"
    name = ""

    def __init__(self, data: bytes, file: str) -> None:
        self._text = decoded(data, file)
        self._data = data.removeprefix(codecs.BOM_UTF8)
        self._file = file

    def top(self) -> list[list[str]]:
        rows: list[list[str]] = []
        for row, _line in self._records(self._text[:_TOP_BYTES], strict=False):
            rows.append(row)
            if len(rows) == TOP_ROWS:
                break
        return rows

    def table(self, header: HeaderPlace) -> Table:
        names = header_names(self.top(), header)
        refuse_twins(names, self._file)
        table = self._regular(names) if header == HeaderPlace() else None
        return table if table is not None else self._careful(names, header)

    def _regular(self, names: list[str]) -> Table | None:
        """The table when every line is one full row: then bulk reading is safe and
        ten times as fast. None for anything else."""
        data = self._data.rstrip(b"\r\n")
        lone_returns = data.count(b"\r") != data.count(b"\r\n")
        if data[:1].isspace() or lone_returns or not _quotes_close(data):
            return None
        rows = data.count(b"\n")
        keys = [str(at) for at in range(len(names))]
        try:
            read = arrow_csv.read_csv(
                pa.BufferReader(data),
                read_options=arrow_csv.ReadOptions(column_names=keys, skip_rows=1),
                convert_options=arrow_csv.ConvertOptions(
                    column_types={key: pa.string() for key in keys},
                    strings_can_be_null=False,
                ),
            )
        except pa.ArrowInvalid:
            return None
        if read.num_rows != rows:
            return None
        columns = [column.to_pandas() for column in read.columns]
        return lay_out(names, columns, np.arange(2, rows + 2, dtype=np.int64), [])

    def _careful(self, names: list[str], header: HeaderPlace) -> Table:
        rows: list[list[str]] = []
        lines: list[int] = []
        for row, line in self._records(self._text, strict=True):
            rows.append(row)
            lines.append(line)
        first = header.row + header.height
        return lay_out_rows(names, rows[first:], lines[first:])

    def _records(self, text: str, strict: bool) -> Iterator[tuple[list[str], int]]:
        """Rows with the physical line each begins on; lines without anything are
        passed over. SourceError for a quote that is never closed."""
        reader = csv.reader(io.StringIO(text, newline=""), strict=strict)
        begins = 1
        try:
            for row in reader:
                if row:
                    yield row, begins
                begins = reader.line_num + 1
        except csv.Error as error:
            raise SourceError(
                "{file}: the quotation marks from line {line} on do not match "
                "({details}). Export the file again.",
                file=self._file,
                line=begins,
                details=str(error),
            ) from None
