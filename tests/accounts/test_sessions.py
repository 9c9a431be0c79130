"""A session ends: unused, after a day's work, at sign-out, with the account."""

from datetime import date, timedelta

import pytest

from accounts import keeping, sessions
from store import accounts as kept
from store.engine import open_database
from tests.accounts.people import PASSWORD, person, session
from tests.make import CHANGED, GOOD, load, place, term


def test_it_ends_when_it_is_not_used(office, clock):
    token = session(office, person(office, "viewer", "idle"))
    clock.shift(timedelta(minutes=59))
    assert sessions.account_of(office, token)
    clock.shift(timedelta(minutes=59))
    assert sessions.account_of(office, token)
    clock.shift(timedelta(minutes=61))
    assert sessions.account_of(office, token) is None


def test_it_ends_after_a_day_of_work_however_much_it_is_used(office, clock):
    token = session(office, person(office, "viewer", "busy"))
    for _ in range(24):
        clock.shift(timedelta(minutes=30))
        assert sessions.account_of(office, token)
    clock.shift(timedelta(minutes=1))
    assert sessions.account_of(office, token) is None


def test_it_ends_with_sign_out_and_with_whatever_changes_the_account(office, clock):
    name = person(office, "viewer", "changed")
    token, other = session(office, name), session(office, name)
    sessions.end(office, token, name)
    assert sessions.account_of(office, token) is None
    assert sessions.account_of(office, other)

    keeping.set_password(office, name, f"{PASSWORD} more")
    assert sessions.account_of(office, other) is None

    token = session(office, name)
    keeping.lock(office, name)
    keeping.unlock(office, name)
    assert sessions.account_of(office, token) is None

    # Another database was restored: its account of that number is somebody else.
    token = session(office, name)
    with office.write() as connection:
        kept.change(connection, keeping.find(office, name).id, name="somebody else")
    assert sessions.account_of(office, token) is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_it_ends_after_the_last_day_of_the_account(new_database, clock):
    db = open_database(new_database(session_hours=48, session_idle_minutes=2000))
    token = session(db, person(db, "viewer", until=date(2025, 7, 24)))
    clock.move_to("2025-07-24T16:59:00+00:00")
    assert sessions.account_of(db, token)
    clock.move_to("2025-07-24T17:00:00+00:00")
    assert sessions.account_of(db, token) is None
    db.close()


def test_a_token_that_is_none_lets_nobody_in(office):
    for token in ("", "x", "' OR 1=1 --", "\x00", "é" * 500):
        assert sessions.account_of(office, token) is None


def test_a_chair_has_the_units_of_their_terms_of_today(office, clock):
    an = "Trần An"
    load(
        office,
        office.settings,
        *place(),
        term(GOOD, an, ends_on="2025-07-24"),
        term(CHANGED, an, starts_on="2025-07-25", acting=1),
        term(CHANGED, "Somebody Else", ends_on="2025-07-24"),
    )
    token = session(office, person(office, "chair", person=an))
    assert sessions.account_of(office, token).units == {GOOD}

    clock.move_to("2025-07-24T17:00:00+00:00")
    token = session(office, "chair")
    assert sessions.account_of(office, token).units == {CHANGED}
