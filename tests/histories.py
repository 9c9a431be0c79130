"""Random histories of an office: what it loads, corrects, moves and forgets, step by
step, with the clock moved; the same number makes the same history."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from random import Random

from tests import make
from tests.make import Row

FIRST = date(2025, 7, 8)
UNITS = (make.GOOD, make.LATE, make.EMPTY, make.CHANGED)
PROCEDURES = (make.BIRTH, make.COPY, make.HOUSE)


def steps(seed: int, number: int = 6) -> Iterator[tuple[datetime, list[Row]]]:
    """`number` moments, each with the rows that are loaded then."""
    chance = Random(seed)
    day = FIRST
    codes: list[str] = []
    reference = [row for row in make.cast() if row.kind != "dossiers"]
    yield _at(day), [*reference, *_dossiers(chance, day, codes)]
    for _ in range(number - 1):
        day += timedelta(days=chance.randrange(4))
        yield _at(day), [*_dossiers(chance, day, codes), *_another(chance, day)]


def _at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def _dossiers(chance: Random, day: date, codes: list[str]) -> list[Row]:
    """New dossiers, also of days long gone, and corrections of some known ones."""
    new = [f"H26.101-250701-{len(codes) + n:05d}" for n in range(chance.randrange(30))]
    again = [code for code in codes if chance.random() < 0.1]
    codes += new
    return [_dossier(chance, day, code) for code in (*new, *again)]


def _dossier(chance: Random, day: date, code: str) -> Row:
    received = day - timedelta(days=chance.choice((0, 0, 1, 2, 9, 20)))
    return make.dossier(
        dossier_code=code,
        unit_code=chance.choice(UNITS[:2] + UNITS[3:]),
        procedure_code=chance.choice(PROCEDURES),
        received_at=f"{received}T08:{chance.randrange(60):02d}:00",
        channel=chance.choice(("online", "online", "counter", "post", "")),
        status=chance.choice(("received", "finished", "refused", "returned")),
        service_level=chance.choice(("", "", "", "full", "partial")),
        updated_at=chance.choice(("", f"{day}T09:00:00", "2025-07-05T09:00:00")),
        deleted=chance.choice(("", "", "", "1")),
    )


def _another(chance: Random, day: date) -> list[Row]:
    """Something else that an office changes: a catalogue, a target, a Chair, a name, a
    report; or nothing."""
    code = chance.choice(UNITS)
    return chance.choice(
        (
            [],
            [make.service(make.COPY, "full", unit_code=code, valid_from="2025-07-02")],
            [make.service(make.BIRTH, chance.choice(("none", "partial")))],
            [make.target("online_dossiers", value="0.5")],
            [make.target("on_time", value="0.9", deadline=day + timedelta(days=3))],
            [make.term(code, f"Người {chance.randrange(9)}", starts_on=day)],
            [make.unit(code, name=f"Phường {chance.choice('AĂÂBĐ')}")],
            [make.unit("00099", kind="commune", valid_from=day)],
            [
                make.reported("received", 40, unit_code=make.EMPTY, period_end=day),
                make.reported(
                    "online", chance.randrange(40), unit_code=make.EMPTY, period_end=day
                ),
            ],
        )
    )
