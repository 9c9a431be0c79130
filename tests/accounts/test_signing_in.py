"""Signing in: nobody is told whether a name is one, and guessing comes to an end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from accounts import keeping, passwords, sessions
from accounts.attempts import (
    MOST_OF_ADDRESS,
    MOST_OF_NAME,
    RefusedError,
    RestingError,
)
from accounts.signing_in import sign_in
from core.clock import moment_now
from core.errors import UsageError
from store import sessions as kept
from store.engine import open_database
from store.schema import account, account_session, sign_in_attempt
from tests.accounts.people import PASSWORD, person

HERE = "192.0.2.7"


def refused(db, name, password="not this one, not"):
    with pytest.raises(RefusedError) as told:
        sign_in(db, name, password, HERE)
    return told.value.text()


def failed(db, names, address="198.51.100.1"):
    """Attempts that failed a moment ago."""
    with db.jobs_write() as connection:
        for name in names:
            moment, key = moment_now(), sessions.digest(name.casefold())
            kept.try_name(connection, moment, key, address)


def test_the_right_password_begins_a_session_and_neither_is_kept(office, clock):
    person(office, "analyst", "Lê Thị An")
    token = sign_in(office, " LÊ THỊ AN", PASSWORD, HERE).token

    found = sessions.account_of(office, token)
    assert (found.name, found.role) == ("Lê Thị An", "analyst")
    with office.read() as connection, office.jobs_read() as jobs:
        written = str(connection.execute(select(account)).all())
        written += str(jobs.execute(select(account_session)).all())
    assert "$argon2id$" in written
    assert token not in written
    assert PASSWORD not in written


def test_a_name_that_is_none_is_refused_in_the_same_words(office, clock, monkeypatch):
    asked, fits = [], passwords.fits
    monkeypatch.setattr(passwords, "fits", lambda p, k: asked.append(k) or fits(p, k))
    name = person(office, "viewer", "Bình")
    wrong, unknown = refused(office, name), refused(office, "Nobody Here")
    keeping.lock(office, name)

    assert wrong == unknown == refused(office, name, PASSWORD)
    assert wrong == refused(office, "\x00", "\x00")
    # A password is looked at each time, so that all take as long.
    assert [bool(k) for k in asked] == [True, False, True, False]


def test_a_name_rests_after_failures_and_a_restart_does_not_forget(office, clock):
    known = person(office, "viewer", "Chi")
    again = open_database(office.settings)
    for name in (known, "None Such"):
        failed(office, [name] * (MOST_OF_NAME - 1))
        refused(office, name)
        with pytest.raises(RestingError):
            sign_in(again, name, PASSWORD, "203.0.113.9")
    again.close()
    with office.jobs_read() as connection:
        assert "None" not in str(
            connection.execute(select(sign_in_attempt.c.name)).all()
        )

    keeping.unlock(office, known)
    assert sign_in(office, known, PASSWORD, HERE)
    failed(office, [known] * MOST_OF_NAME)
    clock.shift(timedelta(minutes=16))
    assert sign_in(office, known, PASSWORD, HERE)


def test_an_address_rests_whatever_names_it_tries(office, clock):
    name = person(office, "viewer", "Dung")
    names = [f"name {number}" for number in range(MOST_OF_ADDRESS)]
    failed(office, names, "2001:db8:1:2::/64")
    with pytest.raises(RestingError):
        sign_in(office, name, PASSWORD, "2001:db8:1:2::99")
    assert sign_in(office, name, PASSWORD, "2001:db8:1:3::99")


def test_what_is_no_account_is_refused(office):
    person(office, "viewer", "Taken")
    before = keeping.listed(office)
    wrong = [
        ({"name": ""}, "1 to 80"),
        ({"name": "Operator"}, "kept for"),
        ({"name": "a\nb"}, "printable"),
        ({"name": "TAKEN"}, "already"),
        ({"role": "king"}, "no role"),
        ({"role": "chair"}, "--person"),
        ({"role": "delegate", "person": "x"}, "--until"),
        ({"mail": "no mail"}, "no mail address"),
        ({"language": "fr"}, "no language"),
        ({"password": "too short"}, "12 to 200"),
        ({"name": "a name of twelve", "password": "A Name of Twelve"}, "is the name"),
    ]
    for values, words in wrong:
        about = {"name": "x", "role": "viewer", "password": PASSWORD, **values}
        with pytest.raises(UsageError, match=words):
            keeping.create(office, about.pop("name"), about.pop("role"), **about)
    assert keeping.listed(office) == before
