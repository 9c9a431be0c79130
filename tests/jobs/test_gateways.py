"""Messages to telephones: as the office's gateway wants them, once, or said why not."""

from __future__ import annotations

import json
import stat

import pytest
import yaml

from actions import subscriptions
from core.errors import SettingsError, UsageError
from core.gateways import ways_to
from core.messages import MAIL, NONE, SMS, WEBHOOK, ZALO
from core.settings import ROOT
from jobs import mail
from jobs.senders import gateway as gateways
from jobs.senders.described import MESSAGE, filled, read_gateway
from store import outbox
from store.subscriptions import Choice, choose
from tests.jobs.gateways import gateway
from tests.jobs.post import free_port, mail_server
from tests.jobs.test_mail import ADDRESS, queued, state, told

SHIPPED = ROOT / "jobs" / "senders"
SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def cell():
    with gateway() as server:
        yield server


@pytest.fixture
def office(settings):
    """Settings with secrets, under which the office writes its files."""
    set_ = {"zalo_secret": "app-secret", "sms_secret": "sms-secret"}
    return settings.model_copy(update={**set_, "public_url": "https://kpi.example.vn"})


def describe(office, way, url, **changes):
    """The description that is shipped, at this machine, with a list of one reader."""
    one = yaml.safe_load((SHIPPED / f"{way}.yaml").read_text(encoding="utf-8"))
    one["url"] = f"{url}/send"
    if "renewal" in one:
        one["renewal"]["url"] = f"{url}/token"
    one |= changes
    (office.var / f"{way}.yaml").write_text(yaml.safe_dump(one), encoding="utf-8")
    number = "user-7" if way == ZALO else "0912345678"
    listed = f"mail,to\n{ADDRESS.upper()},{number}\n"
    (office.var / f"{way}.csv").write_text(listed, encoding="utf-8")
    if way == ZALO:
        (office.var / "zalo.token").write_text('{"token": "t1", "refresh": "r1"}')


def by(db, way):
    with db.write() as connection:
        wish = Choice("Nguyễn Văn Tốt", ADDRESS, "digest", way)
        choose(connection, wish, "reader")


def test_zalo_is_asked_as_it_wants_and_the_message_is_sent_once(db, office, cell):
    describe(office, ZALO, cell.url)
    by(db, ZALO)
    (number,) = queued(db, told(unit="00004", subject="Ba Đình {secret}\nX"))

    for _ in range(2):
        mail.work(db, office)
    assert state(db, number) == ("sent", "")
    [(path, headers, body)] = cell.got
    assert (path, headers["access_token"]) == ("/send", "t1")
    # Braces of a message are never filled.
    link = "https://kpi.example.vn/units/00004"
    assert body["message"]["text"] == f"Ba Đình {{secret}} X\n{link}"
    assert body["recipient"] == {"user_id": "user-7"}


@SQLITE
def test_a_token_that_ended_is_renewed_once_and_kept_for_the_next(db, office, cell):
    describe(office, ZALO, cell.url)
    by(db, ZALO)
    first, second = queued(db, told(), told(key="another"))
    given = {"access_token": "t2", "refresh_token": "r2", "expires_in": "90000"}
    cell.answers = [(200, {"error": -216, "message": "expired"}), (200, given)]

    mail.work(db, office)
    assert [state(db, n)[0] for n in (first, second)] == ["sent", "sent"]
    [form] = cell.bodies("/token")
    assert form["refresh_token"] == "r1"
    assert cell.got[1][1]["secret_key"] == "app-secret"
    shown = [h["access_token"] for path, h, _b in cell.got if path == "/send"]
    assert shown == ["t1", "t2", "t2"]
    file = office.var / "zalo.token"
    assert json.loads(file.read_text()) == {"token": "t2", "refresh": "r2"}
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@SQLITE
def test_a_token_that_another_renewed_meanwhile_is_taken_over(db, office, cell):
    """A refresh token lets in once: the second to use it would be refused."""
    describe(office, ZALO, cell.url)
    by(db, ZALO)
    (number,) = queued(db, told())
    with gateways.sender(ZALO).open_post(office) as send:
        newer = '{"token": "t9", "refresh": "r9"}'
        (office.var / "zalo.token").write_text(newer)
        cell.answers = [(200, {"error": -216})]
        send(letter_of(db, office, number))

    assert cell.bodies("/token") == []
    assert cell.got[-1][1]["access_token"] == "t9"


def letter_of(db, office, number):
    with db.write() as connection:
        return mail.letter(outbox.claim(connection, number), office)


@SQLITE
def test_the_first_token_is_asked_for_and_the_secret_never_stands_for_it(
    db, office, cell
):
    describe(office, ZALO, cell.url)
    (office.var / "zalo.token").write_text('{"refresh": "r1"}')
    by(db, ZALO)
    (number,) = queued(db, told())
    cell.answers = [(200, {"access_token": "t1", "refresh_token": "r2"})]

    mail.work(db, office)
    assert state(db, number) == ("sent", "")
    assert [path for path, _h, _b in cell.got] == ["/token", "/send"]
    assert cell.got[1][1]["access_token"] == "t1"


@SQLITE
def test_a_renewal_that_cannot_be_read_leaves_the_message_waiting(db, office, cell):
    describe(office, ZALO, cell.url)
    by(db, ZALO)
    (number,) = queued(db, told())
    cell.answers = [(200, {"error": -216}), (200, b"<html>")]

    mail.work(db, office)
    assert state(db, number)[0] == "queued"
    assert len(cell.bodies("/send")) == 1


@SQLITE
def test_no_new_token_is_waited_for_and_said(db, office, cell):
    describe(office, ZALO, cell.url)
    by(db, ZALO)
    (number,) = queued(db, told())
    cell.answers = [(200, {"error": -216}), (200, {"error": -14014})]

    mail.work(db, office)
    where, why = state(db, number)
    assert where == "queued"
    assert "gives no new token" in why
    assert json.loads((office.var / "zalo.token").read_text())["refresh"] == "r1"


@SQLITE
@pytest.mark.parametrize(
    ("answer", "where", "said"),
    [
        ((200, {"CodeResult": "100"}), "sent", ""),
        ((200, {"CodeResult": 100}), "sent", ""),
        ((200, {"CodeResult": "99", "ErrorMessage": "x"}), "failed", "refuses it"),
        ((200, {"CodeResult": "119"}), "queued", "refuses it"),
        ((200, {}), "failed", "refuses it"),
        ((200, b"<html>"), "failed", "something else than JSON"),
        ((503, {}), "queued", "answers with the error"),
        ((403, {}), "queued", "takes no messages"),
    ],
)
def test_what_the_gateway_says_becomes_of_a_message(
    db, office, cell, answer, where, said
):
    describe(office, SMS, cell.url, later=["119"])
    by(db, SMS)
    (number,) = queued(db, told())
    cell.answers = [answer]

    mail.work(db, office)
    got, why = state(db, number)
    assert got == where
    assert said in why
    [body] = cell.bodies("/send")
    assert (body["Phone"], body["SecretKey"]) == ("0912345678", "sms-secret")
    assert body["Content"] == "Tình hình tuần https://kpi.example.vn"


@SQLITE
def test_who_was_asked_and_did_not_answer_is_not_asked_again(
    db, office, cell, monkeypatch
):
    describe(office, SMS, cell.url)
    by(db, SMS)
    (number,) = queued(db, told())
    limits = gateways._LIMITS
    monkeypatch.setattr(
        gateways,
        "_LIMITS",
        limits.__class__(
            **{
                **vars(limits),
                "read_seconds": 0.3,
            }
        ),
    )
    cell.answers = [1.0]

    mail.work(db, office)
    assert state(db, number)[0] == "failed"
    assert "did not say whether it took" in state(db, number)[1]
    # Nobody at the other end: nothing was asked.
    describe(office, SMS, f"http://127.0.0.1:{free_port()}")
    (other,) = queued(db, told(key="other"))
    mail.work(db, office)
    assert state(db, other)[0] == "queued"


@SQLITE
def test_who_is_not_in_the_list_is_not_offered_the_way(db, office, cell):
    describe(office, SMS, cell.url)
    assert ways_to(office, ADDRESS) == (SMS,)
    assert ways_to(office, "other@example.vn") == ()
    assert subscriptions.ways(office, ADDRESS) == (MAIL, SMS, NONE)
    hooked = office.model_copy(update={"webhook_url": "https://x.example"})
    assert subscriptions.ways(hooked, "other@example.vn") == (MAIL, WEBHOOK, NONE)
    (number,) = queued(db, told())
    mark = subscriptions.token(office, number, told().key)
    with pytest.raises(UsageError):
        subscriptions.choose(db, office, mark, {"digest": ZALO})
    subscriptions.choose(db, office, mark, {"digest": SMS})
    # Taken out of the list meanwhile: said, and nothing sent anywhere.
    (office.var / "sms.csv").write_text("mail,to\n", encoding="utf-8")
    (later,) = queued(db, told(key="later"))
    mail.work(db, office)
    assert state(db, later)[0] == "failed"
    assert "names no number" in state(db, later)[1]
    assert cell.got == []


@SQLITE
def test_what_is_wrong_with_one_way_stops_no_other(db, office, cell):
    describe(office, SMS, cell.url, body={"Phone": "{phone}"})
    by(db, SMS)
    (number,) = queued(db, told())
    (letter,) = queued(db, told(key="k", reader="Khác", address="khac@example.vn"))
    with mail_server() as (box, url):
        set_ = {"smtp_url": url, "mail_from": "kpi@example.gov.vn"}
        with pytest.raises(SettingsError, match=r"\{phone\} is not known"):
            mail.work(db, office.model_copy(update=set_))
    assert state(db, letter)[0] == "sent"
    assert state(db, number)[0] == "queued"
    assert len(box.mails) == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("url: http://sms.example.vn", "https"),
        ("url: https://sms.example.vn/{key}", "braces"),
        ("colour: red", "colour"),
        ("longest: 0", "longest"),
        ("taken: {values: [0]}", "taken.field"),
        ("headers: {A: '{pasword}'}", "pasword"),
    ],
)
def test_a_description_that_cannot_be_meant_is_refused_in_one_line(
    tmp_path, wrong, said
):
    file = tmp_path / "sms.yaml"
    whole = {"url": "https://a.vn", "body": {}, "taken": {"field": "e", "values": [0]}}
    file.write_text(yaml.safe_dump(whole | yaml.safe_load(wrong)), encoding="utf-8")

    with pytest.raises(SettingsError, match=said):
        read_gateway(file)


@pytest.mark.parametrize("way", [ZALO, SMS])
def test_the_descriptions_that_are_shipped_can_be_read(way):
    one = read_gateway(SHIPPED / f"{way}.yaml")

    assert one.url.startswith("https://")
    assert (one.renewal is not None) == (way == ZALO)


def test_what_is_filled_in_is_never_filled_again():
    values = dict.fromkeys(MESSAGE, "") | {"to": "{secret}", "secret": "s"}

    assert filled({"a": ["{to} {secret}", 1]}, values) == {"a": ["{secret} s", 1]}


@SQLITE
def test_a_gateway_without_its_first_token_says_what_to_write(db, office, cell):
    describe(office, ZALO, cell.url)
    by(db, ZALO)
    queued(db, told())
    (office.var / "zalo.token").unlink()

    with pytest.raises(SettingsError, match=r"zalo\.token must hold"):
        mail.work(db, office)
    (office.var / "zalo.token").write_text('{"refresh": "r1"}')
    (office.var / "zalo.csv").write_text("address\nx\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="columns mail and to"):
        mail.work(db, office)
    assert ways_to(office, ADDRESS) == ()
