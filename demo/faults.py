"""Rows that are wrong in each of the ways the checks know."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pyarrow as pa

Row = dict[str, str]

# A procedure that ended before the first day: dossiers of it are not in force.
ENDED_PROCEDURE = ("DEMO.000001", "Thủ tục đã bãi bỏ (demo)")
EACH = 3


def _day_before(row: Row) -> str:
    day = date.fromisoformat(row["received_at"][:10]) - timedelta(days=1)
    return f"{day.isoformat()}T08:00:00"


# Reason code -> what is written in its place. The rest of the reasons are in counts.
DOSSIER_FAULTS: dict[str, Callable[[Row], Row]] = {
    "missing_value": lambda row: {"unit_code": ""},
    "bad_date": lambda row: {"received_at": "32/07/2025 08:30"},
    "bad_number": lambda row: {"supplement_requests": "hai"},
    "negative": lambda row: {"supplement_requests": "-1"},
    "unknown_unit": lambda row: {"unit_code": "99999"},
    "unknown_procedure": lambda row: {"procedure_code": "9.999999"},
    "unknown_word": lambda row: {"channel": "fax"},
    "future_date": lambda row: {
        "received_at": "2099-07-24T08:30:00",
        "finished_at": "",
        "returned_at": "",
        "due_at": "",
    },
    "finished_before_received": lambda row: {
        "status": "finished",
        "finished_at": _day_before(row),
        "returned_at": "",
    },
    "not_in_force": lambda row: {"procedure_code": ENDED_PROCEDURE[0]},
}


def faulty_dossiers(table: pa.Table) -> pa.Table:
    """EACH rows for each reason, made from the last rows of `table`, and a few rows
    of it written twice (`duplicate_in_file`)."""
    wanted = EACH * len(DOSSIER_FAULTS)
    good = [
        {name: value or "" for name, value in row.items()}
        for row in table.slice(max(0, table.num_rows - wanted)).to_pylist()
    ]
    if not good:
        return table
    rows = list(_broken(good)) + good[:EACH]
    return pa.table(
        {name: [row[name] or None for row in rows] for name in table.column_names},
        schema=table.schema,
    )


def _broken(good: list[Row]) -> Iterator[Row]:
    number = 0
    for fault in DOSSIER_FAULTS.values():
        for _ in range(EACH):
            row = good[number % len(good)]
            number += 1
            yield row | {"dossier_code": f"DEMO.ERR-{number:04d}"} | fault(row)


def faulty_counts(unit_code: str, first: date) -> list[tuple[object, ...]]:
    """Rows of a report that cannot be taken: a part above its whole, words for
    numbers, a number below zero, a cell too many."""
    day = first.isoformat()
    reported = f"{day}T17:00:00"
    return [
        (unit_code, day, day, "received", 40, reported),
        (unit_code, day, day, "online", 52, reported),
        (unit_code, day, day, "finished", "ba mươi", reported),
        (unit_code, day, day, "on_time", -4, reported),
        (unit_code, day, day, "post", 1, reported, "thừa một ô"),
    ]
