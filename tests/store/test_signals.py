"""Each signal's dossiers are those that a plain reading of its definition finds."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from random import Random

import pandas as pd
import pytest
from sqlalchemy import event

from core.settings import Settings
from metrics.measures import RECEIVED
from metrics.windows import Window
from store import signal_rows, signals
from store.engine import open_database
from tests.store import rows

JULY = Window(date(2025, 7, 1), date(2025, 7, 31))
LIMITS = {
    "one_reference": {"in_a_day": Fraction(3)},
    "reentered": {"minutes": Fraction(30)},
    "submitted_after": {"minutes": Fraction(5)},
    "resubmitted": {"days": Fraction(2)},
    "too_fast": {"seconds": Fraction(120)},
    "same_second": {"batch": Fraction(3)},
}
PLAIN = {"channel": "online", "status": "received"} | dict.fromkeys(
    "submitted_at finished_at submitter_ref replaces_code updated_at deleted".split(),
    "",
)
START = datetime(2025, 7, 10, 1, 0)


def at(seconds: int) -> str:
    return (START + timedelta(seconds=seconds)).isoformat() + "Z"


def timed(code: str, seconds: int = 0, **values: object) -> dict:
    """A dossier received so many seconds after 8:00 in Hanoi on 10 July."""
    day = (START + timedelta(hours=7, seconds=seconds)).date().isoformat()
    row = rows.dossier(code, day) | {"received_at": at(seconds), **PLAIN}
    return row | values


def found(db, window: Window = JULY, units=None) -> dict[str, set[str]]:
    """Signal -> codes of the dossiers it points at."""
    with db.read() as connection:
        table, _totals = signals.find(connection, window, LIMITS, units)
        names = signal_rows.evidence(connection, table["id"]).set_index("id")
    codes: dict[str, set[str]] = {}
    for row in table.itertuples():
        codes.setdefault(row.signal, set()).add(names.loc[row.id, "dossier_code"])
    return codes


def seconds(moment: str) -> int | None:
    if len(moment) != 20:
        return None
    return int((datetime.fromisoformat(moment[:-1]) - START).total_seconds())


def place(one: dict) -> tuple:
    """The order of receipt: of one second those of the counter first."""
    counter = one["channel"] in ("counter", "")
    came = seconds(one["received_at"]) or 0
    return one["day"], came, not counter, one["dossier_code"]


class Naive:
    """The definitions of metrics/signals.py, read one dossier after the other."""

    def __init__(self, dossiers: list[dict]) -> None:
        self.all = [d for d in dossiers if RECEIVED.when.holds(d)]
        self.all = [d for d in self.all if not d.get("deleted")]

    def same(self, one: dict, *names: str) -> list[dict]:
        return [d for d in self.all if all(d[n] == one[n] for n in names)]

    def one_reference(self, d: dict) -> bool:
        if d["channel"] != "online" or not d["submitter_ref"]:
            return False
        same = self.same(d, "unit_code", "submitter_ref", "day", "channel")
        return len(same) >= 3

    def reentered(self, d: dict) -> bool:
        s = seconds(d["received_at"])
        if d["channel"] != "online" or not d["submitter_ref"] or s is None:
            return False
        return any(
            other["channel"] in ("counter", "")
            and (o := seconds(other["received_at"])) is not None
            and 0 <= s - o <= 30 * 60
            for other in self.same(d, "unit_code", "procedure_code", "submitter_ref")
        )

    def submitted_after(self, d: dict) -> bool:
        s, sent = seconds(d["received_at"]), seconds(d["submitted_at"])
        if d["channel"] != "online" or s is None or sent is None:
            return False
        return sent - s > 5 * 60

    def resubmitted(self, d: dict) -> bool:
        return self.follows(d) or self.replaces(d)

    def follows(self, d: dict) -> bool:
        s = seconds(d["received_at"])
        if not d["submitter_ref"] or s is None:
            return False
        before = [
            o
            for other in self.same(d, "unit_code", "procedure_code", "submitter_ref")
            if other["status"] == "withdrawn"
            and (o := seconds(other["received_at"])) is not None
            and place(other) < place(d)
        ]
        return bool(before) and s - max(before) <= 2 * 86_400

    def replaces(self, d: dict) -> bool:
        return any(
            other["dossier_code"] == d["replaces_code"] and place(other) < place(d)
            for other in self.same(d, "unit_code")
        )

    def counter_visit(self, d: dict) -> bool:
        if d["channel"] != "online" or d["service_level"] != "full":
            return False
        return bool(
            d["supplement_requests"]
            or d["result_form"] == "paper"
            or d["submitted_by"] in ("officer", "kiosk")
        )

    def too_fast(self, d: dict) -> bool:
        s, end = seconds(d["received_at"]), seconds(d["finished_at"])
        sent = seconds(d["submitted_at"])
        if d["status"] not in ("finished", "returned") or s is None or end is None:
            return False
        return end - s <= 120 or (sent is not None and end < sent)

    def same_second(self, d: dict) -> bool:
        if d["status"] not in ("finished", "returned"):
            return False
        if seconds(d["finished_at"]) is None:
            return False
        same = self.same(d, "unit_code", "finished_at")
        return sum(o["status"] in ("finished", "returned") for o in same) >= 3

    def answer(self) -> dict[str, set[str]]:
        names = [*LIMITS, "counter_visit"]
        told = {
            name: {d["dossier_code"] for d in self.all if getattr(self, name)(d)}
            for name in names
        }
        return {name: codes for name, codes in told.items() if codes}


def wild(random: Random, number: int) -> dict:
    """A dossier on a coarse grid, so that ties, borders and twins are common."""
    step = random.choice([0, 60, 120, 121, 300, 301, 1800, 1801, 86_400, 172_800])
    came = random.randrange(0, 3) * 1800 + step
    row = timed(f"d{number:03d}", came)
    if random.random() < 0.1:
        row["received_at"] = row["day"].isoformat()
    end = random.choice([0, 60, 120, 121, 600, 3600, 7200])
    return row | {
        "unit_code": random.choice("ab"),
        "procedure_code": random.choice("pq"),
        "channel": random.choice(["online", "online", "counter", "post", ""]),
        "service_level": random.choice(["full", "partial"]),
        "status": random.choice(["received", "withdrawn", "finished", "refused"]),
        "submitter_ref": random.choice(["", "r1", "r2", "r3"]),
        "submitted_at": random.choice(["", at(came + 300), at(came + 301), at(came)]),
        "finished_at": random.choice(["", "2025-07-12", at(came + end), at(9000)]),
        "replaces_code": random.choice(["", "", f"d{random.randrange(60):03d}"]),
        "supplement_requests": random.choice([None, 0, 1]),
        "result_form": random.choice(["", "paper", "electronic", "both"]),
        "submitted_by": random.choice(["", "citizen", "officer", "kiosk", "proxy"]),
        "deleted": random.choice(["", "", "", "1"]),
    }


def test_all_signals_find_what_a_plain_reading_finds(db):
    random = Random(3)
    made = [wild(random, number) for number in range(220)]
    rows.place(db)
    rows.dossiers(db, *made)

    naive = Naive(made)
    told = naive.answer()
    assert set(told) == {*LIMITS, "counter_visit"}
    assert found(db) == told
    only_a = {d["dossier_code"] for d in made if d["unit_code"] == "a"}
    assert found(db, units=["a"]) == {
        name: here for name, codes in told.items() if (here := codes & only_a)
    }


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_each_threshold_is_reached_at_its_number_and_not_one_second_before(db):
    ref = {"submitter_ref": "r"}
    rows.place(db)
    rows.dossiers(
        db,
        timed("counter", 0, channel="counter", **ref),
        timed("at 30 minutes", 1800, **ref),
        timed("a second more", 1801, **ref),
    )
    assert found(db)["reentered"] == {"at 30 minutes"}

    done = {"status": "finished"}
    rows.dossiers(
        db,
        timed("sent at 5 minutes", submitted_at=at(300)),
        timed("sent later", submitted_at=at(301)),
        timed("done at 2 minutes", finished_at=at(120), **done),
        timed("done later", finished_at=at(121), **done),
        timed("before its form", 0, finished_at=at(500), submitted_at=at(501), **done),
    )
    told = found(db)
    assert told["submitted_after"] == {"sent later", "before its form"}
    assert told["too_fast"] == {"done at 2 minutes", "before its form"}


def test_two_that_replace_each_other_stay_one_case(db):
    rows.place(db)
    rows.dossiers(
        db,
        timed("first", 0, replaces_code="second"),
        timed("second", 60, replaces_code="first"),
        timed("third", 120, replaces_code="second"),
        timed("other unit", 180, replaces_code="third", unit_code="b"),
    )

    assert found(db) == {"resubmitted": {"second", "third"}}


def test_what_was_deleted_or_moved_after_it_counted_is_taken_out_once(db):
    rows.place(db)
    rows.dossiers(db, *(timed(code) for code in ("x", "y", "z", "w")))
    rows.dossiers(
        db,
        timed("x", unit_code="b"),
        timed("y", deleted="1"),
        timed("z", channel="counter"),
    )
    with db.read() as connection:
        table, totals = signals.find(connection, JULY, LIMITS)
        names = signal_rows.evidence(connection, table["id"]).set_index("id")

    gone = {
        (names.loc[row.id, "dossier_code"], row.unit_code, row.knot)
        for row in table.itertuples()
    }
    assert set(table["signal"]) == {"taken_out"}
    assert gone == {("x", "a", "b"), ("y", "a", "")}
    assert totals.set_index("unit_code")["received"].to_dict() == {"a": 2, "b": 1}


def test_sqlite_asks_what_was_taken_out_without_reading_all_dossiers(tmp_path):
    db = open_database(Settings(_env_file=None, var=tmp_path))
    plan = []

    def explain(connection, cursor, statement, values, context, many) -> None:
        asked = cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)
        plan.extend(str(step[3]) for step in asked)

    event.listen(db.engine, "before_cursor_execute", explain)
    with db.read() as connection:
        signal_rows.taken_out(connection, JULY, ["a"])
    db.close()

    assert "USING INDEX ix_dossier_replaced (unit_code=?" in " ".join(plan)
    assert not any(step.startswith("SCAN") for step in plan)


def test_an_older_version_that_came_late_never_counted(db):
    rows.place(db)
    rows.dossiers(db, timed("x", updated_at=at(100), deleted="1"))
    rows.dossiers(db, timed("x", updated_at=at(50)))

    assert found(db) == {}


def test_hours_before_a_deadline_are_held_against_the_same_hours_of_days_before(db):
    end = int((datetime(2025, 7, 11, 17) - datetime(1970, 1, 1)).total_seconds())
    day, hour = 86_400, 3600
    last = seconds("2025-07-11T17:00:00Z")
    rows.place(db)
    rows.dossiers(
        db,
        timed("last second", last - 1),
        timed("first second", last - 2 * hour),
        timed("too early", last - 2 * hour - 1),
        timed("too late", last),
        timed("day before", last - day - 1, channel="counter"),
        timed("two days before", last - 2 * day - 1),
        timed("no time") | {"received_at": "2025-07-10"},
    )
    with db.read() as connection:
        span = signal_rows.Before(end, 2, 1, JULY)
        frame = signal_rows.before_deadline(connection, span)
        late = signal_rows.in_last_hours(connection, span)

    found = frame.set_index("span")[["received", "online"]].to_dict("index")
    assert found == {
        0: {"received": 2, "online": 2},
        1: {"received": 1, "online": 0},
        -1: {"received": 1, "online": 1},
    }
    assert len(late) == 2


def test_what_could_be_looked_at_is_counted_by_unit(db):
    rows.place(db)
    rows.dossiers(
        db,
        timed("a", submitter_ref="r", submitted_at=at(0), supplement_requests=None),
        timed("b", submitter_ref="", submitted_at="", supplement_requests=0),
        timed("c", channel="", submitter_ref="r", submitted_at=""),
    )
    with db.read() as connection:
        _found, totals = signals.find(connection, JULY, LIMITS)

    (row,) = totals.to_dict("records")
    known = {name: row[name] for name in ("online", "online_ref", "online_timed")}
    assert known == {"online": 2, "online_ref": 1, "online_timed": 1}
    assert (row["counter"], row["counter_ref"], row["received_ref"]) == (1, 1, 2)
    assert isinstance(totals, pd.DataFrame)
