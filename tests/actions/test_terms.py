"""A term that a person enters is taken as a file is: seen first, told, undone."""

from __future__ import annotations

import fcntl
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from actions import terms
from actions.undo import undo
from core.errors import UsageError
from ingest.alone import one_load_at_a_time
from metrics.handing import HAND_OVER, Entry, applied, from_row
from store import facts
from store.engine import open_database, write_setting
from store.schema import audit, load
from tests.make import GOOD, cast

ENTRY = Entry(
    HAND_OVER, GOOD, "Trần Thị Mới", date(2025, 8, 1), date(2025, 7, 31), "12/QĐ-UBND"
)


@pytest.fixture
def office(stocked):
    settings = stocked(cast)
    db = open_database(settings)
    yield db, settings
    db.close()


def known(db):
    with db.read() as connection:
        return set(facts.read_terms(connection))


def told(db):
    with db.read() as connection:
        return [row.about for row in connection.execute(select(audit))]


def test_what_is_confirmed_is_what_was_seen_and_an_undo_takes_it_back(office):
    db, settings = office
    before = known(db)
    with db.write() as connection:
        write_setting(connection, "demo", "yes")

    number = terms.enter(db, ENTRY)
    seen = terms.preview(db, settings, number)
    assert known(db) == before
    taken = terms.confirm(db, settings, number)

    rows = [from_row(row) for row in seen.kept.rows]
    assert known(db) == set(applied(tuple(before), rows))
    with db.read() as connection:
        row = connection.execute(select(load).where(load.c.id == taken)).one()
    assert (row.source, row.kind) == ("entered by operator", "office_terms")
    assert told(db)[-1] == f"1: hand_over {GOOD}, decision 12/QĐ-UBND, load {taken}"
    with pytest.raises(UsageError):
        terms.confirm(db, settings, number)
    undo(db, settings, taken, "operator", "")
    assert known(db) == before
    again = terms.enter(db, ENTRY)
    terms.confirm(db, settings, again)
    assert len(known(db)) == len(before) + 1


def test_two_must_agree_where_the_office_says_so(office):
    db, settings = office
    two = settings.model_copy(update={"terms_two": "yes"})
    number = terms.enter(db, ENTRY)

    assert terms.preview(db, two, number).other
    with pytest.raises(UsageError):
        terms.confirm(db, two, number)


def test_terms_that_changed_since_are_entered_again(office):
    db, settings = office
    other = replace(ENTRY, person="Lê Văn Khác")
    first, second = terms.enter(db, ENTRY), terms.enter(db, other)
    terms.confirm(db, settings, first)

    assert terms.preview(db, settings, second).changed_since
    with pytest.raises(UsageError):
        terms.confirm(db, settings, second)
    terms.discard(db, second)
    assert [one.state for one in terms.newest(db)] == ["discarded", "confirmed"]


def test_an_unknown_unit_is_refused_and_a_load_that_goes_on_is_not_waited_for(office):
    db, settings = office
    with pytest.raises(UsageError):
        terms.enter(db, replace(ENTRY, unit_code="99999"))
    number = terms.enter(db, ENTRY)
    # A lock of another open file is as one of another process.
    with (settings.var / "load.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(UsageError):
            terms.confirm(db, settings, number)
    with one_load_at_a_time(db):
        terms.confirm(db, settings, number)
