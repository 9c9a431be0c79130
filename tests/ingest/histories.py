"""Made-up histories of an office's files: corrections, moves, absent columns, late
rows, units that come late, parts above their wholes, the same bytes again."""

from __future__ import annotations

import random
from collections.abc import Callable

Row = dict[str, str]
UNITS = ["U1", "U2", "U3", "U4"]
LATE_UNITS = ["U5", "U6"]
PROCEDURES = ["1.000001", "1.000002", "1.000003"]
STAMPS = ["", "2025-07-10", "2025-07-10T08:00:00", "2025-07-10T20:00:00+00:00",
          "2025-07-11", "2025-07-12T09:00:00"]  # fmt: skip


def csv(rows: list[Row]) -> str:
    lines = [",".join(rows[0]), *(",".join(row.values()) for row in rows)]
    return "\n".join(lines) + "\n"


def _some(chance: random.Random, rows: list[Row], keep: set[str]) -> str:
    """The rows with some columns that need not be there left out."""
    optional = [name for name in rows[0] if name not in keep]
    absent = set(chance.sample(optional, chance.randint(0, len(optional))))
    return csv([{n: c for n, c in row.items() if n not in absent} for row in rows])


def units(chance: random.Random, codes: list[str] = UNITS) -> str:
    rows = [
        {
            "code": code,
            "name": code,
            "kind": chance.choice(["ward", "commune"]),
            "parent_code": chance.choice(["", "C"]),
            "valid_from": chance.choice(["", "", "2025-07-05"]),
            "valid_to": chance.choice(["", "", "", "2025-07-15"]),
        }
        for code in codes
    ]
    return csv(rows)


def first_units() -> str:
    rows = [{"code": c, "name": c, "kind": "ward", "parent_code": "C"} for c in UNITS]
    return csv([*rows, {"code": "C", "name": "C", "kind": "city", "parent_code": ""}])


def some_units(chance: random.Random) -> str:
    return units(chance, chance.sample([*UNITS, *LATE_UNITS], 2))


def first_procedures() -> str:
    return csv([{"code": code, "name": code} for code in PROCEDURES])


def some_procedures(chance: random.Random) -> str:
    rows = [
        {
            "code": code,
            "name": f"{code} {chance.randint(0, 9)}",
            "valid_to": chance.choice(["", "", "2025-07-14"]),
        }
        for code in chance.sample([*PROCEDURES, "1.000004"], 2)
    ]
    return csv(rows)


def services(chance: random.Random) -> str:
    rows: dict[tuple[str, ...], Row] = {}
    for _ in range(5):
        unit = chance.choice(["", "", *UNITS])
        kind = "" if unit else chance.choice(["", "ward", "ward|commune"])
        start = chance.choice(["", "2025-07-08"])
        code = chance.choice(PROCEDURES)
        rows[code, unit, kind, start] = {
            "procedure_code": code,
            "online_level": chance.choice(["full", "partial", "none", "online"]),
            "unit_code": unit,
            "unit_kind": kind,
            "valid_from": start,
            "decision": chance.choice(["", "QD 1"]),
        }
    return csv(list(rows.values()))


def dossiers(chance: random.Random) -> str:
    rows = [
        {
            "dossier_code": f"D{chance.randint(1, 12)}",
            "unit_code": chance.choice([*UNITS, *UNITS, *LATE_UNITS]),
            "procedure_code": chance.choice([*PROCEDURES, "1.000004"]),
            "received_at": f"2025-07-{chance.randint(1, 20):02}",
            "channel": chance.choice(["online", "counter", ""]),
            "status": chance.choice(["received", "finished", "3", "nonsense"]),
            "due_at": chance.choice(["", "2025-07-18"]),
            "finished_at": chance.choice(["", "2025-07-21", "2025-07-19T09:00:00"]),
            "service_level": chance.choice(["", "", "full"]),
            "supplement_requests": chance.choice(["", "1"]),
            "deleted": chance.choice(["", "", "", "1"]),
            "updated_at": chance.choice(STAMPS),
        }
        for _ in range(14)
    ]
    required = {"dossier_code", "unit_code", "procedure_code", "received_at"}
    return _some(chance, rows, required)


def counts(chance: random.Random) -> str:
    rows = [
        {
            "unit_code": chance.choice([*UNITS[:2], LATE_UNITS[0]]),
            "period_start": "2025-07-01",
            "period_end": chance.choice(["2025-07-10", "2025-07-20"]),
            "measure": chance.choice(["received", "online", "full_online", "post"]),
            "value": chance.choice(["", "5", "10", "20", "40"]),
            "procedure_code": chance.choice(["", "", PROCEDURES[0]]),
            "reported_at": chance.choice(STAMPS),
        }
        for _ in range(10)
    ]
    required = {"unit_code", "period_start", "period_end", "measure", "value"}
    return _some(chance, rows, required)


def targets(chance: random.Random) -> str:
    rows = [
        {
            "plan": "p",
            "indicator": chance.choice(["online_dossiers", "e2e_dossiers"]),
            "value": chance.choice(["0.5", "0.8"]),
            "deadline": chance.choice(["2025-07-30", "2025-08-30"]),
            "scope_kind": "all",
            "starts_on": "2025-07-01",
            "official": "1",
        }
        for _ in range(3)
    ]
    return csv(rows)


def terms(chance: random.Random) -> str:
    rows = [
        {
            "unit_code": chance.choice(UNITS),
            "person": chance.choice(["A", "B"]),
            "post": "chair",
            "starts_on": "2025-07-01",
            "ends_on": chance.choice(["", "2025-07-10"]),
            "decision_no": chance.choice(["", "1"]),
        }
        for _ in range(4)
    ]
    return _some(chance, rows, {"unit_code", "person", "post", "starts_on"})


def events(chance: random.Random) -> str:
    rows = [
        {
            "day": f"2025-07-{chance.randint(1, 3):02}",
            "title": chance.choice(["a", "b"]),
            "note": chance.choice(["", "x", "y"]),
        }
        for _ in range(3)
    ]
    return csv(rows)


MAKERS: list[Callable[[random.Random], str]] = [
    dossiers, dossiers, dossiers, dossiers, counts, counts, counts, services, services,
    some_units, some_procedures, targets, terms, events,
]  # fmt: skip


def history(seed: int, length: int = 9) -> list[str]:
    """The contents of files in the order they are loaded; the first two hold the
    place, later ones may be the same bytes as one before."""
    chance = random.Random(seed)
    files = [first_units(), first_procedures()]
    while len(files) < length:
        again = len(files) > 4 and chance.random() < 0.25
        made = chance.choice(files[2:]) if again else chance.choice(MAKERS)(chance)
        files.append(made)
    return files
