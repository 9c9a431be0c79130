"""Signing in by a provider of identities that runs on loopback: who it vouches for
comes in, and nothing else that comes back from it, or seems to, lets anybody in."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import time_machine

from accounts import keeping, sessions
from accounts.door import COOKIE
from app import create_app
from core.settings import Settings
from store.engine import open_database
from tests.accounts import oidc
from tests.accounts.people import PASSWORD, browser, person
from tests.accounts.test_audit import told
from tests.accounts.test_own_account import step_of
from tests.postgres import free_port

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)


class Office:
    def __init__(self, lasting, provider):
        self.provider = provider
        plain = lasting("sqlite")
        values = {"public": "no", "oidc_client_id": oidc.CLIENT, "oidc_name": "City ID"}
        values |= {"oidc_client_secret": oidc.SECRET, "oidc_issuer": provider.issuer}
        self.settings = plain.model_copy(update=values)
        self.db = open_database(self.settings)
        self.web = create_app(self.settings).server

    def goes(self, to="/trends"):
        """A browser at the provider, and where it is sent back to."""
        client = browser(self.web)
        answer = client.get("/sign-in/provider", query_string={"next": to})
        assert answer.status_code == 303, answer.text
        back = requests.get(answer.location, allow_redirects=False, timeout=5)
        assert back.status_code == 302, back.text
        return client, back.headers["Location"].removeprefix("http://localhost")

    def comes_in(self, to="/trends"):
        """Where a browser is led that went to the provider, and as whom."""
        client, back = self.goes(to)
        answer = client.get(back)
        cookie = client.get_cookie(COOKIE)
        found = sessions.account_of(self.db, cookie.value) if cookie else None
        return answer, found.name if found else ""

    def refused(self):
        """The status with which nobody came in."""
        answer, name = self.comes_in()
        assert name == ""
        assert 'role="alert"' in answer.text
        return answer.status_code


@pytest.fixture(scope="module")
def city(lasting):
    with time_machine.travel(NOW, tick=False), oidc.providing() as provider:
        made = Office(lasting, provider)
        yield made
        made.db.close()


def test_who_is_vouched_for_comes_in_and_is_known_by_subject_from_then_on(city):
    name = person(city.db, "viewer", "An", mail="an@city.example", language="en")
    city.provider.says("subject-an", "AN@city.example")
    answer, came = city.comes_in("/trends?basis=dossiers")
    assert (answer.location, came) == ("/trends?basis=dossiers&lang=en", name)
    assert (name, "identity_linked", f"An: {city.provider.issuer}") in told(city.db)
    assert told(city.db, access=True)[-1][:2] == (name, "sign_in")

    city.provider.says("subject-an", "married@city.example", verified=False)
    assert city.comes_in()[1] == name
    # The address was given to another person.
    city.provider.says("subject-other", "an@city.example")
    assert city.refused() == 401
    keeping.lock(city.db, name)
    city.provider.says("subject-an")
    assert city.refused() == 401


def test_the_mail_may_stand_in_what_is_told_of_the_user(city):
    name = person(city.db, "viewer", "Bình", mail="binh@city.example")
    city.provider.says("subject-binh", "binh@city.example")
    city.provider.mail_in = "user"
    assert city.comes_in()[1] == name


def test_no_account_is_made_and_no_mail_taken_that_nobody_vouches_for(city):
    for name in ("twin one", "twin two"):
        person(city.db, "viewer", name, mail="twins@city.example")
    person(city.db, "viewer", "Chi", mail="chi@city.example")
    keeping.lock(city.db, person(city.db, "viewer", "Dũng", mail="dung@city.example"))
    before, texts = keeping.listed(city.db), set()
    for mail, verified in (
        ("nobody@city.example", True),
        ("twins@city.example", True),
        ("chi@city.example", False),
        ("chi@city.example", "true"),
        ("dung@city.example", True),
        ("", True),
    ):
        city.provider.says(f"subject {mail}", mail, verified=verified)
        answer, name = city.comes_in()
        assert (answer.status_code, name) == (401, "")
        texts.add(re.search(r'role="alert" id="problem">(.*?)<', answer.text)[1])
    assert len(texts) == 1
    assert keeping.listed(city.db) == before
    assert not [one for one in told(city.db) if one[0] in ("Chi", "Dũng")]


@pytest.fixture(autouse=True)
def nothing_failed_before(city):
    """Failures of an address are counted."""
    with city.db.jobs_write() as connection:
        connection.exec_driver_sql("DELETE FROM sign_in_attempt")


SECONDS = int(NOW.timestamp())


@pytest.mark.parametrize(
    "wrong",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-app"},
        {"aud": ["hai-cap", "another-app"], "azp": "another-app"},
        {"iss": "https://evil.example"},
        {"exp": SECONDS - 61},
        {"iat": SECONDS + 600},
        {"sub": ""},
        {"at_hash": "another"},
    ],
    ids=lambda wrong: " ".join(wrong),
)
def test_a_token_that_does_not_fit_lets_nobody_in(city, wrong):
    mail = "em@city.example"
    if not any(one.mail == mail for one in keeping.listed(city.db)):
        person(city.db, "viewer", "Em", mail=mail)
    city.provider.says("subject-em", mail, **wrong)
    assert city.refused() == 503
    assert "identity_linked" not in str([d for d in told(city.db) if d[0] == "Em"])


def test_a_token_of_another_key_or_secret_lets_nobody_in(city):
    person(city.db, "viewer", "Giang", mail="giang@city.example")
    city.provider.says("subject-giang", "giang@city.example")
    city.provider.signs = "another"
    assert city.refused() == 503
    city.provider.signs = "known"
    client, back = city.goes()
    code = next(iter(city.provider.codes.values()))
    code.asked = {**code.asked, "code_challenge": "a" * 43}
    assert client.get(back).status_code == 503  # PKCE
    wrong = city.settings.model_copy(update={"oidc_client_secret": "another"})
    right, city.web = city.web, create_app(wrong).server
    assert city.refused() == 503
    city.web = right
    assert city.comes_in()[1] == "Giang"


def test_what_comes_back_is_used_once_and_by_the_browser_that_went(city):
    person(city.db, "viewer", "Hà", mail="ha@city.example")
    city.provider.says("subject-ha", "ha@city.example")
    client, back = city.goes()
    assert browser(city.web).get(back).status_code == 401
    assert client.get(back).status_code == 303
    again = client.get(back)
    assert (again.status_code, "Location" in again.headers) == (401, False)
    forged = client.get("/sign-in/provider/back?code=x&state=y")
    assert forged.status_code == 401

    client, back = city.goes()
    state = parse_qs(urlsplit(back).query)["state"][0]
    denied = f"/sign-in/provider/back?error=access_denied&state={state}&lang=en"
    assert "City ID" in client.get(denied).text
    assert client.get(back).status_code == 401


def test_nobody_is_led_away_to_another_site_by_it(city):
    person(city.db, "viewer", "Khoa", mail="khoa@city.example")
    city.provider.says("subject-khoa", "khoa@city.example")
    for to in ("//evil.example", "https://evil.example", "/\\evil.example"):
        assert city.comes_in(to)[0].location == "/"


def test_an_account_with_a_second_step_is_asked_for_its_code(city):
    name = person(city.db, "viewer", "Lan", mail="lan@city.example")
    step_of(city.db, name)
    city.provider.says("subject-lan", "lan@city.example")
    answer, came = city.comes_in()
    assert (answer.location, came) == ("/sign-in/code?next=%2Ftrends", "")


def test_a_provider_that_is_away_keeps_nobody_from_signing_in_by_password(city):
    person(city.db, "viewer", "Minh")
    away = {"oidc_issuer": f"http://127.0.0.1:{free_port()}"}
    client = browser(create_app(city.settings.model_copy(update=away)).server)
    form = client.get("/sign-in?lang=en").text
    assert "Sign in with City ID" in form
    answer = client.get("/sign-in/provider?lang=en")
    assert answer.status_code == 503
    assert "City ID does not answer. Sign in with name and password" in answer.text
    token = re.search(r'name="token" value="(\w+)"', answer.text)[1]
    given = {"token": token, "name": "Minh", "password": PASSWORD, "next": "/"}
    assert client.post("/sign-in", data=given).status_code == 303


def test_without_a_provider_there_is_no_button_and_no_way(city):
    plain = city.settings.model_copy(update={"oidc_issuer": ""})
    client = browser(create_app(plain).server)
    assert "/sign-in/provider" not in client.get("/sign-in").text
    assert client.get("/sign-in/provider").status_code == 400
    assert client.get("/sign-in/provider/back").status_code == 400
    with pytest.raises(ValueError, match="https"):
        Settings(_env_file=None, oidc_issuer="http://id.example")
    secret = Settings(_env_file=None, oidc_client_secret="not to be told")
    assert "not to be told" not in repr(secret)
