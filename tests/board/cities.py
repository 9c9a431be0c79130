"""Random small cities: dossiers and reports, parents, ladders and levels, mixed."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from board import Board
from core import kinds
from store.engine import Database, open_database
from tests.conftest import settings_for
from tests.oracle import City
from tests.store.rows import load, part

FIRST, LAST = date(2025, 6, 20), date(2025, 7, 20)
PLAN = "plan"
TARGETED = (
    "online_dossiers",
    "e2e_dossiers",
    "on_time",
    "online_procedures",
    "e2e_procedures",
)
PROCEDURES = ("p", "q", "r")
# A city over two districts (one of them over wards), and a unit that stands alone.
UNITS = (
    ("city", "city", ""),
    ("d1", "district", "city"),
    ("a", "ward", "d1"),
    ("b", "commune", "d1"),
    ("c", "ward", "city"),
    ("e", "commune", "city"),
    ("alone", "ward", ""),
)
CODES = [code for code, _, _ in UNITS]
# Reports gather at few units, one of which has no dossiers, so that many overlap.
REPORTING = ("e", "e", "e", "c", "d1", "city")
RECEIVING = ("city", "d1", "a", "a", "b", "c", "alone")
DAYS = st.dates(FIRST, LAST)
LEVELS = st.sampled_from(["full", "partial", "info", "none", "online"])


def _day_or_none(draw: st.DrawFn) -> str:
    return draw(st.one_of(st.just(""), DAYS.map(date.isoformat)))


@st.composite
def dossiers(draw: st.DrawFn) -> dict[str, object]:
    day = draw(DAYS)
    return {
        "unit_code": draw(st.sampled_from(RECEIVING)),
        "procedure_code": draw(st.sampled_from(PROCEDURES)),
        "received_at": day.isoformat(),
        "day": day,
        "channel": draw(st.sampled_from(["online", "online", "counter", "post", ""])),
        "service_level": draw(st.sampled_from(["", "", "full", "partial", "online"])),
        "status": draw(
            st.sampled_from(
                ["registered", "refused", "received", "finished", "returned"]
            )
        ),
        "due_at": _day_or_none(draw),
        "finished_at": _day_or_none(draw),
        "returned_at": _day_or_none(draw),
        "result_form": draw(st.sampled_from(["", "electronic", "paper", "both"])),
        "fee_due": draw(st.sampled_from(["", "0", "1"])),
        "paid_online": draw(st.sampled_from(["", "1"])),
    }


@st.composite
def services(draw: st.DrawFn) -> dict[str, object]:
    first = draw(st.dates(FIRST, FIRST + timedelta(days=10)))
    unit = draw(st.sampled_from(["", "", "a", "b", "c"]))
    kind = (
        "" if unit else draw(st.sampled_from(["", "ward", "ward|commune", "district"]))
    )
    return {
        "procedure_code": draw(st.sampled_from(["p", "p", "q"])),
        "online_level": draw(LEVELS),
        "unit_code": unit,
        "unit_kind": kind,
        "valid_from": first,
        "valid_to": draw(st.one_of(st.just(date.max), st.dates(first, LAST))),
    }


@st.composite
def reports(draw: st.DrawFn) -> list[dict[str, object]]:
    """The rows of one report; its parts are never above their wholes."""
    first = draw(DAYS)
    received = draw(st.integers(0, 20))
    online = draw(st.integers(0, received))
    finished = draw(st.integers(0, received))
    fee = draw(st.integers(0, received))
    figures = {
        "received": received,
        "online": online,
        "post": received - online,
        "full_online": draw(st.integers(0, online)),
        "finished": finished,
        "on_time": draw(st.integers(0, finished)),
        "fee_due": fee,
        "paid_online": draw(st.integers(0, fee)),
    }
    left_out = draw(st.sets(st.sampled_from(list(figures)), max_size=1))
    cell = {
        "unit_code": draw(st.sampled_from(REPORTING)),
        "procedure_code": draw(st.sampled_from(["", "", "p", "p", "q"])),
        "period_start": first,
        "period_end": min(first + timedelta(days=draw(st.integers(0, 14))), LAST),
        "reported_at": "",
    }
    return [
        {**cell, "measure": measure, "value": value}
        for measure, value in figures.items()
        if measure not in left_out
    ]


@st.composite
def targets(draw: st.DrawFn) -> dict[str, object]:
    kind = draw(st.sampled_from(["unit", "kind", "all"]))
    scopes = {
        "unit": st.sampled_from(CODES),
        "kind": st.sampled_from(["ward", "commune", "ward|commune", "city"]),
        "all": st.just(""),
    }
    starts_on = draw(st.dates(date(2025, 7, 1), date(2025, 7, 10)))
    return {
        "plan": PLAN,
        "indicator": draw(st.sampled_from(TARGETED)),
        "value": draw(st.sampled_from(["0.2", "0.3333", "0.5", "0.8", "1"])),
        "deadline": draw(st.dates(starts_on, date(2025, 8, 5))),
        "scope_kind": kind,
        "scope_code": draw(scopes[kind]),
        "starts_on": starts_on,
        "issued_on": date(2025, 6, 1),
        "official": "1",
        "window": "cumulative",
    }


def _apart(rows: list[dict[str, object]], kind: kinds.Kind) -> list[dict[str, object]]:
    """One row an identity: the last."""
    return list(
        {tuple(row[key] for key in kind.identity): row for row in rows}.values()
    )


def _told_apart(rows: list[dict[str, object]]) -> bool:
    """Whether no two services rows of kinds begin on one day, where nothing but the
    order of rows would decide."""
    of_kinds = [row for row in rows if row["unit_kind"]]
    return not any(
        one["procedure_code"] == other["procedure_code"]
        and one["valid_from"] == other["valid_from"]
        for one, other in combinations(of_kinds, 2)
    )


@st.composite
def cities(draw: st.DrawFn) -> City:
    """A whole city. Reports are given moments of their own, so that the order of two
    of the same length is never left open."""
    given = draw(st.lists(reports(), min_size=3, max_size=8))
    for number, rows in enumerate(given):
        for row in rows:
            row["reported_at"] = f"2025-07-20T{number:02d}:00:00Z"
    numbered = draw(st.lists(dossiers(), min_size=15, max_size=40))
    for number, row in enumerate(numbered):
        row["dossier_code"] = f"d{number}"
    services_ = _apart(
        draw(st.lists(services(), min_size=4, max_size=9)), kinds.SERVICES
    )
    return City(
        units=[
            {"code": code, "name": code, "kind": kind, "parent_code": parent}
            for code, kind, parent in UNITS
        ],
        services=services_ if _told_apart(services_) else [],
        dossiers=numbered,
        counts=_whole_reports([row for rows in given for row in rows]),
        targets=_apart(
            draw(st.lists(targets(), min_size=3, max_size=8)), kinds.TARGETS
        ),
    )


def _whole_reports(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    """Of two reports for the same cell the later one whole: figures of both beside
    each other might not add up."""
    cell = ("unit_code", "procedure_code", "period_start", "period_end")
    latest = {tuple(row[k] for k in cell): row["reported_at"] for row in rows}
    return [r for r in rows if latest[tuple(r[k] for k in cell)] == r["reported_at"]]


def fill(db: Database, city: City) -> None:
    """Put the city into a database, as one load."""
    deadlines = [
        row | {"deadline": row["deadline"].isoformat()} for row in city.targets
    ]
    codes = [{"code": code, "name": code} for code in PROCEDURES]
    filled = (
        (kinds.UNITS, city.units),
        (kinds.PROCEDURES, codes),
        (kinds.SERVICES, city.services),
        (kinds.TARGETS, deadlines),
        (kinds.DOSSIERS, city.dossiers),
        (kinds.COUNTS, city.counts),
    )
    load(db, *(part(kind, *rows) for kind, rows in filled if rows))


class Filled:
    """A board over a database that holds a city."""

    def __init__(self, template: Path, city: City) -> None:
        self.city, self.template = city, template

    def __enter__(self) -> Board:
        self.folder = TemporaryDirectory()
        var = Path(self.folder.name) / "var"
        shutil.copytree(self.template, var)
        given_settings = settings_for(var)
        self.db = open_database(given_settings)
        fill(self.db, self.city)
        return Board(self.db, given_settings)

    def __exit__(self, *raised: object) -> None:
        self.db.close()
        self.folder.cleanup()
