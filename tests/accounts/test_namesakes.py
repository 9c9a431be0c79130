"""Two people in office of one name: each account is for the units it names, and neither
sees, is told or is delegated anything of the other's."""

from datetime import date

import pytest
from flask import Flask

from accounts import administration, delegation, keeping, sessions
from accounts.current import current, let_in
from accounts.details import Details
from board import Board
from core.errors import UsageError
from jobs.readers import readers
from store.engine import open_database
from tests.accounts.people import person, session
from tests.make import CHANGED, GOOD, LATE, place, term

NAME = "Nguyễn Thị Hoa"
DAY = date(2025, 7, 24)


def rows():
    return [*place(), *(term(code, NAME) for code in (GOOD, LATE))]


@pytest.fixture
def city(stocked, clock):
    db = open_database(stocked(rows))
    person(db, "administrator", "chief")
    yield db
    db.close()


@pytest.fixture
def settings(city):
    return city.settings


def chair(db, name, **values):
    mail = f"{name}@example.vn"
    keeping.create(db, name, "chair", None, person=NAME, mail=mail, **values)


def units(db, name):
    return sessions.account_of(db, session(db, name)).units


def test_each_has_the_units_their_account_names(city, settings):
    chair(city, "hoa-1", units=GOOD)
    chair(city, "hoa-2", units=f" {LATE}, {CHANGED} {LATE}")
    # The second names a unit where nobody of the name is in office.
    assert units(city, "hoa-1") == {GOOD}
    assert units(city, "hoa-2") == {LATE}
    assert keeping.doubts(city) == []

    held = Board(city, settings).holders(DAY)
    told = {code: (one.account, one.mail) for code, one in held.items()}
    assert told[GOOD] == ("hoa-1", "hoa-1@example.vn")
    assert told[LATE] == ("hoa-2", "hoa-2@example.vn")


def test_one_person_at_two_units_needs_to_name_none(city, settings):
    chair(city, "hoa")
    assert units(city, "hoa") == {GOOD, LATE}
    held = Board(city, settings).holders(DAY)
    assert {one.account for one in held.values()} == {"hoa"}
    # Who made the account is asked to look.
    [(name, doubt)] = keeping.doubts(city)
    assert name == "hoa"
    assert GOOD in doubt
    assert LATE in doubt
    chair(city, "nowhere", units=CHANGED)
    assert units(city, "nowhere") == set()
    assert dict(keeping.doubts(city)).keys() == {"hoa", "nowhere"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_delegate_is_that_of_one_of_them(city, settings):
    chair(city, "hoa-1", units=GOOD)
    chair(city, "hoa-2", units=LATE)
    with Flask("test").test_request_context():
        for name, helper in (("hoa-1", "giup-1"), ("hoa-2", "giup-2")):
            let_in(sessions.account_of(city, session(city, name)))
            assert current().name == name
            delegation.delegate(city, helper, "", DAY, send=False)
            assert [one.name for one in delegation.delegates(city)] == [helper]
            with pytest.raises(UsageError):
                delegation.end(city, "giup-1" if helper == "giup-2" else "giup-2")
    assert units(city, "giup-1") == {GOOD}
    found = readers(Board(city, settings), "delegate", DAY)
    assert [one.person for one in found[GOOD]] == ["giup-1"]
    assert [one.person for one in found[LATE]] == ["giup-2"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_units_are_those_that_there_are_and_of_chairs_alone(city):
    with pytest.raises(UsageError, match="99999"):
        chair(city, "hoa", units=f"{GOOD} 99999")
    with pytest.raises(UsageError, match="Chairs and delegates"):
        keeping.create(city, "x", "viewer", None, units=GOOD)
    chair(city, "hoa")
    wished = Details("chair", NAME, "", "vi", None, "nowhere")
    with pytest.raises(UsageError, match="nowhere"):
        administration.change(city, "hoa", wished)
    administration.change(city, "hoa", Details("chair", NAME, "", "vi", None, LATE))
    assert units(city, "hoa") == {LATE}
