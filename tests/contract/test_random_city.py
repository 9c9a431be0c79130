"""A made-up city, loaded in pieces, against the contract read aloud."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

import pytest

from tests.contract.naive import TERMS, City, Row, day_of
from tests.contract.office import Office

JUNE = date(2025, 6, 1)
PARENTS = {"N": "", "T1": "N", "T2": "N"}
LEAVES = {f"U{n}": f"T{1 + n % 2}" for n in range(9)}
REPORTING = ("U6", "U7", "U8")
PROCEDURES = [f"1.00000{n}" for n in range(1, 6)]
DOSSIER = (
    "dossier_code unit_code procedure_code received_at channel service_level status "
    "due_at finished_at returned_at result_form fee_due paid_online deleted updated_at"
).split()


def text(rows: Iterable[Row]) -> str:
    rows = list(rows)
    lines = [",".join(rows[0])]
    return "\n".join([*lines, *(",".join(row.values()) for row in rows)]) + "\n"


def moment(chance: random.Random, first: int, last: int) -> str:
    day = day_of(JUNE, chance.randint(first, last))
    return day + chance.choice(["", "T08:00:00", "T16:30:00", "T16:30:01"])


def dossier(chance: random.Random, number: int, loads: int) -> Row:
    quiet = chance.random() < 0.5
    levels = [""] * 12 + ["full", "4", "partial", "3", "info", "none"]
    values = (
        f"D{number}",
        chance.choice([code for code in LEAVES if code not in REPORTING] + ["T1"]),
        chance.choice(PROCEDURES),
        moment(chance, 0, 55),
        chance.choice(["online", "2", "2", "counter", "1", "post", "3", ""]),
        chance.choice([*levels, "online"] if chance.random() < 0.3 else levels),
        chance.choice([*"1 2 3 4 5 6 7 8 9 10 finished returned finished".split(), ""]),
        "" if quiet else moment(chance, 56, 70),
        "" if chance.random() < 0.3 else moment(chance, 56, 70),
        "" if chance.random() < 0.5 else moment(chance, 56, 70),
        chance.choice(["electronic", "paper", "both", ""]),
        chance.choice(["1", "0", ""]),
        chance.choice(["1", "0", ""]),
        "1" if chance.random() < 0.05 else "",
        # Whether a row that says when is newer than one that does not is not told.
        chance.choice(["2025-09-01T08:00:00", f"2025-09-{loads + 2:02}T08:00:00"])
        if loads != 2
        else "",
    )
    return dict(zip(DOSSIER, values, strict=True))


def services(chance: random.Random) -> list[Row]:
    rows: dict[tuple[str, ...], Row] = {}
    for _ in range(14):
        where = chance.choice([("", ""), ("", "ward"), ("", "ward|commune"),
                               (chance.choice(list(LEAVES)), "")])  # fmt: skip
        start = chance.choice(["", day_of(JUNE, chance.randint(0, 50))])
        end = chance.choice(["", "", "", day_of(JUNE, chance.randint(50, 60))])
        level = chance.choice("full partial info none online full partial 4 3".split())
        row = {
            "procedure_code": chance.choice(PROCEDURES),
            "online_level": level,
            "unit_code": where[0],
            "unit_kind": where[1],
            "valid_from": start,
            "valid_to": end,
        }
        rows[row["procedure_code"], *where, start] = row
    # Two rows of one kind and one day would hang on their order within a file.
    return list(rows.values())


def counts(chance: random.Random) -> list[Row]:
    rows: dict[tuple[str, ...], Row] = {}
    for _ in range(12):
        unit = chance.choice(REPORTING)
        start = chance.randint(0, 40)
        length = chance.choice([6, 13, 20, 3])
        period = day_of(JUNE, start), day_of(JUNE, start + length)
        procedure = chance.choice(["", *PROCEDURES[:2]])
        at = f"2025-08-{len(rows) % 28 + 1:02}T08:00:00"
        received = chance.randint(20, 99)
        online, finished = chance.randint(10, 20), chance.randint(10, 20)
        values = {
            "received": received, "online": online, "post": chance.randint(0, 9),
            "full_online": chance.randint(0, 10), "finished": finished,
            "on_time": chance.randint(0, 10), "e_result": chance.randint(0, 10),
        }  # fmt: skip
        for measure, value in values.items():
            if chance.random() < 0.95:
                key = (unit, *period, measure, procedure)
                row = dict(zip(
                    ("unit_code", "period_start", "period_end", "measure",
                     "procedure_code"), key, strict=True,
                ))  # fmt: skip
                rows[key] = row | {"value": str(value), "reported_at": at}
    return list(rows.values())


def fill(office: Office, chance: random.Random) -> City:
    """Loads files in pieces; the naive city that took the same."""
    units = [{"code": c, "name": c, "kind": "big", "parent_code": p}
             for c, p in PARENTS.items()]  # fmt: skip
    kinds = {code: "ward" if n % 3 else "commune" for n, code in enumerate(LEAVES)}
    units += [{"code": c, "name": c, "kind": kinds[c], "parent_code": p}
              for c, p in LEAVES.items()]  # fmt: skip
    chance.shuffle(units)
    city = City(PARENTS | LEAVES, kinds | dict.fromkeys(PARENTS, "big"))
    office.take(text(units), text({"code": p, "name": p} for p in PROCEDURES))
    for number in range(4):
        rows = [dossier(chance, chance.randint(1, 250), number) for _ in range(120)]
        for dropped in chance.sample(["channel", "status", "due_at", "deleted"], 1):
            if number:
                rows = [{k: v for k, v in r.items() if k != dropped} for r in rows]
        offered, reported = services(chance), counts(chance)
        office.take(text(offered), text(rows), text(reported))
        city.take_services([normal(row) for row in offered])
        city.take_dossiers(rows)
        city.take_counts(reported)
    return city


def normal(row: Row) -> Row:
    words = {"4": "full", "3": "partial"}
    level = row["online_level"]
    return row | {"online_level": words.get(level, level)}


@pytest.mark.parametrize("seed", [1, 2])
def test_every_indicator_of_a_random_city(any_office: Office, seed: int) -> None:
    chance = random.Random(seed)
    city = fill(any_office, chance)
    for start, end in [(0, 60), (10, 40), (28, 45)]:
        first, last = day_of(JUNE, start), day_of(JUNE, end)
        asked = {"_from": first, "as_of": last}
        for indicator in TERMS:
            check(any_office, city, indicator, first, last)
        for indicator in ("online_procedures", "e2e_procedures"):
            table = any_office.ranking(indicator, **asked)
            for unit in city.parents:
                wanted = city.catalogue_reading(indicator, unit, last)
                assert read(table[unit]) == wanted, (indicator, unit, last)
        table = any_office.ranking("active_procedures", **asked)
        for unit in LEAVES:
            if any(city.received(unit, first, last)):
                wanted = city.active(unit, first, last)
                assert read(table[unit]) == wanted, (unit, first, last)


def read(row: dict[str, object]) -> object:
    if row["value"] is None:
        return None
    return row["numerator"], row["denominator"]


def check(office: Office, city: City, indicator: str, first: str, last: str) -> None:
    table = office.ranking(indicator, _from=first, as_of=last)
    wanted = {u: city.reading(indicator, u, first, last) for u in city.parents}
    found = {unit: read(table[unit]) for unit in city.parents}
    assert found == wanted, (indicator, first, last)
    shares = {u: Fraction(*a) for u, a in wanted.items() if a and u in LEAVES}
    ranks = {
        unit: 1 + sum(other > share for other in shares.values())
        for unit, share in shares.items()
    }
    assert {u: table[u]["rank"] for u in LEAVES if table[u]["rank"]} == ranks
