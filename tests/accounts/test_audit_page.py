"""The page of the audit: who did, saw and took away what, and whether it stands."""

import ast
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import update

from accounts.deeds import DEEDS
from app import create_app
from core.settings import ROOT
from store.audit import Deed, came, did
from store.engine import open_database
from store.schema import audit
from tests.accounts.people import CHAIR, browser, person, session
from tests.accounts.test_audit import told
from tests.asking import callback_of, payload
from tests.make import GOOD, LATE, dossier, load, place, target, term

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
ALL = "/audit?lang=en&first="


class Office:
    def __init__(self, lasting):
        self.settings = lasting("sqlite")
        self.db = open_database(self.settings)
        seconds = {"received_at": "2025-07-10T09:00:00", "due_at": "2025-07-11"}
        seconds |= {"finished_at": "2025-07-10T09:00:30", "status": "finished"}
        rows = [dossier(unit_code=code, **seconds) for code in (GOOD, LATE)]
        rows += [target("online_dossiers"), term(GOOD, CHAIR)]
        load(self.db, self.settings, *place(), *rows)
        self.app = create_app(self.settings)
        person(self.db, "administrator")

    @property
    def chief(self):
        """A browser that has just signed in: the tests move the clock."""
        return browser(self.app.server, session(self.db, "administrator"))

    def browser(self, role, name=""):
        token = session(self.db, person(self.db, role, name))
        return browser(self.app.server, token)

    def page(self, client, path, search):
        where = {"url.pathname": path, "url.search": search}
        asked = payload(callback_of(self.app, "content", "children"), where)
        assert client.post("/_dash-update-component", json=asked).status_code == 200

    def saw(self, who):
        seen = told(self.db, access=True)
        return [about for name, deed, about in seen if (name, deed) == (who, "saw")]


@pytest.fixture(scope="module")
def city(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting)
        yield made
        made.db.close()


def shown(client, search=""):
    text = client.get(f"{ALL}{search}").text
    return [mark for mark in ("mark-a", "mark-b", "mark-c") if mark in text]


def test_it_is_found_by_person_deed_unit_and_day(city, clock):
    with city.db.write() as connection:
        did(connection, Deed("Lê An", "verdict", f"mark-a too_fast, {GOOD}"))
    clock.shift(timedelta(days=1))
    with city.db.jobs_write() as connection:
        came(connection, Deed("Lê An", "export", f"mark-b {LATE}"))
        came(connection, Deed("Trần Bê", "sign_in", "mark-c 100%"))
    chief = city.chief
    text = chief.get(ALL).text
    assert text.index("mark-c") < text.index("mark-b") < text.index("mark-a")

    assert shown(chief, "&who=Lê An") == ["mark-a", "mark-b"]
    assert shown(chief, "&deed=export") == ["mark-b"]
    assert shown(chief, f"&unit={GOOD}") == ["mark-a"]
    assert shown(chief, "&unit=MARK-C 100%25") == ["mark-c"]
    assert shown(chief, "&unit=k%25c") == []
    assert shown(chief, "&last=2025-07-24") == ["mark-a"]
    assert "mark-a" not in chief.get("/audit?first=2025-07-25").text
    assert chief.get("/audit?first=tomorrow").status_code == 400


def test_the_newest_month_is_shown_where_no_day_is_asked_for(city, clock):
    with city.db.write() as connection:
        did(connection, Deed("Lê An", "verdict", "one-of-long-ago"))
    assert "one-of-long-ago" in city.chief.get("/audit").text
    clock.shift(timedelta(days=32))
    client = city.browser("administrator", "later")
    assert "one-of-long-ago" not in client.get("/audit").text
    assert "one-of-long-ago" in client.get(ALL).text


def test_a_table_of_it_computes_nothing_and_is_told(city, clock):
    with city.db.write() as connection:
        did(connection, Deed("=1+1", "verdict", "<b>bold</b>"))
    text = city.chief.get(f"{ALL}&format=csv").data.decode("utf-8-sig")
    assert ",'=1+1,verdict," in text
    assert text.startswith("at,who,deed,about,address,number,hash\n")
    assert told(city.db, access=True)[-1][:2] == ("administrator", "export")
    assert "<b>bold" not in city.chief.get(ALL).text


def test_who_saw_what_belongs_to_others_is_told_once_an_hour(city, clock):
    leader, other = city.browser("leader"), city.browser("leader", "second")
    evidence = ("/integrity", f"?signal=too_fast&unit={GOOD}")
    for client in (leader, leader, other):
        city.page(client, *evidence)
        city.page(client, "/data", "?show=rejected")
        city.page(client, "/rankings", "")
    wanted = [f"evidence too_fast {GOOD}", "rejected rows all"]
    assert [city.saw("leader"), city.saw("second")] == [wanted, wanted]
    clock.shift(timedelta(hours=1))
    city.page(leader, *evidence)
    assert city.saw("leader") == [*wanted, wanted[0]]


def test_who_sees_their_own_units_or_is_refused_leaves_no_trace(city, clock):
    chair, viewer = city.browser("chair"), city.browser("viewer")
    for client in (chair, viewer):
        for code in (GOOD, LATE):
            city.page(client, "/integrity", f"?signal=too_fast&unit={code}")
        city.page(client, "/data", "?show=rejected")
    assert city.saw("chair") == city.saw("viewer") == []


def test_a_chain_that_was_changed_shows(city, clock):
    assert "broken at entry" not in city.chief.get(ALL).text
    with city.db.write() as connection:
        connection.execute(update(audit).where(audit.c.id == 1).values(who="x"))
    text = city.chief.get(ALL).text
    assert "Deeds: broken at entry 1" in text
    assert "▲" in text


def test_every_deed_is_told_in_words():
    told = set()
    for file in ROOT.glob("*/*.py"):
        if file.parent.name == "tests":
            continue
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("Deed"):
                told |= {a.value for a in call.args[1:2] if isinstance(a, ast.Constant)}
    assert {"undo", "sign_in", "ladder_step", "checked_in"} <= told
    assert told - set(DEEDS) == set()
