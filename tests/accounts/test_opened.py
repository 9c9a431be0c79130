"""That a Chair opened the page of their own unit is kept once a week."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from accounts import opened as noting
from accounts.current import let_in
from accounts.opened import opened
from core.account import NOBODY, Account
from core.errors import OutageError
from store.schema import page_opened
from tests.make import GOOD, LATE

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
