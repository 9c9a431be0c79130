"""Builders: rows of neutral files, and the one door they go through.

    load(db, settings, unit("00004"), dossier(channel="online"))

The cast everyone knows, below the city `CITY`: a GOOD commune, a LATE one, an EMPTY
one that never reported, and one whose Chair CHANGED.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from core.kinds import BY_NAME
from core.settings import Settings
from demo import write_city
from ingest.load import FileResult, load_paths
from store.engine import Database, open_database

CITY, GOOD, LATE, EMPTY, CHANGED = "01", "00004", "00008", "00025", "00070"
BIRTH, COPY, HOUSE = "1.001193", "2.000815", "1.013225"
PLAN = "kpi-80-20"

_numbers = count(1)


@dataclass(frozen=True)
class Row:
    """One row of a neutral file. Columns that are not named are absent from the file
    when no row of it names them."""

    kind: str
    values: dict[str, object]


def unit(code: str = GOOD, **values: object) -> Row:
    row = {"code": code, "name": f"Phường {code}", "kind": "ward", "parent_code": CITY}
    return Row("units", row | values)


def procedure(code: str = BIRTH, **values: object) -> Row:
    return Row("procedures", {"code": code, "name": f"Thủ tục {code}"} | values)


def service(code: str = BIRTH, level: str = "full", **values: object) -> Row:
    return Row("services", {"procedure_code": code, "online_level": level} | values)


def dossier(**values: object) -> Row:
    row: dict[str, object] = {
        "dossier_code": f"H26.101-250710-{next(_numbers):04d}",
        "unit_code": GOOD,
        "procedure_code": BIRTH,
        "received_at": "2025-07-10T08:30:00",
        "channel": "online",
        "status": "received",
    }
    return Row("dossiers", row | values)


def reported(measure: str, value: object, **values: object) -> Row:
    row: dict[str, object] = {
        "unit_code": GOOD,
        "period_start": "2025-07-01",
        "period_end": "2025-07-20",
        "measure": measure,
        "value": value,
    }
    return Row("counts", row | values)


def target(indicator: str = "online_dossiers", **values: object) -> Row:
    row: dict[str, object] = {
        "plan": PLAN,
        "indicator": indicator,
        "value": "0.8",
        "deadline": "2025-07-30",
        "scope_kind": "all",
        "starts_on": "2025-07-01",
        "window": "cumulative",
        "issued_on": "2025-06-30",
        "official": 1,
        "title": "Kế hoạch 80/20",
    }
    return Row("targets", row | values)


def term(code: str = GOOD, person: str = "Nguyễn Văn Tốt", **values: object) -> Row:
    row = {
        "unit_code": code,
        "person": person,
        "post": "chair",
        "starts_on": "2025-07-01",
    }
    return Row("office_terms", row | values)


def resource(measure: str = "staff", value: object = 5, **values: object) -> Row:
    row = {"unit_code": GOOD, "measure": measure, "day": "2025-07-10", "value": value}
    return Row("resources", row | values)


def event(title: str = "Giao KPI 80/20", **values: object) -> Row:
    return Row("events", {"day": "2025-07-21", "title": title} | values)


def place() -> list[Row]:
    """The city, the four communes, three procedures and at which level they stand."""
    return [
        unit(
            CITY,
            name="Thành phố Hà Nội",
            name_en="Hanoi",
            kind="city",
            parent_code="",
        ),
        unit(GOOD, name="Phường Ba Đình", latitude=21.0386, longitude=105.838),
        unit(LATE, name="Phường Ngọc Hà", latitude=21.0381, longitude=105.816),
        unit(EMPTY, name="Phường Giảng Võ", latitude=21.0275, longitude=105.814),
        unit(CHANGED, name="Xã Ô Diên", kind="commune", latitude=21.1, longitude=105.7),
        procedure(BIRTH, name="Đăng ký khai sinh", field="Hộ tịch", high_volume=1),
        procedure(COPY, name="Chứng thực bản sao", field="Chứng thực", high_volume=1),
        procedure(HOUSE, name="Cấp giấy phép xây dựng", field="Xây dựng"),
        service(BIRTH, "full"),
        service(COPY, "none"),
        service(HOUSE, "partial"),
    ]


def cast() -> list[Row]:
    """`place()` with the 80/20 plan, the Chairs and forty dossiers: the good commune
    9 of 10 online, the late one 2 of 10, the one whose Chair changed on 15 July 3 of
    10 before and 7 of 10 after; the empty one has none."""
    rows = place()
    rows += [
        target("online_dossiers"),
        target("e2e_dossiers", value="0.2"),
        term(GOOD, "Nguyễn Văn Tốt"),
        term(LATE, "Trần Thị Muộn"),
        term(EMPTY, "Lê Văn Vắng", acting=1),
        term(CHANGED, "Phạm Thị Trước", ends_on="2025-07-14"),
        term(CHANGED, "Hoàng Văn Sau", starts_on="2025-07-15"),
    ]
    for code, day, online in (
        (GOOD, "2025-07-10", 9),
        (LATE, "2025-07-11", 2),
        (CHANGED, "2025-07-08", 3),
        (CHANGED, "2025-07-18", 7),
    ):
        rows += dossiers(code, day, online, of=10)
    return rows


def dossiers(code: str, day: str, online: int, of: int, **values: object) -> list[Row]:
    """`of` dossiers received at a unit on a day, the first `online` of them online."""
    return [
        dossier(
            unit_code=code,
            received_at=f"{day}T09:{number % 60:02d}:00",
            channel="online" if number < online else "counter",
            **values,
        )
        for number in range(of)
    ]


def write(folder: Path, rows: Iterable[Row]) -> list[Path]:
    """One CSV a kind, in the contract's columns; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row.values)
    return [
        write_csv(folder / f"{kind}-{next(_numbers)}.csv", values, kind)
        for kind, values in kinds.items()
    ]


def write_csv(path: Path, rows: Sequence[dict[str, object]], kind: str) -> Path:
    """The rows as a CSV with the columns that any of them names."""
    known = list(BY_NAME[kind].names)
    named = {column for row in rows for column in row}
    columns = [name for name in known if name in named]
    columns += sorted(named - set(known))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def load(db: Database, settings: Settings, *rows: Row) -> list[FileResult]:
    """Takes rows as an office's files are taken; the results, one a file."""
    folder = settings.var / "made" / str(next(_numbers))
    return load_paths(write(folder, rows), db, settings)


def load_folder(settings: Settings, *folders: Path) -> None:
    """Takes the files of folders into the database of `settings`; all must be taken."""
    _load_all(settings, list(folders), demo=False)


def load_city(settings: Settings, **values: int) -> None:
    """Takes the demo city, of which `write_city` is told `values`."""
    _load_all(settings, write_city(settings.var / "city", **values), demo=True)


def _load_all(settings: Settings, paths: list[Path], demo: bool) -> None:
    db = open_database(settings)
    try:
        for result in load_paths(paths, db, settings, demo=demo):
            assert result.error is None, result.error
    finally:
        db.close()
