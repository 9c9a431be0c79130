"""Accounts changed in the browser: nobody sees a password, and the last administrator
that can sign in stays."""

import re
from datetime import UTC, datetime

import pytest
import time_machine

from accounts import keeping, links, sessions
from accounts.door import COOKIE
from app import create_app
from core.errors import UsageError
from core.settings import Settings
from store import identities
from store.engine import open_database
from tests.accounts.people import CHAIR, browser, person, session
from tests.accounts.test_audit import told
from tests.make import GOOD, load, place, term

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
NEW = "another four words"
DETAILS = {"role": "viewer", "person": "", "mail": "", "language": "en", "until": ""}


class Office:
    def __init__(self, lasting):
        self.settings: Settings = lasting("sqlite")
        self.db = open_database(self.settings)
        load(self.db, self.settings, *place(), term(GOOD, CHAIR))
        self.web = create_app(self.settings).server
        self.chief = person(self.db, "administrator", "chief")
        self.client = browser(self.web, session(self.db, self.chief))

    def send(self, do, name, **given):
        token = sessions.form_token(self.client.get_cookie(COOKIE).value)
        data = {"token": token, "do": do, "name": name, **given}
        return self.client.post("/accounts?lang=en", data=data)

    def kept(self, name):
        return keeping.find(self.db, name)


@pytest.fixture(scope="module")
def city(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting)
        yield made
        made.db.close()


def test_an_account_is_made_with_a_link_that_sets_its_password_once(city, clock):
    shown = city.send("make", "Chị Hoa", **{**DETAILS, "role": "leader"}).text
    path = re.search(r"(/set-password\?link=[\w-]+)", shown)[1]
    account = city.kept("Chị Hoa")
    assert (account.role, account.password) == ("leader", "")
    assert not keeping.passwords.fits("", account.password)
    listed = city.client.get("/accounts?lang=en").text
    assert "no password set yet" in listed
    assert path not in city.client.get("/accounts?lang=en&name=Chị Hoa").text

    token = path.partition("=")[2]
    links.set_password(city.db, token, (NEW, NEW), "192.0.2.9")
    with pytest.raises(links.RefusedError):
        links.set_password(city.db, token, (NEW, NEW), "192.0.2.9")
    made = (city.chief, "account_made", "Chị Hoa (leader)")
    assert {made, (city.chief, "link_made", "Chị Hoa")} <= set(told(city.db))
    assert city.kept("Chị Hoa").password not in listed


def test_what_is_wrong_is_said_and_what_was_typed_is_not_lost(city, clock):
    sent = {**DETAILS, "mail": "hoa@example.vn", "role": "chair"}
    answer = city.send("make", "Lost?", **sent)
    assert answer.status_code == 400
    assert 'value="Lost?"' in answer.text
    assert 'value="hoa@example.vn"' in answer.text
    for wrong in ({"until": "some day"}, {"role": "king"}, {"mail": "nobody"}):
        assert city.send("make", "x", **{**DETAILS, **wrong}).status_code == 400
    assert city.send("make-send", "x", **DETAILS).status_code == 400
    assert city.send("king", city.chief).status_code == 400
    assert city.send("lock", "Nobody There").status_code == 400
    with pytest.raises(UsageError):
        keeping.find(city.db, "x")


def test_another_mail_address_cuts_the_provider_and_links_and_is_not_in_the_audit(
    city, clock
):
    name = person(city.db, "viewer", "mails", mail="old@example.vn")
    number = city.kept(name).id
    with city.db.write() as connection:
        identities.link(connection, "https://id.example", "s", number, "2025")
    link = links.first(city.db, city.kept(name)).partition("=")[2]

    changes = {**DETAILS, "mail": "new@example.vn", "role": "analyst"}
    assert city.send("change", name, **changes).status_code == 303
    account = city.kept(name)
    assert (account.mail, account.role) == ("new@example.vn", "analyst")
    with city.db.read() as connection:
        assert not identities.has_one(connection, "https://id.example", number)
    assert links.holder(city.db, link) is None
    (deed,) = [one for one in told(city.db) if one[1] == "account_changed"]
    assert "role viewer > analyst" in deed[2]
    assert "mail" in deed[2]
    assert "example.vn" not in deed[2]


def test_the_last_administrator_that_can_sign_in_stays(city, clock):
    city.send("make", "without a password", **{**DETAILS, "role": "administrator"})
    person(city.db, "administrator", "gone", until=datetime(2025, 7, 1).date())
    before = told(city.db)
    over = {"role": "administrator", "until": "2025-07-23"}
    for do, given in (("lock", {}), ("change", DETAILS), ("change", DETAILS | over)):
        answer = city.send(do, city.chief, **given)
        assert answer.status_code == 400
        assert "last administrator that can sign in" in answer.text
    with pytest.raises(UsageError):
        keeping.lock(city.db, city.chief)
    # What is refused leaves no entry.
    assert told(city.db) == before
    assert city.kept(city.chief).role == "administrator"

    other = person(city.db, "administrator", "other")
    assert city.send("lock", other).status_code == 303
    assert city.send("unlock", other).status_code == 303


def test_locked_ended_and_switched_off_by_the_administrator(city, clock):
    name = person(city.db, "viewer", "used")
    client = browser(city.web, session(city.db, name))
    assert client.get("/account").status_code == 200
    assert city.send("end", name).status_code == 303
    assert client.get("/account").status_code == 303
    assert told(city.db, access=True)[-1] == (city.chief, "sessions_ended", name)

    assert city.send("lock", name).status_code == 303
    assert city.send("link", name).status_code == 400
    assert city.send("unlock", name).status_code == 303
    assert city.send("off", name).status_code == 303
    assert told(city.db)[-1] == (city.chief, "account_unlocked", name)


def test_a_demo_account_keeps_its_role_and_password(city, clock):
    name = person(city.db, "viewer", "shown to all", demo=True)
    assert city.send("link", name).status_code == 400
    assert city.send("change", name, **{**DETAILS, "role": "leader"}).status_code == 400
    with pytest.raises(UsageError, match="demo"):
        keeping.set_password(city.db, name, NEW)
    assert city.send("change", name, **{**DETAILS, "language": "vi"}).status_code == 303


def test_a_forged_form_and_every_other_role_change_nothing(city, clock):
    before = keeping.listed(city.db)
    data = {"do": "lock", "name": "other", "token": "x"}
    assert city.client.post("/accounts", data=data).status_code == 400
    for role in ("leader", "viewer"):
        client = browser(
            city.web, session(city.db, person(city.db, role, f"my {role}"))
        )
        data["token"] = sessions.form_token(client.get_cookie(COOKIE).value)
        assert client.get("/accounts").status_code == 403
        assert client.post("/accounts", data=data).status_code in (303, 403)
    assert keeping.listed(city.db)[: len(before)] == before
    assert browser(city.web).get("/accounts").location.startswith("/sign-in")


def test_what_is_typed_reaches_the_page_as_text(city, clock):
    odd = "<script>alert(1)</script>"
    city.send("make", odd, **DETAILS)
    for path in ("/accounts", f"/accounts?name={odd}", f"/accounts?q={odd}"):
        assert odd not in city.client.get(path).text


def test_an_account_is_erased_once_its_name_is_given_again(city, clock):
    person(city.db, "viewer", "Erase me", mail="erase@example.vn")
    refused = city.send("erase", "Erase me", again="Erase her")
    assert (refused.status_code, "Nothing was erased" in refused.text) == (400, True)
    assert city.kept("Erase me").mail == "erase@example.vn"

    answer = city.send("erase", "Erase me", again=" Erase me ")
    assert answer.status_code == 303
    shown = city.client.get(answer.headers["Location"] + "&lang=en").text
    mark = re.search(r"erased-[0-9a-f]{8}", shown)[0]
    assert "Erase me" not in shown
    assert ("chief", "account_erased") in {(w, d) for w, d, _about in told(city.db)}
    audit = city.client.get("/audit?lang=en").text
    assert "Erase me" not in audit
    assert mark in audit
    assert "without the names of erased accounts" in audit
