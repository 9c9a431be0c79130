"""The whole city, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

from core.errors import KpiError, UsageError
from demo import people, reported, resources, services
from demo.cast import Cast, choose_cast
from demo.corrections import export_twice
from demo.dossiers import Dossiers, submit
from demo.faults import ENDED_PROCEDURE, faulty_dossiers
from demo.handling import handle
from demo.integrity import plant
from demo.ordinary import ordinary
from demo.place import Place, read_place, rows
from demo.rollout import Rollout, plan_rollout
from demo.table import dossier_table, write_dossiers, write_rows
from demo.volumes import DOSSIERS_PER_DAY, arrive, ease

SEED = 2025
FIRST = date(2025, 6, 1)
UNTIL = date(2025, 7, 24)
TOO_FEW = "A demo city needs a seed of 0 or more and dossiers each day."

Told = Callable[[Path], None]


def write_city(
    out: Path,
    seed: int = SEED,
    first: date = FIRST,
    until: date = UNTIL,
    dossiers_per_day: int = DOSSIERS_PER_DAY,
    told: Told = lambda path: None,
) -> list[Path]:
    """The paths of the neutral files written into `out`, in the order they are needed.

    `dossiers_per_day` is the city's mean on a working day; the same arguments give
    the same bytes. `told` hears of each file as it is done. Raises UsageError when
    the days or the number make no city, KpiError when `out` cannot be written.
    """
    _refuse_impossible(seed, first, until, dossiers_per_day)
    written: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for path in _files(out, seed, first, until, dossiers_per_day):
            told(path)
            written.append(path)
    except OSError as error:
        raise KpiError(
            "The folder {folder} cannot be written: {cause}.",
            folder=out,
            cause=error.strerror or error,
        ) from error
    return written


def _refuse_impossible(seed: int, first: date, until: date, per_day: int) -> None:
    if until < first:
        raise UsageError(
            "The last day {until} lies before the first day {first}.",
            until=until.isoformat(),
            first=first.isoformat(),
        )
    if per_day < 1 or seed < 0:
        raise UsageError(TOO_FEW)


def _files(
    out: Path, seed: int, first: date, until: date, per_day: int
) -> Iterator[Path]:
    place = read_place()
    cast = choose_cast(seed, place)
    rollout = plan_rollout(seed, place, ease(place))
    yield from _reference(out, first, until)
    yield write_rows(
        out / "services.csv",
        services.HEADER,
        services.service_rows(place, cast, rollout, until),
    )
    yield write_rows(
        out / "office_terms.csv",
        people.HEADER,
        people.office_terms(seed, place, cast, until),
    )
    yield write_rows(
        out / "resources.csv",
        resources.HEADER,
        resources.resource_rows(seed, place, cast, first, until),
    )
    truth = _truth(seed, place, cast, rollout, first, until, per_day)
    yield from _dossiers(out, seed, place, cast, truth, until)
    yield write_rows(
        out / "counts.csv",
        reported.HEADER,
        reported.count_rows(place, cast, truth, first, until),
    )


def _reference(out: Path, first: date, until: date) -> Iterator[Path]:
    """Units, procedures, targets and events of the place itself."""
    procedures = [row | {"valid_to": ""} for row in rows("procedures.csv")]
    code, name = ENDED_PROCEDURE
    ended = dict.fromkeys(procedures[0], "") | {"code": code, "name": name}
    ended["valid_to"] = (first - timedelta(days=1)).isoformat()
    known = [
        row
        for row in rows("events.csv")
        if date.fromisoformat(row["day"]) <= until or row["kind"] == "deadline"
    ]
    tables = {
        "units": rows("units.csv"),
        "procedures": [*procedures, ended],
        "targets": rows("targets.csv"),
        "events": known,
    }
    for kind, table in tables.items():
        lines = (tuple(row.values()) for row in table)
        yield write_rows(out / f"{kind}.csv", tuple(table[0]), lines)


def _truth(
    seed: int,
    place: Place,
    cast: Cast,
    rollout: Rollout,
    first: date,
    until: date,
    per_day: int,
) -> Dossiers:
    """Every dossier as it stands at the export on `until`."""
    arrivals = arrive(seed, place, first, until, per_day)
    if not arrivals.unit.size:
        raise UsageError(TOO_FEW)
    submission = submit(seed, place, rollout, arrivals, cast.level_unsaid)
    handled = handle(seed, place, arrivals, submission, until)
    lived = ordinary(seed, place, cast, handled)
    return plant(seed, place, cast, lived, until)


def _dossiers(
    out: Path, seed: int, place: Place, cast: Cast, truth: Dossiers, until: date
) -> Iterator[Path]:
    """A file a month, the last with faulty rows, and the corrections."""
    exports = export_twice(seed, cast, truth, until)
    month = exports.first.code_day.astype("datetime64[M]")
    months = np.unique(month)
    for this in months:
        table = dossier_table(place, exports.first.take(month == this))
        if this == months[-1]:
            table = pa.concat_tables([table, faulty_dossiers(table)])
        yield write_dossiers(out / f"dossiers_{this}.csv", table)
    table = dossier_table(place, exports.second)
    yield write_dossiers(out / "dossiers_corrections.csv", table)
