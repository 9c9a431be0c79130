"""A Chair lets somebody stand in: for a while, with the rights of the term of office,
and under a name of their own."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from accounts import delegation, keeping, links, rights, sessions
from accounts.door import COOKIE
from app import create_app
from store.engine import open_database
from tests.accounts.people import CHAIR, PASSWORD, browser, person, session
from tests.accounts.test_audit import told
from tests.make import GOOD, LATE, load, place, term

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
NEW = "another four words"
OFFICE_ENDS = date(2025, 8, 20)
TERM = {"ends_on": OFFICE_ENDS.isoformat()}


class Office:
    def __init__(self, lasting):
        self.settings = lasting("sqlite")
        self.db = open_database(self.settings)
        load(self.db, self.settings, *place(), term(GOOD, CHAIR, **TERM))
        self.web = create_app(self.settings).server
        self.chair = self.browser(person(self.db, "chair"))

    def browser(self, name):
        return browser(self.web, session(self.db, name))

    def send(self, do="delegate", client=None, **given):
        client = client or self.chair
        data = {"do": do, "password": PASSWORD, "until": "2025-08-01", **given}
        data["token"] = sessions.form_token(client.get_cookie(COOKIE).value)
        return client.post("/account?lang=en", data=data)

    def names(self):
        return [one.name for one in keeping.listed(self.db)]


@pytest.fixture
def city(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting)
        yield made
        made.db.close()


def delegated(city, name, until="2025-10-22"):
    """The browser of a new delegate of the Chair, who has set a password."""
    shown = city.send(name=name, until=until).text
    link = re.search(r"/set-password\?link=([\w-]+)", shown)[1]
    links.set_password(city.db, link, (NEW, NEW), "192.0.2.9")
    return city.browser(name)


def units(city, name):
    """The units at which the account of a name may answer now; None: not let in."""
    found = sessions.account_of(city.db, session(city.db, name))
    return rights.units(rights.ANSWER, found) if found else None


def test_a_delegate_has_the_units_of_the_chair_and_no_longer_than_the_term(city):
    delegated(city, "stands in", until="2025-10-22")
    assert units(city, "stands in") == {GOOD}
    with time_machine.travel(datetime(2025, 8, 20, 3, tzinfo=UTC), tick=False):
        assert units(city, "stands in") == {GOOD}
    with time_machine.travel(datetime(2025, 8, 21, 3, tzinfo=UTC), tick=False):
        assert units(city, "stands in") == frozenset()
    with time_machine.travel(datetime(2025, 10, 23, 3, tzinfo=UTC), tick=False):
        assert units(city, "stands in") is None
    assert ("chair", "account_made", "stands in (delegate)") in told(city.db)


def test_the_last_day_is_today_or_later_and_not_too_far_away(city):
    far = NOW.date() + timedelta(days=delegation.MOST_DAYS)
    wrong = ("2025-07-23", (far + timedelta(days=1)).isoformat(), "", "some day")
    for until in wrong:
        answer = city.send(name="kept as typed", until=until)
        assert answer.status_code == 400
        assert 'value="kept as typed"' in answer.text
    assert "kept as typed" not in city.names()
    assert city.send(name="today", until="2025-07-24").status_code == 200
    assert city.send(name="far", until=far.isoformat()).status_code == 200


def test_a_delegate_names_nobody_and_neither_does_a_chair_without_an_office(city):
    client = delegated(city, "stands in")
    assert 'id="delegates"' not in client.get("/account").text
    before = city.names()
    for do in ("delegate", "delegate-end"):
        answer = city.send(do, client, name="stands in", password=NEW)
        assert answer.status_code == 400
    person(city.db, "chair", "no office", person="Ai Đó")
    assert city.send(client=city.browser("no office"), name="x").status_code == 400
    assert city.names() == [*before, "no office"]
    assert not keeping.find(city.db, "stands in").locked_at


def test_who_found_a_browser_open_names_nobody(city):
    assert city.send(name="thief", password="guessed it").status_code == 401
    assert "thief" not in city.names()


def test_a_delegation_ends_at_once_and_only_by_its_own_chair(city):
    client = delegated(city, "stands in")
    load(city.db, city.settings, term(LATE, "Trần Thị Khác"))
    other = city.browser(person(city.db, "chair", "other", person="Trần Thị Khác"))
    assert city.send("delegate-end", other, name="stands in").status_code == 400
    assert "stands in" not in other.get("/account").text
    # A viewer's account is no delegation, whoever asks.
    person(city.db, "viewer", "reads")
    assert city.send("delegate-end", name="reads").status_code == 400
    assert client.get("/account").status_code == 200

    assert city.send("delegate-end", name="stands in").status_code == 303
    assert client.get("/account").status_code == 303
    assert told(city.db)[-1] == ("chair", "account_locked", "stands in")
    assert "ended" in city.chair.get("/account?lang=en").text


def test_a_chair_has_no_more_delegates_at_once_than_the_most(city):
    for number in range(delegation.MOST_AT_ONCE):
        assert city.send(name=f"d{number}").status_code == 200
    assert city.send(name="one more").status_code == 400
    city.send("delegate-end", name="d0")
    assert city.send(name="one more").status_code == 200
