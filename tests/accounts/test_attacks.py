"""What somebody tries who wants in: each attack in one place, whatever it goes through.

Forged callbacks, downloads and tables are in test_every_way.py; HTML and formulas in
written texts in tests/callbacks/test_written_texts.py; what is handed in from other
sites or too large in tests/api/test_uploads.py.
"""

import re
from datetime import UTC, datetime
from urllib.parse import quote, urljoin, urlsplit

import pytest
import time_machine

from accounts import sessions
from accounts.door import COOKIE
from app import create_app
from store.engine import open_database
from tests.accounts.people import PASSWORD, browser, person

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
HOME = "http://localhost/"
ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "https:evil.example",
    "//localhost@evil.example",
    "javascript:alert(1)",
    "/%2F%2Fevil.example",
    "/.//evil.example",
]


class Office:
    def __init__(self, settings):
        self.db = open_database(settings)
        person(self.db, "administrator", "an", language="en")
        self.web = create_app(settings).server


@pytest.fixture(scope="module")
def office(lasting):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting("sqlite"))
        yield made
        made.db.close()


def sign_in(client, to="/", path="/sign-in"):
    token = re.search(r'name="token" value="(\w+)"', client.get(path).text)[1]
    given = {"token": token, "name": "an", "password": PASSWORD, "next": to}
    return client.post("/sign-in", data=given)


@pytest.mark.parametrize("to", ELSEWHERE)
def test_no_way_on_leads_to_another_site(office, to):
    client = browser(office.web)
    answers = [sign_in(client, to), client.get(f"/sign-in?next={quote(to, safe='')}")]

    for answer in answers:
        assert answer.status_code == 303
        # As a browser reads it, which takes a backslash for a slash.
        reached = urljoin(HOME, answer.location.replace("\\", "/"))
        assert urlsplit(reached)[:2] == ("http", "localhost"), answer.location


def test_a_session_that_somebody_else_chose_is_never_taken_over(office):
    client = browser(office.web, "chosen-by-somebody-else")
    sign_in(client)

    now = client.get_cookie(COOKIE).value
    assert now != "chosen-by-somebody-else"
    assert sessions.account_of(office.db, "chosen-by-somebody-else") is None
    assert sessions.account_of(office.db, now) is not None


def test_a_cookie_kept_from_before_signing_out_opens_nothing(office):
    client = browser(office.web)
    sign_in(client)
    kept = client.get_cookie(COOKIE).value
    token = re.search(r'name="token" value="(\w+)"', client.get("/account").text)[1]
    client.post("/sign-out", data={"token": token})

    assert sessions.account_of(office.db, kept) is None
    assert browser(office.web, kept).get("/account").status_code == 303


def test_every_route_there_is_carries_the_headers(office):
    client = browser(office.web)
    routes = {re.sub(r"<[^>]+>", "x", str(r)) for r in office.web.url_map.iter_rules()}
    assert len(routes) > 20
    for route in sorted(routes):
        told = client.get(route).headers
        policy = told["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy, route
        assert "unsafe-inline" not in re.search("script-src ([^;]+);", policy)[1], route
        assert told["X-Content-Type-Options"] == "nosniff", route
