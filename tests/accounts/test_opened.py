"""That a Chair opened the page of their own unit is kept once a week."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import keeping
from accounts import opened as noting
from accounts.current import let_in
from accounts.opened import opened
from board import Board
from core.account import NOBODY, Account
from core.errors import OutageError
from reports.usage import file
from store import usage
from store.schema import page_opened
from tests.accounts.people import person
from tests.make import GOOD, LATE, load, place, term

CHAIR = Account(7, "chair", "chair", units=frozenset({GOOD}))


def rows(db):
    with db.jobs_read() as connection:
        return [tuple(row) for row in connection.execute(select(page_opened))]


@pytest.fixture
def look(office):
    web = Flask(__name__)

    def at(unit, account=CHAIR):
        with web.test_request_context():
            let_in(account)
            opened(office, unit)
        return rows(office)

    return at


def test_one_row_a_week_by_the_local_monday(look, office, clock, monkeypatch):
    # Sunday 23:59 and Monday 00:00 in Hanoi, both on Sunday in UTC.
    for moment in (datetime(2025, 7, 20, 16, 59, tzinfo=UTC),) * 2:
        clock.move_to(moment)
        assert look(GOOD) == [(7, GOOD, date(2025, 7, 14))]
    clock.move_to(datetime(2025, 7, 20, 17, 0, tzinfo=UTC))
    assert len(look(GOOD)) == 2
    assert look(GOOD)[-1] == (7, GOOD, date(2025, 7, 21))
    # Neither another unit's page, nor anybody else, nor a command leaves a row.
    look(LATE)
    look(GOOD, NOBODY)
    look(GOOD, Account(8, "leader", "leader"))
    opened(office, GOOD)
    assert len(rows(office)) == 2

    def away(*_):
        raise OutageError("away")

    monkeypatch.setattr(noting.usage, "add", away)
    clock.move_to(datetime(2026, 12, 1, 10, 0, tzinfo=UTC))
    assert len(look(GOOD)) == 2, "the page is shown all the same"
    monkeypatch.undo()
    assert look(GOOD) == [(7, GOOD, date(2026, 11, 30))], "old weeks are forgotten"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_weeks_are_taken_away_as_far_as_they_are_kept(db, settings, clock):
    load(
        db, settings, *place(), *(term(code, f"Chair {code}") for code in (GOOD, LATE))
    )
    for code, made in ((GOOD, "2025-07-01"), (LATE, "2025-07-21")):
        at = f"{made}T10:00:00Z"
        person(db, "chair", f"c-{code}", person=f"Chair {code}", created_at=at)
    number = keeping.find(db, f"c-{GOOD}").id
    with db.jobs_write() as connection:
        # Of the week before last nothing is kept: nobody is told to have opened none.
        for week in (date(2025, 7, 14), date(2025, 6, 30)):
            usage.add(connection, number, GOOD, week)
    _name, content = file(Board(db, settings), "csv")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [(row["week"], row["unit_code"], row["state"]) for row in rows] == [
        ("2025-07-21", GOOD, "not"),
        ("2025-07-21", LATE, "not"),
        ("2025-07-14", GOOD, "opened"),
        # Its account was made a week later.
        ("2025-07-14", LATE, "none"),
        ("2025-06-30", GOOD, "opened"),
        ("2025-06-30", LATE, "none"),
    ]
    assert [row["until"] for row in rows[1:3]] == ["2025-07-24", "2025-07-20"]
