"""Where the numbers come from, and what is not added."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update

from board import Board
from ingest.undo import undo_load
from store.schema import load as loads
from tests.make import (
    CITY,
    EMPTY,
    GOOD,
    LATE,
    cast,
    dossier,
    dossiers,
    load,
    place,
    reported,
    unit,
)


def why(board):
    frame = board.data().reconciliation
    columns = ["unit_code", "measure", "reported", "counted", "difference", "why"]
    return frame[columns].values.tolist()


def test_a_report_set_aside_stands_beside_the_dossiers(db, settings):
    rows = dossiers(GOOD, "2025-07-10", 9, of=10)
    load(db, settings, *place(), *rows, reported("received", 12))

    assert why(Board(db, settings)) == [[GOOD, "received", 12, 10, 2, "set_aside"]]


def test_a_report_of_one_procedure_is_compared_with_that_procedure(db, settings):
    rows = dossiers(GOOD, "2025-07-10", 9, of=10)
    report = reported("received", 3, procedure_code="1.013225")
    load(db, settings, *place(), *rows, report)

    assert why(Board(db, settings)) == [[GOOD, "received", 3, 0, 3, "set_aside"]]


def test_weeks_within_a_longer_report_only_reconcile(db, settings):
    week = {"period_end": "2025-07-07"}
    rows = [
        reported("received", 100),
        reported("online", 60),
        reported("received", 30, **week),
        reported("online", 20, **week),
    ]
    load(db, settings, *place(), *rows)

    assert why(Board(db, settings)) == [
        [GOOD, "received", 30, None, None, "overlaps"],
        [GOOD, "online", 20, None, None, "overlaps"],
    ]


def test_a_parents_own_report_stands_beside_its_children(db, settings):
    rows = [
        *dossiers(GOOD, "2025-07-10", 9, of=10),
        reported("received", 7, unit_code=LATE),
        reported("received", 20, unit_code=CITY),
    ]
    load(db, settings, *place(), *rows)

    assert why(Board(db, settings)) == [[CITY, "received", 20, 17, 3, "parent"]]


def test_published_parts_that_do_not_add_up_are_told(db, settings):
    # Report of Hanoi's communes and wards, 1 July to 23 September 2025.
    communes = unit("01-xp", name="Cấp xã, Hà Nội", kind="group", parent_code="")
    figures = {"received": 531269, "online": 317199, "counter": 212790, "post": 1278}
    period = {"unit_code": "01-xp", "period_end": "2025-09-23"}
    load(
        db, settings, communes, *(reported(k, v, **period) for k, v in figures.items())
    )

    board = Board(db, settings)
    assert why(board) == [["01-xp", "received", 531269, 531267, 2, "parts"]]
    # Nobody tolerates it, and whoever sent it must look; until an office says more.
    [(*_, sender)] = judged(board)
    assert judged(board) == [(0.0, "beyond", "source", sender)]
    assert sender.startswith("counts")
    (settings.var / "reconciliation.yaml").write_text(
        "parts: {dossiers: 2, owner: The office}", encoding="utf-8"
    )
    assert judged(board) == [(2.0, "within", "The office", "")]
    assert judged(board) == told(board.unit("01-xp").reconciliation)


def judged(board):
    return told(board.data().reconciliation)


def told(frame):
    columns = frame[["tolerance", "result", "owner", "look"]]
    return [tuple(row) for row in columns.values.tolist()]


def test_what_another_source_said_stands_beside_what_counts(db, settings):
    load(db, settings, *place(), reported("received", 12))
    with db.write() as connection:
        connection.execute(update(loads).values(source="portal"))
    later = {"reported_at": "2025-08-01T00:00:00"}
    load(db, settings, reported("received", 10, **later))
    load(db, settings, reported("received", 9, **later | {"reported_at": "2025-09-01"}))

    board = Board(db, settings)
    assert why(board) == [[GOOD, "received", 9, 12, -3, "sources"]]
    known = board.data().loads
    undo_load(db, int(known[known["source"] == "portal"]["load_id"].max()))
    assert why(board) == []


def test_sources_tell_how_old_they_are(cast_board, clock):
    sources = cast_board.data().sources.set_index("kind")

    assert sources["last_day"]["dossiers"] == date(2025, 7, 18)
    assert sources["stale_days"]["dossiers"] == 6
    assert sources["stale_days"]["units"] is None


def test_rejected_rows_of_one_load_can_be_asked_for(db, settings):
    load(db, settings, *cast(), dossier(channel="pigeon"))
    load(db, settings, dossier(channel="owl"))
    board = Board(db, settings)
    newest = int(board.data().loads["load_id"].max())

    assert len(board.data().rejected) == 2
    rejected = board.data(newest).rejected
    assert rejected[["reason", "message"]].values.tolist() == [
        ["unknown_word", "channel"]
    ]
    assert board.data().reasons[["reason", "rows"]].values.tolist() == [
        ["unknown_word", 2]
    ]


def test_an_empty_database_has_empty_frames(board):
    data = board.data()

    assert data.loads.empty
    assert data.reconciliation.empty
    assert data.jobs.empty


def test_unused_units_have_no_lines(cast_board):
    assert EMPTY not in cast_board.data().reconciliation["unit_code"].tolist()


def test_a_long_report_stands_beside_the_shorter_ones_that_cover_its_days(db, settings):
    halves = {"period_end": "2025-07-10"}, {"period_start": "2025-07-11"}
    both = [
        reported(measure, value, **halves[half], procedure_code=code)
        for measure, half, value, code in (
            ("received", 0, 60, ""),
            ("received", 1, 37, ""),
            # Of the city's own list of fees only the first half came.
            ("fee_due", 0, 9, ""),
            ("received", 0, 5, "1.001193"),
            ("received", 1, 5, "1.001193"),
        )
    ]
    whole = [
        reported("received", 100),
        reported("fee_due", 12),
        reported("received", 12, procedure_code="1.001193"),
    ]
    load(db, settings, *place(), *whole, *both)

    board = Board(db, settings)
    found = board.data().reconciliation
    found = found[found["why"] == "inside"]
    columns = ["procedure_code", "measure", "reported", "counted", "difference"]
    assert found[columns].values.tolist() == [
        ["", "received", 100, 97, 3],
        ["1.001193", "received", 12, 10, 2],
    ]
    assert found["result"].tolist() == ["beyond", "beyond"]
    assert found["owner"].tolist() == ["source", "source"]
    (settings.var / "reconciliation.yaml").write_text("inside: {percent: 3}")
    found = board.data().reconciliation
    found = found[found["why"] == "inside"]
    assert found["result"].tolist() == ["within", "beyond"]
