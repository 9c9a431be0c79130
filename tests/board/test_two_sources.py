"""Dossiers that two sources give, beside what each last said; a naive history tells
the same."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest
import yaml

from actions.undo import undo
from board import Board, given
from store.engine import open_database
from tests.ingest.door import take
from tests.make import BIRTH, COPY, GOOD, LATE, place

pytestmark = pytest.mark.usefixtures("clock")
HEAD = "Số,Đơn vị,Thủ tục,Ngày"
PERIOD = date(2025, 6, 1)


@pytest.fixture
def office(stocked):
    """A place whose portal and desk both hand in dossiers."""
    settings = stocked(place)
    (settings.var / "sources").mkdir()
    for name in ("portal", "desk"):
        described = {
            "title": name,
            "reader": "csv",
            "match": f"{name}*.csv",
            "kind": "dossiers",
            "columns": {
                "dossier_code": "Số",
                "unit_code": "Đơn vị",
                "procedure_code": "Thủ tục",
                "received_at": "Ngày",
                "updated_at": "Sửa",
            },
        }
        text = yaml.safe_dump(described, allow_unicode=True)
        (settings.var / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
    db = open_database(settings)
    yield db, settings
    db.close()


def send(office, name: str, *rows: tuple[str, ...], stamped: bool = False) -> int:
    db, settings = office
    head = f"{HEAD},Sửa" if stamped else HEAD
    lines = "\n".join(",".join(row) for row in rows)
    taken = take(db, settings, f"{name}.csv", f"{head}\n{lines}\n")
    assert taken.error is None, taken.error.text()
    assert taken.rejected == 0
    return taken.load_id


def told(office) -> list[tuple]:
    frame = Board(*office).data().reconciliation
    frame = frame[frame["why"] == "given"]
    columns = ["unit_code", "procedure_code", "reported", "counted", "result"]
    return [tuple(row) for row in frame[columns].values.tolist()]


def row(code: str, unit: str = GOOD, of: str = BIRTH, day: str = "2025-07-10"):
    return code, unit, of, day


def test_a_source_that_leaves_dossiers_out_is_told_from_one_that_repeats_them(office):
    send(office, "desk", *(row(f"d{n}") for n in range(10)))
    # The portal repeats eight of them word for word, and gives one that the desk lacks.
    send(office, "portal", *(row(f"d{n}") for n in range(8)), row("p1"))

    assert told(office) == [
        (GOOD, "", 10, 9, "beyond"),
        (GOOD, BIRTH, 10, 9, "beyond"),
    ]
    frame = Board(*office).data().reconciliation
    assert frame["between"].tolist() == ["desk (desk.csv) / portal (portal.csv)"] * 2
    assert frame["look"].tolist() == frame["between"].tolist()
    unit = Board(*office).unit(GOOD).reconciliation
    assert unit["difference"].tolist() == [1, 1]

    # Sent again, nothing new is said.
    send(office, "portal", *(row(f"d{n}") for n in range(10)), row("p1"))
    send(office, "desk1", row("p1"))
    assert told(office) == [(GOOD, "", 11, 11, "within")]


def test_a_dossier_that_both_give_is_counted_where_each_last_put_it(office):
    send(office, "desk", row("d1"), row("d2"))
    send(office, "portal", row("d1", of=COPY), row("d2"))

    assert told(office) == [
        (GOOD, "", 2, 2, "within"),
        (GOOD, BIRTH, 2, 1, "beyond"),
        (GOOD, COPY, 0, 1, "beyond"),
    ]
    # The desk follows: its own earlier word no longer stands.
    send(office, "desk1", row("d1", of=COPY))
    assert told(office) == [(GOOD, "", 2, 2, "within")]


def test_of_one_source_the_newest_stamp_stands_and_not_the_later_file(office):
    stamp = "2025-07-20T08:00:00", "2025-07-19T08:00:00"
    send(office, "portal", row("d1"))
    send(office, "desk", (*row("d1", of=COPY), stamp[0]), stamped=True)
    send(office, "desk1", (*row("d1"), stamp[1]), stamped=True)

    assert (GOOD, COPY, 1, 0, "beyond") in told(office)


def test_after_an_undo_what_may_have_been_repeated_meanwhile_is_not_told(office):
    send(office, "desk", row("d1"), row("d2"))
    gone = send(office, "portal", row("d1"), row("p1"))
    again = send(office, "portal1", row("d1"), row("p2"))
    undo(*office, gone, "operator", "a wrong file")
    # The second file said d1 again, which was known already and is not kept twice.
    assert told(office) == [(GOOD, "", None, None, "untold")]

    undo(*office, again, "operator", "a wrong file")
    assert told(office) == []


def test_more_than_a_reader_can_wait_for_is_not_told(office, monkeypatch):
    send(office, "desk", row("d1"), row("d2"))
    send(office, "portal", row("d1"))
    monkeypatch.setattr(given, "MOST", 2)

    assert told(office) == [(GOOD, "", None, None, "untold")]


def test_rows_from_before_repeats_were_kept_are_said_to_be_unknown(office):
    db = office[0]
    send(office, "desk", row("d1"), row("d2"))
    send(office, "portal", row("d1"), row("p1"))
    with db.write() as connection:
        connection.exec_driver_sql("UPDATE repeated SET version_id = 0")

    assert told(office) == [(GOOD, "", None, None, "untold")]


def test_a_naive_history_tells_the_same(office):
    chance, said = Random(1), {"desk": {}, "portal": {}}
    for number in range(9):
        source = chance.choice(["desk", "portal"])
        rows = {
            f"d{chance.randrange(12)}": (
                chance.choice([GOOD, GOOD, LATE]),
                chance.choice([BIRTH, COPY]),
                (PERIOD + timedelta(chance.choice([0, 3, 40]))).isoformat(),
            )
            for _ in range(chance.randrange(1, 8))
        }
        if said["desk"] and chance.random() < 0.5:
            # A full copy of what the other said, as a synchronised system sends it.
            other = "portal" if source == "desk" else "desk"
            rows |= said[other]
        said[source] |= rows
        lines = [(code, *rest) for code, rest in rows.items()]
        send(office, f"{source}{number}", *lines)

    found = Board(*office).data().reconciliation
    found = found[found["why"] == "given"]
    columns = ["unit_code", "procedure_code", "period_start", "reported", "counted"]
    assert {tuple(r) for r in found[columns].values.tolist()} == naive(said)


def naive(said) -> set[tuple]:
    """Day by day and dossier by dossier."""
    lines = set()
    for unit in (GOOD, LATE):
        days = {
            name: [date.fromisoformat(d) for u, _p, d in rows.values() if u == unit]
            for name, rows in said.items()
        }
        if not all(days.values()):
            continue
        day, last = max(map(min, days.values())), min(map(max, days.values()))
        months: dict[tuple[int, int], list[date]] = {}
        while day <= last:
            months.setdefault((day.year, day.month), []).append(day)
            day += timedelta(1)
        for inside in months.values():
            lines.add((unit, "", inside[0], *counted(said, unit, inside)))
        every = [day for inside in months.values() for day in inside]
        for of in (BIRTH, COPY):
            pair = counted(said, unit, every, of)
            if pair[0] != pair[1]:
                lines.add((unit, of, every[0], *pair))
    return lines


def counted(said, unit: str, days: list[date], of: str = "") -> tuple[int, ...]:
    return tuple(
        sum(
            u == unit and p in (of or p) and date.fromisoformat(d) in days
            for u, p, d in said[name].values()
        )
        for name in ("desk", "portal")
    )
