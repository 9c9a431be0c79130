"""One's own account: another password, other sessions, and a second step of signing in
whose codes let in once."""

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine

from accounts import keeping, second_step, sessions
from accounts.attempts import MOST_OF_NAME, RefusedError, RestingError
from accounts.door import COOKIE
from accounts.signing_in import TooLateError, enter, give_code
from app import create_app
from store.engine import open_database
from tests.accounts.people import CHAIR, PASSWORD, browser, person, session
from tests.accounts.test_audit import told
from tests.make import GOOD, load, place, term

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
HERE = "192.0.2.7"
NEW = f"{PASSWORD} new"


class Office:
    def __init__(self, lasting):
        self.settings = lasting("sqlite")
        self.db = open_database(self.settings)
        load(self.db, self.settings, *place(), term(GOOD, CHAIR))
        self.web = create_app(self.settings).server


@pytest.fixture(scope="module")
def city(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting)
        yield made
        made.db.close()


def send(client, do, **given):
    token = sessions.form_token(client.get_cookie(COOKIE).value)
    return client.post("/account", data={"token": token, "do": do, **given})


def step_of(db, name):
    """The account, its second step switched on, and its codes: of now, and recovery."""
    account = keeping.find(db, name)
    second_step.offer(db, account)
    codes = second_step.confirm(db, account, code_of(db, account))
    return account, codes


def code_of(db, account):
    return pyotp.TOTP(second_step.kept(db, account).secret).now()


def gives(db, account, code):
    """Whether a code lets in after a password that was right."""
    return give_code(db, enter(db, account, HERE).token, code, HERE).whole


def refused(db, account, code):
    with pytest.raises(RefusedError):
        gives(db, account, code)
    return True


def test_a_code_lets_in_once_and_none_but_those_around_now(office, clock):
    account, _ = step_of(office, person(office, "viewer", "once"))
    first = code_of(office, account)
    assert refused(office, account, first)  # it confirmed the step
    clock.shift(timedelta(seconds=30))
    second = code_of(office, account)
    clock.shift(timedelta(seconds=30))
    assert gives(office, account, f"{second[:3]} {second[3:]}")
    assert refused(office, account, second)
    clock.shift(timedelta(seconds=90))
    late = code_of(office, account)
    clock.shift(timedelta(seconds=60))
    assert refused(office, account, late)
    assert gives(office, account, code_of(office, account))
    assert refused(office, account, "é٣٣٣٣٣")


def test_a_recovery_code_lets_in_once_and_is_kept_as_a_hash(office, clock):
    account, codes = step_of(office, person(office, "viewer", "recovers"))
    kept = second_step.kept(office, account)
    assert len(set(codes)) == len(kept.recovery) == 10
    assert not set(codes) & set(kept.recovery)

    assert gives(office, account, codes[3].upper().replace("-", " "))
    assert refused(office, account, codes[3])
    assert second_step.codes_left(office, kept) == 9
    others = second_step.new_codes(office, account)
    assert refused(office, account, codes[4])
    assert gives(office, account, others[4])


def test_guessing_codes_ends_and_giving_the_password_again_is_no_way_on(office, clock):
    account, codes = step_of(office, person(office, "viewer", "guessed codes"))
    for _ in range(MOST_OF_NAME):
        refused(office, account, "000000")
    with pytest.raises(RestingError):
        gives(office, account, codes[0])
    assert ("", "code_failed", account.name) in told(office, access=True)

    keeping.unlock(office, account.name)
    half = enter(office, account, HERE).token
    clock.shift(timedelta(minutes=5))
    with pytest.raises(TooLateError):
        give_code(office, half, codes[0], HERE)
    half = enter(office, account, HERE).token
    assert give_code(office, half, codes[0], HERE).whole
    with pytest.raises(TooLateError):
        give_code(office, half, codes[1], HERE)
    with pytest.raises(TooLateError):
        give_code(office, "", codes[1], HERE)


def test_half_signed_in_is_not_signed_in_and_a_lost_telephone_is_switched_off(
    office, clock
):
    account, codes = step_of(office, person(office, "administrator", "lost"))
    half = enter(office, account, HERE).token
    assert sessions.account_of(office, half) is None
    person(office, "administrator", "another")
    keeping.lock(office, account.name)
    with pytest.raises(TooLateError):
        give_code(office, half, codes[0], HERE)
    keeping.unlock(office, account.name)

    keeping.totp_off(office, "LOST")
    assert enter(office, account, HERE).whole
    assert told(office)[-1] == ("operator", "second_step_off", "lost")


def test_the_second_step_in_a_browser(city, clock):
    client = browser(city.web, session(city.db, person(city.db, "viewer", "steps")))
    assert send(client, "offer").status_code == 303
    page = client.get("/account?lang=en").text
    assert "<svg" in page
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)[1].replace(" ", "")
    assert send(client, "confirm", code="12 34").status_code == 400
    shown = send(client, "confirm", code=pyotp.TOTP(secret).now()).text
    code = re.search(r"<code>([0-9a-z]{4}(-[0-9a-z]{4}){3})</code>", shown)[1]
    assert code not in client.get("/account").text
    assert secret not in client.get("/account").text

    other = browser(city.web)
    token = re.search(r'name="token" value="(\w+)"', other.get("/sign-in").text)[1]
    given = {"token": token, "name": "steps", "password": PASSWORD, "next": "/trends"}
    answer = other.post("/sign-in", data=given)
    assert answer.location == "/sign-in/code?next=%2Ftrends"
    assert other.get_cookie(COOKIE) is None
    page = other.get(answer.location).text
    token = re.search(r'name="token" value="(\w+)"', page)[1]
    given = {"token": token, "next": "//evil.example", "code": "000000"}
    assert other.post("/sign-in/code", data=given).status_code == 401
    forged = {**given, "token": "x", "code": code}
    assert other.post("/sign-in/code", data=forged).status_code == 400
    answer = other.post("/sign-in/code", data={**given, "code": code})
    assert (answer.status_code, answer.location) == (303, "/")
    assert other.get("/account").status_code == 200
    assert other.get("/sign-in/code").location == "/sign-in?next=%2F"

    assert send(client, "off", password="not this one").status_code == 401
    assert send(client, "off", password=PASSWORD).location == "/account?done=off"
    assert told(city.db)[-1] == ("steps", "second_step_off", "steps")


def test_another_password_ends_the_sessions_and_begins_one(city, clock):
    name = person(city.db, "chair", "changes")
    client, other = (browser(city.web, session(city.db, name)) for _ in range(2))
    page = client.get("/account").text
    assert CHAIR in page
    assert f"({GOOD})" in page
    wrong = {"old": PASSWORD, "new": NEW, "again": f"{NEW}er"}
    assert send(client, "password", **wrong).status_code == 400
    right = {**wrong, "again": NEW}
    assert send(client, "password", **{**right, "old": "x"}).status_code == 401

    before = client.get_cookie(COOKIE).value
    assert send(client, "password", **right).status_code == 303
    assert client.get_cookie(COOKIE).value != before
    assert client.get("/account").status_code == 200
    assert other.get("/account").location.startswith("/sign-in?next=/account")
    assert told(city.db)[-1] == (name, "password_changed", name)


def test_all_other_sessions_end_and_this_one_goes_on(city, clock):
    name = person(city.db, "viewer", "many")
    client, other = (browser(city.web, session(city.db, name)) for _ in range(2))
    strange = browser(city.web, session(city.db, person(city.db, "viewer", "else")))
    assert client.post("/account", data={"do": "sessions"}).status_code == 400
    assert other.get("/account").status_code == 200
    assert send(client, "sessions").status_code == 303
    assert other.get("/account").status_code == 303
    assert {c.get("/account").status_code for c in (client, strange)} == {200}


def test_nobody_has_an_account_page_and_what_is_no_form_is_refused(city, clock):
    assert browser(city.web).get("/account").status_code == 303
    assert browser(city.web).post("/account", data={"do": "offer"}).status_code == 303
    client = browser(city.web, session(city.db, person(city.db, "viewer", "odd")))
    assert send(client, "king").status_code == 400
    for do in ("confirm", "codes"):
        answer = send(client, do, code="1", password=PASSWORD)
        assert answer.status_code == 400


def test_a_role_that_must_have_a_second_step_does_nothing_without(city, clock):
    db = open_database(city.settings.model_copy(update={"totp_roles": "analyst"}))
    web = create_app(db.settings).server
    person(db, "analyst", "must")
    free = person(db, "viewer", "free")
    client = browser(web, session(db, "must"))
    assert client.get("/upload").location == "/account"
    assert client.post("/uploads", headers={"X-Haicap": "upload"}).status_code == 403
    assert client.post("/_dash-update-component", json={}).status_code == 403
    assert client.get("/account").status_code == 200
    assert browser(web, session(db, free)).get("/trends").status_code == 200
    step_of(db, "must")
    assert client.get("/upload").status_code == 200
    db.close()


def test_the_page_says_what_is_kept_of_people_and_how_long(city, clock):
    guest = browser(city.web, session(city.db, person(city.db, "viewer", "curious")))
    page = guest.get("/account?lang=en").text

    assert "What is kept of you" in page
    assert f"{city.settings.keep_messages_days} days" in page
    assert f"{city.settings.session_hours} hours at most" in page
