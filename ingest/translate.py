"""From a foreign table to neutral rows, by a source description."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from core.errors import SourceError
from core.kinds import BY_NAME, Kind
from core.names import nfc
from ingest.neutral import RawPart
from ingest.normalise import clean
from ingest.readers import HeaderPlace, Malformed, Sheet, Table
from ingest.readers.table import header_key, header_names
from ingest.sources import Column, Source, SourcePart, word_key

# "unit" or "procedure" -> the key of a name -> the code, where one alone has it.
Names = dict[str, dict[str, str]]


@dataclass(frozen=True)
class Match:
    """A source that fits a sheet, and where its header stands there."""

    source: Source
    header: HeaderPlace


def match_source(sheet: Sheet, file: str, sources: list[Source]) -> Match | None:
    """The first source whose file name, reader and headers fit the sheet."""
    top = sheet.top()
    for source in sources:
        if source.reader == sheet.reader and source.takes_name(file):
            place = _find_header(top, source)
            if place is not None:
                return Match(source, place)
    return None


def _find_header(top: list[list[str]], source: Source) -> HeaderPlace | None:
    rows = range(len(top)) if source.header == "find" else [int(source.header) - 1]
    groups: list[tuple[str, ...]] = [(name,) for name in source.needs]
    groups += [group for part in source.parts for group in part.needed]
    for row in rows:
        place = HeaderPlace(row, source.header_rows)
        if row >= len(top):
            return None
        keys = {header_key(name) for name in header_names(top, place)}
        if all(any(header_key(n) in keys for n in group) for group in groups):
            return place
    return None


def translate(
    match: Match, sheet: Sheet, file: str, names: Names, tables: Iterable[Table]
) -> Iterator[list[RawPart]]:
    """The parts of a sheet as neutral rows, for each of the `tables` it comes in.

    SourceError when the rows above the header lack what the description looks for.
    """
    titles = _titles(match, sheet, file)
    for table in tables:
        yield [_translate(part, table, titles, names) for part in match.source.parts]


def _titles(match: Match, sheet: Sheet, file: str) -> dict[str, str]:
    above = "\n".join(" ".join(row) for row in sheet.top()[: match.header.row])
    found: dict[str, str] = {}
    for name, pattern in match.source.titles.items():
        hit = re.search(pattern, nfc(above), re.IGNORECASE)
        if hit is None:
            raise SourceError(
                "{file}: the rows above the header do not tell “{column}”, which the "
                "source {source} needs.",
                file=file,
                column=name,
                source=match.source.id,
            )
        found[name] = hit.group(1)
    return found


def _translate(
    part: SourcePart, table: Table, titles: dict[str, str], names: Names
) -> RawPart:
    kind = BY_NAME[part.kind]
    by_key = {header_key(name): name for name in table.columns}
    taken = _rows(part, table, by_key)
    source, lines = table.cells[taken], table.lines[taken]
    cells = _columns(part, source, by_key)
    for name, value in {**part.constants, **titles}.items():
        if name in kind.names:
            cells[name] = pd.Series(value, index=source.index, dtype="str")
    frame = pd.DataFrame(cells, index=source.index).reset_index(drop=True)
    frame = _finish(part, kind, frame, names)
    malformed = tuple(_malformed(part, row) for row in table.malformed)
    if part.measures:
        frame, lines = _melt(part, source, by_key, frame, lines)
    order = [name for name in kind.names if name in frame]
    return RawPart(kind, frame[order], lines, malformed)


def _rows(
    part: SourcePart, table: Table, by_key: dict[str, str]
) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    taken = np.ones(len(table.lines), dtype=bool)
    for name, pattern in part.rows.items():
        column = clean(table.cells[by_key[header_key(name)]])
        taken &= column.str.fullmatch(pattern).to_numpy(dtype=bool)
    return taken


def _columns(
    part: SourcePart, source: pd.DataFrame, by_key: dict[str, str]
) -> dict[str, pd.Series]:
    cells: dict[str, pd.Series] = {}
    for name, column in part.columns.items():
        header = _header_of(column, by_key)
        if header is None:
            continue
        text = source[header]
        if column.pattern:
            text = text.str.extract(column.pattern)[0].fillna("")
        cells[name] = text
    return cells


def _header_of(column: Column, by_key: dict[str, str]) -> str | None:
    keys = (header_key(name) for name in column.named)
    return next((by_key[key] for key in keys if key in by_key), None)


def _malformed(part: SourcePart, row: Malformed) -> Malformed:
    by_key = {header_key(name): name for name in row.cells}
    cells = {}
    for name, column in part.columns.items():
        header = _header_of(column, by_key)
        # A pattern takes a part because the whole must not be kept.
        if header is not None and not column.pattern:
            cells[name] = row.cells[header]
    return Malformed(row.line, cells)


def _finish(
    part: SourcePart, kind: Kind, frame: pd.DataFrame, names: Names
) -> pd.DataFrame:
    """Their words, names and dates as a neutral file would write them."""
    done = {}
    for name in frame.columns:
        text = clean(frame[name])
        if name in part.words:
            text = _worded(text, part.words[name])
        if name in part.names:
            text = _named(text, names[part.names[name]])
        if kind.column(name).type in ("day", "moment"):
            text = _dated(text, part.dates)
        if part.thousands and kind.column(name).type in ("whole", "decimal"):
            text = _plain_numbers(text, part.thousands)
        done[name] = text
    return pd.DataFrame(done, index=frame.index)


def _each(text: pd.Series, change: dict[str, str]) -> pd.Series:
    return pd.Series(text.map(change), dtype="str", index=text.index)


def _worded(text: pd.Series, words: dict[str, str]) -> pd.Series:
    other = words.get("*")

    def ours(cell: str) -> str:
        found = words.get(word_key(cell))
        if found is not None:
            return found
        return other if other is not None and cell else cell

    return _each(text, {cell: ours(cell) for cell in text.unique()})


def _named(text: pd.Series, codes: dict[str, str]) -> pd.Series:
    return _each(text, {c: codes.get(word_key(c), c) for c in text.unique()})


def _plain_numbers(text: pd.Series, sign: str) -> pd.Series:
    grouped = re.compile(rf"-?\d{{1,3}}(?:{re.escape(sign)}\d{{3}})+")
    change = {c: c.replace(sign, "") for c in text.unique() if grouped.fullmatch(c)}
    return _each(text, {cell: change.get(cell, cell) for cell in text.unique()})


def _dated(text: pd.Series, formats: tuple[str, ...]) -> pd.Series:
    """Times in ISO form; what fits no format is left as it stands."""
    places, distinct = pd.factorize(text)
    cells = pd.Series(distinct, dtype="str")
    written = cells.to_numpy(dtype=object, copy=True)
    for form in formats:
        found = pd.to_datetime(cells, format=form, errors="coerce")
        fits = found.notna().to_numpy(dtype=bool, copy=True)
        # "202507240" must not pass for a time whose digits run together.
        if not re.search(r"[^%A-Za-z]", form):
            length = len(datetime(2000, 10, 10).strftime(form))
            fits &= (cells.str.len() == length).to_numpy(dtype=bool)
        shape = "%Y-%m-%dT%H:%M:%S" if "%H" in form else "%Y-%m-%d"
        written[fits] = found[fits].dt.strftime(shape).to_numpy(dtype=object)
    if not len(written):
        return text
    return pd.Series(written[places], dtype="str", index=text.index)


def _melt(
    part: SourcePart,
    source: pd.DataFrame,
    by_key: dict[str, str],
    frame: pd.DataFrame,
    lines: np.ndarray[tuple[int], np.dtype[np.int64]],
) -> tuple[pd.DataFrame, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """A row of the sheet as one row a measure, each on the line of the sheet."""
    pieces = []
    for measure, headers in part.measures.items():
        columns = [
            _plain_numbers(clean(source[by_key[header_key(h)]]), part.thousands)
            for h in headers
        ]
        value = [_sum(row) for row in zip(*columns, strict=True)]
        pieces.append(
            frame.assign(
                measure=pd.Series(measure, index=frame.index, dtype="str"),
                value=pd.Series(value, dtype="str", index=frame.index),
            )
        )
    return pd.concat(pieces, ignore_index=True), np.tile(lines, len(pieces))


def _sum(cells: tuple[str, ...]) -> str:
    """The sum of whole numbers as text: not known where a part is not; what cannot
    be added is left for the checks to see."""
    if "" in cells or len(cells) == 1:
        return cells[0] if len(cells) == 1 else ""
    if not all(re.fullmatch(r"[0-9]+", cell) for cell in cells):
        return " + ".join(cells)
    return str(sum(int(cell) for cell in cells))
