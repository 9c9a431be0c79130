"""Dossiers as text in the neutral columns, and rows as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from demo.dossiers import CHANNELS, SUBMITTERS, Dossiers, Moments
from demo.handling import FLAGS, NOTED, RESULTS
from demo.place import Flags, Place, Words
from demo.rollout import LEVEL_WORDS, Whole


def write_rows(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> Path:
    """Write a small neutral file; returns its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    return path


def write_dossiers(path: Path, table: pa.Table) -> Path:
    """Write a table of texts without a character that needs quotes."""
    with path.open("wb") as file:
        file.write((",".join(table.column_names) + "\n").encode())
        options = pa.csv.WriteOptions(
            include_header=False, quoting_style="none", batch_size=65_536
        )
        pa.csv.write_csv(table, file, options)
    return path


def dossier_table(place: Place, dossiers: Dossiers) -> pa.Table:
    """The neutral columns of `dossiers` as text; null is not known."""
    due = _moment(dossiers.due)
    due = pc.if_else(pa.array(dossiers.due_by_day), _day(dossiers.due), due)
    level = _word(LEVEL_WORDS, dossiers.level)
    return pa.table(
        {
            "dossier_code": _codes(place, dossiers),
            "unit_code": _code(place.units, dossiers.unit),
            "procedure_code": _code(place.procedures, dossiers.procedure),
            "received_at": _moment(dossiers.received),
            "channel": _word(CHANNELS, dossiers.channel),
            "service_level": pc.if_else(pa.array(dossiers.says_level), level, None),
            "status": _word(NOTED, dossiers.status),
            "submitted_at": _moment(dossiers.submitted),
            "due_at": due,
            "finished_at": _moment(dossiers.finished),
            "returned_at": _moment(dossiers.returned),
            "result_form": _word(RESULTS, dossiers.result),
            "fee_due": _word(FLAGS, dossiers.fee_due),
            "paid_online": _word(FLAGS, dossiers.paid_online),
            "submitted_by": _word(SUBMITTERS, dossiers.submitter),
            "submitter_ref": _reference(dossiers.reference),
            "supplement_requests": pa.array(dossiers.supplements).cast(pa.string()),
            "replaces_code": _replaced(place, dossiers),
            "handling_unit_code": _only(dossiers.by_city, "01"),
            "updated_at": _moment(dossiers.updated),
            "deleted": _only(dossiers.deleted, "1"),
        }
    )


def _word(words: tuple[str, ...], chosen: Whole) -> pa.Array:
    return pa.array(words).take(pa.array(chosen))


def _code(codes: Words, chosen: Whole) -> pa.Array:
    return pa.array(codes.tolist()).take(pa.array(chosen))


def _only(where: Flags, text: str) -> pa.Array:
    return pc.if_else(pa.array(where), text, None)


def _moment(moments: Moments) -> pa.Array:
    text = pa.array(moments.astype("datetime64[s]")).cast(pa.string())
    return pc.binary_replace_slice(text.cast(pa.binary()), 10, 11, b"T").cast(
        pa.string()
    )


def _day(moments: Moments) -> pa.Array:
    return pa.array(moments.astype("datetime64[D]")).cast(pa.string())


def _reference(reference: Whole) -> pa.Array:
    known = pa.array(reference, mask=reference < 0).cast(pa.string())
    return pc.binary_join_element_wise("demo", known, "-")


def _codes(place: Place, dossiers: Dossiers) -> pa.Array:
    return _as_code(place, dossiers, dossiers.code_day, pa.array(dossiers.number))


def _replaced(place: Place, dossiers: Dossiers) -> pa.Array:
    number = pa.array(dossiers.replaces, mask=dossiers.replaces < 0)
    return _as_code(place, dossiers, dossiers.replaces_day, number)


def _as_code(
    place: Place, dossiers: Dossiers, day: Moments, number: pa.Array
) -> pa.Array:
    """DEMO.00004-250724-0012: agency, day, number, as the national codes are built."""
    days = pc.utf8_slice_codeunits(_day(day), 2, 10)
    units = np.char.add("DEMO.", place.units)
    return pc.binary_join_element_wise(
        _code(units, dossiers.code_unit),
        pc.replace_substring(days, "-", ""),
        pc.utf8_lpad(number.cast(pa.string()), 4, "0"),
        "-",
    )
