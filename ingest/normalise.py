"""From text cells to the types of `core.kinds`, a whole column at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from core.codes import procedure_code
from core.kinds import DOSSIERS, PROCEDURES, TARGETS, Column, Kind
from ingest.neutral import RawPart
from ingest.secret import hashed
from ingest.times import Mask, Times, read_times
from ingest.words import (
    BadCell,
    Cell,
    Reader,
    decimal,
    degrees,
    flag,
    share,
    unit_kind,
    unit_kinds,
    whole,
    word_of,
)
from metrics.indicators import BY_KEY
from metrics.measures import MEASURE_KEYS

_WORDS = {
    ("counts", "measure"): {key: key for key in MEASURE_KEYS},
    ("targets", "indicator"): {key: key for key in BY_KEY},
}
_READERS: dict[tuple[str, str], Reader] = {
    ("units", "kind"): unit_kind,
    ("services", "unit_kind"): unit_kinds,
    ("units", "latitude"): degrees(90),
    ("units", "longitude"): degrees(180),
}


@dataclass(frozen=True)
class Fault:
    """Rows (a mask) at whose `field` something is wrong, for one reason."""

    reason: str
    field: str
    rows: Mask


@dataclass(frozen=True)
class Batch:
    """The rows of one kind, normalised, with the faults of single cells.

    `rows`: the columns present in the file, normalised, and `line` (for dossiers
    `day` too); `times`: the columns of moments; `raw`: the cells as they stood, what
    is secret already hashed.
    """

    kind: Kind
    columns: tuple[str, ...]
    rows: pd.DataFrame
    raw: pd.DataFrame
    times: Mapping[str, Times]
    faults: tuple[Fault, ...] = field(default_factory=tuple)


def normalise(part: RawPart, zone: ZoneInfo, key: bytes) -> Batch:
    """`part` in the types of its kind. Cells that cannot be read are faults; their
    normalised value is then the empty one. `key` is that of the keyed hashes."""
    raw = without_secrets(part, key)
    rows: dict[str, object] = {}
    times: dict[str, Times] = {}
    faults: list[Fault] = []
    for name in part.columns:
        column = part.kind.column(name)
        text = clean(raw[name])
        if column.type in ("moment", "day"):
            times[name], bad = read_times(text, zone)
            faults.append(Fault("bad_date", name, bad))
            written = column.type == "moment"
            rows[name] = times[name].text if written else _days(times[name], column)
        else:
            rows[name], found = _read_column(part.kind, column, text)
            faults.extend(found)
        if column.required and not column.may_be_empty:
            empty = np.asarray(text == "", dtype=bool)
            faults.append(Fault("missing_value", name, empty))
    frame = pd.DataFrame(rows, index=range(len(raw))).assign(line=part.lines)
    if part.kind is DOSSIERS:
        frame["day"] = times["received_at"].day.astype(object)
    frame = _scope_codes(part.kind, frame)
    found_faults = tuple(fault for fault in faults if fault.rows.any())
    return Batch(part.kind, part.columns, frame, raw, times, found_faults)


def clean(column: pd.Series) -> pd.Series:
    """Text in Unicode normal form C without outer white space."""
    text = pa.array(column, type=pa.large_string())
    # ASCII is in every normal form, and most columns hold nothing else.
    if not pc.all(pc.string_is_ascii(text)).as_py():
        text = pc.utf8_normalize(text, form="NFC")
    return pd.Series(pc.utf8_trim_whitespace(text).to_pandas(), dtype="str")


def without_secrets(part: RawPart, key: bytes) -> pd.DataFrame:
    """The cells of `part`, keyed hashes in place of what is secret."""
    if part.hidden:
        return part.cells
    secret = [n for n in part.columns if part.kind.column(n).type == "secret"]
    return part.cells.assign(
        **{name: hashed(clean(part.cells[name]), key) for name in secret}
    )


def _days(times: Times, column: Column) -> npt.NDArray[np.object_]:
    """Local days as dates: None when empty, the first or last day when open."""
    days = times.day.astype(object)
    if column.open:
        days[~times.known] = date.min if column.open == "from" else date.max
    return days


def _reader(kind: Kind, column: Column) -> Reader | None:
    """What reads one cell of the column; None: the text itself."""
    name = (kind.name, column.name)
    words = _WORDS.get(name, column.words)
    if words is not None:
        return word_of(words)
    if name in _READERS:
        return _READERS[name]
    if column.name == "procedure_code" or name == (PROCEDURES.name, "code"):
        return procedure_code
    by_type: dict[str, Callable[[str], Cell]] = {
        "whole": whole,
        "decimal": decimal,
        "share": share,
        "flag": flag,
    }
    return by_type.get(column.type)


def _read_column(
    kind: Kind, column: Column, text: pd.Series
) -> tuple[object, list[Fault]]:
    read = _reader(kind, column)
    if read is None:
        return text, []
    places, distinct = pd.factorize(text)
    values = np.empty(len(distinct) + 1, dtype=object)
    wrong: dict[str, list[int]] = {}
    blank = None if column.type in ("whole", "decimal") else ""
    for at, cell in enumerate(distinct.tolist()):
        try:
            values[at] = read(cell)
        except BadCell as error:
            values[at] = blank
            wrong.setdefault(str(error), []).append(at)
        if cell == "":
            values[at] = column.default or values[at]
    faults = [
        Fault(reason, column.name, np.isin(places, at)) for reason, at in wrong.items()
    ]
    if all(isinstance(value, str) for value in values[:-1]):
        # Else each of the rows would be looked at again, to see that it is text.
        return pd.array(values[:-1], dtype="str").take(places, allow_fill=True), faults
    return values[places], faults


def _scope_codes(kind: Kind, rows: pd.DataFrame) -> pd.DataFrame:
    """Targets for kinds name them in one order, whatever order they are written in."""
    if kind is not TARGETS or not {"scope_kind", "scope_code"} <= set(rows):
        return rows
    of_kinds = rows["scope_kind"] == "kind"
    codes = rows["scope_code"].astype(object)
    codes[of_kinds] = codes[of_kinds].map(unit_kinds)
    return rows.assign(scope_code=codes)
