"""The door, as a browser meets it and as somebody forges a request at it."""

import logging
import re
from datetime import UTC, datetime

import flask
import pytest
import time_machine

from accounts import keeping, sessions
from accounts.attempts import MOST_OF_NAME
from accounts.door import COOKIE, OPEN, own_path
from app import create_app
from core.errors import SettingsError
from core.language import catalogue
from core.settings import ROOT
from store import sessions as kept
from store.engine import open_database
from tests.accounts.people import PASSWORD, browser, person, session
from tests.asking import page_request

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)


class Office:
    """An app with one administrator, "an"; `closed`: pages are not public."""

    def __init__(self, lasting):
        self.settings = lasting("sqlite")
        self.db = open_database(self.settings)
        person(self.db, "administrator", "an", language="en")
        self.app = create_app(self.settings)
        closed = self.settings.model_copy(update={"public": "no"})
        self.closed = create_app(closed).server
        self.web = self.app.server


@pytest.fixture(scope="module")
def office(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting)
        yield made
        made.db.close()


def form(client, path="/sign-in", **headers):
    """The token of the form at a path."""
    return re.search(r'name="token" value="(\w+)"', client.get(path).text)[1]


def signing(client, name="an", password=PASSWORD, to="/", **more):
    token = more.pop("token", None) or form(client)
    given = {"token": token, "name": name, "password": password, "next": to}
    return client.post("/sign-in", data=given, **more)


def test_signing_in_leads_on_in_the_accounts_language(office):
    client = browser(office.closed)
    turned = client.get("/units/00004?basis=dossiers")
    assert turned.status_code == 303
    assert turned.location == "/sign-in?next=/units/00004%3Fbasis%3Ddossiers"
    assert 'value="/units/00004?basis=dossiers"' in client.get(turned.location).text

    answer = signing(client, to="/units/00004?basis=dossiers")

    assert answer.status_code == 303
    assert answer.location == "/units/00004?basis=dossiers&lang=en"
    assert client.get("/units/00004").status_code == 200
    assert client.get("/sign-in?next=/trends").location == "/trends"


def test_the_token_is_another_after_signing_in_and_the_old_session_is_over(office):
    planted = session(office.db, "an")
    client = browser(office.web, planted)
    signing(client, token=form(browser(office.web)))  # a form of another browser
    assert client.get_cookie(COOKIE).value == planted

    client.delete_cookie(COOKIE)
    token = form(client)
    client.set_cookie(COOKIE, planted)
    assert signing(client, token=token).status_code == 303

    assert client.get_cookie(COOKIE).value != planted
    assert sessions.account_of(office.db, planted) is None


@pytest.mark.parametrize(
    ("address", "secure"), [("http://localhost", False), ("https://localhost", True)]
)
def test_the_cookie_is_kept_from_scripts_and_other_sites(office, address, secure):
    client = browser(office.web)
    token = form(client)
    answer = signing(client, token=token, base_url=address)
    (told,) = [c for c in answer.headers.getlist("Set-Cookie") if f"{COOKIE}=" in c]

    assert "HttpOnly" in told
    assert "SameSite=Lax" in told
    assert ("Secure" in told) == secure
    assert ("Strict-Transport-Security" in answer.headers) == secure


def test_behind_a_proxy_of_ours_the_browsers_own_scheme_and_address_count(office):
    web = create_app(office.settings.model_copy(update={"proxies": 1})).server
    told = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.4, 192.0.2.9"}
    seen = []
    web.before_request(lambda: seen.append(_request()))
    client = browser(web)
    client.get("/healthz", headers=told)
    client.get("/healthz")
    browser(office.web).get("/healthz", headers=told)

    assert seen == [("192.0.2.9", True), ("127.0.0.1", False)]


def _request():
    return flask.request.remote_addr, flask.request.is_secure


CROSS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "http://evil.example", "Sec-Fetch-Site": "same-origin"},
]


@pytest.mark.parametrize("headers", CROSS)
def test_no_other_site_can_have_anything_done(office, headers):
    client = browser(office.web, session(office.db, "an"))
    asked = page_request(office.app, "/rankings")
    for path, given in {
        "/_dash-update-component": {"json": asked},
        "/uploads": {"data": {}, "headers": {"X-Haicap": "upload"}},
        "/sign-in": {"data": {"name": "an", "password": PASSWORD}},
        "/sign-out": {"data": {}},
        "/set-up": {"data": {}},
    }.items():
        own = {**given.pop("headers", {}), **headers}
        assert client.post(path, headers=own, **given).status_code == 403, path
    assert client.get("/upload").status_code == 200


def test_a_form_without_its_own_token_is_refused(office):
    client = browser(office.web, session(office.db, "an"))
    assert client.post("/sign-out", data={}).status_code == 400
    assert client.post("/sign-out", data={"token": "x"}).status_code == 400
    assert client.get("/upload").status_code == 200

    token = sessions.form_token(client.get_cookie(COOKIE).value)
    assert client.post("/sign-out", data={"token": token}).status_code == 303
    assert client.get("/upload").status_code == 303

    strange = browser(office.web)
    assert signing(strange, token="x" * 64).status_code == 400
    assert strange.get_cookie(COOKIE) is None


def test_without_a_cookie_everything_but_the_way_in_is_closed(office):
    strange = browser(office.closed)
    rules = {rule.rule for rule in office.closed.url_map.iter_rules()}
    assert set(OPEN) <= rules
    for rule in rules - set(OPEN):
        path = re.sub(r"<[^>]+>", "x", rule)
        asked = [strange.get(path), strange.post(path, json={})]
        assert {answer.status_code for answer in asked} <= {303, 401}, rule
        assert all("next=" in a.location for a in asked if a.status_code == 303)
    assert strange.get("/healthz").status_code == 200
    assert strange.get("/assets/main.css").status_code == 200
    assert strange.get("/assets/../app.py").status_code != 200
    assert strange.post("/_dash-update-component", data="x").status_code == 401


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/x\r\nLocation: //evil.example",
        "\\\\evil.example",
        "evil.example",
        "",
    ],
)
def test_nobody_is_led_away_to_another_site(asked):
    assert own_path(asked) == "/"


def test_nobody_is_led_away_to_another_site_after_signing_in(office):
    client = browser(office.web)
    assert signing(client, to="//evil.example").location == "/?lang=en"
    assert client.get("/sign-in?next=//evil.example").location == "/"


def test_every_answer_carries_the_headers(office):
    client = browser(office.web)
    for path in (
        "/",
        "/sign-in",
        "/healthz",
        "/assets/main.css",
        "/no/such",
        "/upload",
    ):
        headers = client.get(path).headers
        policy = headers["Content-Security-Policy"]
        scripts = re.search("script-src ([^;]+);", policy)[1]
        assert re.fullmatch(r"'self'( 'sha256-[\w+/=]+')+", scripts), path
        assert "frame-ancestors 'none'" in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
        assert ("no-store" in headers["Cache-Control"]) == ("/assets" not in path)


def test_guessing_ends_with_429_in_the_readers_language(office):
    client = browser(office.web)
    key = sessions.digest("guessed")
    with office.db.jobs_write() as connection:
        for _ in range(MOST_OF_NAME):
            kept.try_name(connection, "2025-07-24T10:00:00Z", key, "192.0.2.1")
    answer = signing(client, "guessed", "wrong")
    assert answer.status_code == 429
    assert "Hãy chờ 15 phút" in answer.text
    token = form(client)
    assert (
        "<b>" not in signing(client, "<b>x", "wrong", token=token).text.split("form")[1]
    )


@pytest.fixture
def empty(new_sqlite):
    return new_sqlite()


def test_before_the_first_account_whoever_is_at_this_machine_is_the_operator(empty):
    web = create_app(empty).server
    assert browser(web).get("/upload").status_code == 200
    for way in (
        {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}},
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
    ):
        assert browser(web).get("/upload", **way).status_code == 303

    db = open_database(empty)
    person(db, "viewer")
    assert browser(web).get("/upload").status_code == 303
    db.close()


def test_the_first_administrator_is_made_once_at_this_machine_by_the_code(
    empty, caplog
):
    web = create_app(empty).server
    client = browser(web)
    far = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    assert client.get("/set-up", **far).status_code == 404
    with caplog.at_level(logging.WARNING):
        token = form(client, "/set-up")
    code = re.search(r"[0-9a-f]{16}", caplog.text)[0]
    given = {"token": token, "name": "An", "password": PASSWORD, "code": "0" * 16}
    wrong = client.post("/set-up", data=given)
    assert wrong.status_code == 400
    given |= {"code": code, "token": re.search(r'"token" value="(\w+)"', wrong.text)[1]}
    assert client.post("/set-up", data=given, **far).status_code == 404
    assert client.post("/set-up", data=given).status_code == 303
    assert not (empty.var / "set-up.code").exists()

    assert client.get("/set-up").status_code == 404
    assert client.post("/set-up", data=given).status_code == 404
    assert signing(client, "An").status_code == 303
    assert client.get("/upload").status_code == 200


def test_production_does_not_start_with_demo_accounts_or_without_a_secret(empty):
    wanted = {"production": "yes", "public_url": "https://kpi.example.vn"}
    real = empty.model_copy(update=wanted)
    create_app(real)
    with pytest.raises(SettingsError, match="HAICAP_PUBLIC_URL"):
        create_app(real.model_copy(update={"public_url": ""}))
    with pytest.raises(SettingsError, match="HAICAP_SECRET"):
        create_app(real.model_copy(update={"secret": ""}))
    db = open_database(empty)
    person(db, "viewer", demo=True)
    with pytest.raises(SettingsError, match="accounts lock NAME"):
        create_app(real)
    keeping.lock(db, "viewer")
    assert browser(create_app(real).server).get("/").status_code == 303
    db.close()


def test_every_text_of_the_forms_is_in_vietnamese():
    texts = {
        key
        for page in (ROOT / "accounts" / "templates").rglob("*.html")
        for key in re.findall(r"_\([\"'](.+?)[\"']\)", page.read_text("utf-8"))
    }
    assert len(texts) > 10
    assert texts - set(catalogue("vi")) == set()
