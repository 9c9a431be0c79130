"""Links that let somebody set their password: once, for a while, and told to nobody who
does not have the mail."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts import keeping, links, sessions
from accounts.attempts import MOST_OF_NAME, RefusedError, RestingError
from accounts.passwords import fits
from app import create_app
from core.errors import UsageError
from jobs import mail
from store.engine import open_database
from tests.accounts.people import PASSWORD, browser, person, session
from tests.accounts.test_audit import told
from tests.jobs.post import mail_server

NOW = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
NEW = f"{PASSWORD} new"
HERE = "192.0.2.7"


class Office:
    """An app that sends mail to a server on this machine."""

    def __init__(self, lasting, url):
        values = {"smtp_url": url, "mail_from": "kpi@city.example"}
        values |= {"public_url": "https://kpi.city.example"}
        self.settings = lasting("sqlite").model_copy(update=values)
        self.db = open_database(self.settings)
        self.web = create_app(self.settings).server


@pytest.fixture(scope="module")
def post():
    with mail_server() as (box, url):
        yield box, url.replace("smtp://", "smtp+plain://")


@pytest.fixture(scope="module")
def city(lasting, post):
    with time_machine.travel(NOW, tick=False):
        made = Office(lasting, post[1])
        yield made
        made.db.close()


def sends(client, path, **given):
    token = re.search(r'name="token" value="(\w+)"', client.get(path).text)
    form = {"token": token[1] if token else "", **given}
    return client.post(path.partition("?")[0], data=form)


def token_of(path):
    return path.partition("link=")[2].partition("&")[0]


def test_a_forgotten_password_is_set_by_a_mail_and_its_sessions_end(city, post):
    name = person(city.db, "viewer", "An", mail="an@city.example", language="vi")
    before = session(city.db, name)
    client = browser(city.web)
    known = sends(client, "/forgotten", mail="AN@city.example ")
    unknown = sends(client, "/forgotten", mail="nobody@city.example")
    assert known.status_code == unknown.status_code == 200
    assert known.text.partition("<body")[2] == unknown.text.partition("<body")[2]

    mail.work(city.db, city.settings)
    (letter,) = post[0].mails
    assert (letter["To"], letter["Subject"]) == (
        "An <an@city.example>",
        "Mật khẩu khác",
    )
    words = letter.get_body(("plain",)).get_content()
    link = re.search(r"https://kpi\.city\.example(/set-password\S+)", words)[1]
    assert client.get(link).status_code == 200
    assert sends(client, link, link=token_of(link), new="short").status_code == 400
    path = link.partition("&")[0]
    given = {"link": token_of(path), "new": NEW, "again": NEW}
    assert client.post("/set-password", data=given).status_code == 400  # no form
    assert sends(client, path, **given).location == "/sign-in?set=1"

    assert fits(NEW, keeping.find(city.db, name).password)
    assert sessions.account_of(city.db, before) is None
    assert client.get(path).status_code == 404
    assert sends(client, "/forgotten", mail="x@city.example").status_code == 200
    assert ("", "password_forgotten", name) in told(city.db)


def test_a_link_is_over_after_its_time_or_when_another_was_made(office, clock):
    account = keeping.find(office, person(office, "viewer", "Bình"))
    first, second = (token_of(links.make(office, account, 60)) for _ in range(2))
    assert links.holder(office, first) is None
    clock.shift(timedelta(minutes=59))
    assert links.holder(office, second) == account
    clock.shift(timedelta(minutes=1))
    for token in (first, second, "", "x"):
        with pytest.raises(RefusedError):
            links.set_password(office, token, (NEW, NEW), HERE)

    third = token_of(links.make(office, account, 60))
    keeping.lock(office, account.name)
    assert links.holder(office, third) is None
    keeping.unlock(office, account.name)
    keeping.set_password(office, account.name, NEW)
    assert links.holder(office, third) is None


def test_what_cannot_be_a_password_leaves_the_link_as_it_is(office, clock):
    account = keeping.find(office, person(office, "viewer", "A name of twelve"))
    token = token_of(links.make(office, account, 60))
    for new in ((NEW, PASSWORD), ("short", "short"), (account.name, account.name)):
        with pytest.raises(UsageError):
            links.set_password(office, token, new, HERE)
    assert links.set_password(office, token, (NEW, NEW), HERE).id == account.id


def test_asking_by_mail_rests_by_mail_and_address_alike_for_known_and_unknown(
    city, clock
):
    person(city.db, "viewer", "Chi", mail="chi@city.example")
    locked = person(city.db, "viewer", "Dũng", mail="dung@city.example")
    keeping.lock(city.db, locked)
    for wanted in ("chi@city.example", "nobody at all", "dung@city.example"):
        for number in range(MOST_OF_NAME):
            links.forgotten(city.db, wanted, f"2001:db8:{number}::1")
        with pytest.raises(RestingError):
            links.forgotten(city.db, wanted, "203.0.113.1")
    with city.db.read() as connection:
        rows = connection.exec_driver_sql("SELECT address FROM message").all()
    assert {row.address for row in rows} <= {"an@city.example", "chi@city.example"}


def test_a_first_link_is_handed_over_or_mailed_and_told_in_the_audit(city, clock):
    account = keeping.find(city.db, person(city.db, "viewer", "Em", mail="e@x.example"))
    shown = token_of(links.first(city.db, account))
    assert links.holder(city.db, shown) == account
    links.send_first(city.db, account, "operator")
    assert links.holder(city.db, shown) is None
    deeds = [("operator", deed, "Em") for deed in ("link_made", "link_sent")]
    assert told(city.db)[-2:] == deeds
    nowhere = keeping.find(city.db, person(city.db, "viewer", "Giang"))
    with pytest.raises(UsageError, match="HAICAP_SMTP_URL"):
        links.send_first(city.db, nowhere, "operator")


def test_without_mail_or_an_address_of_our_own_nothing_is_sent(city):
    for missing in ("smtp_url", "mail_from", "public_url"):
        settings = city.settings.model_copy(update={missing: ""})
        client = browser(create_app(settings).server)
        assert "/forgotten" not in client.get("/sign-in").text
        text = client.get("/forgotten?lang=en").text
        assert "Ask an administrator" in text
        token = re.search(r'name="token" value="(\w+)"', client.get("/sign-in").text)
        given = {"token": token[1], "mail": "an@city.example"}
        assert client.post("/forgotten", data=given).status_code == 400


def test_a_forged_host_never_stands_in_the_mail(city, post):
    person(city.db, "viewer", "Hà", mail="ha@city.example", language="vi")
    client, before = browser(city.web), len(post[0].mails)
    token = re.search(r'name="token" value="(\w+)"', client.get("/forgotten").text)[1]
    given = {"token": token, "mail": "ha@city.example"}
    client.post("/forgotten", data=given, headers={"X-Forwarded-Host": "evil.example"})
    forged = client.get("/forgotten", base_url="http://evil.example").text
    token = re.search(r'name="token" value="(\w+)"', forged)[1]
    client.post(
        "/forgotten", data=given | {"token": token}, base_url="http://evil.example"
    )

    mail.work(city.db, city.settings)
    letters = post[0].mails[before:]
    assert letters
    assert not any("evil.example" in letter.as_string() for letter in letters)
