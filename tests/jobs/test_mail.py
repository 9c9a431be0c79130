"""The outbox and what sends it: once, or said why not."""

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from core.errors import SettingsError, UsageError
from jobs import mail
from jobs.senders.letter import mail_from
from jobs.senders.webhook import signature
from store import messages, outbox, subscriptions
from store.messages import Message
from store.schema import delivery
from tests.jobs.post import by_mail, free_port, hook_server, mail_server, silent_server

# So long that a line does not hold it.
LONG = "https://kpi.a-name-longer-than-most-others.example.gov.vn"
ADDRESS = "chu.tich@example.gov.vn"


def told(key="digest:00004:2025-07-21", **values):
    about = {"kind": "digest", "reader": "Nguyễn Văn Tốt", "address": ADDRESS}
    about |= {"subject": "Tình hình tuần", "text": "Đạt 9/10 hồ sơ.", **values}
    return Message(key, **about)


def queued(db, *wanted):
    with db.write() as connection:
        return [messages.queue(connection, one) for one in wanted]


def state(db, number):
    with db.read() as connection:
        one = messages.one(connection, number)
    return one.state, messages.why(one.why).key


@pytest.fixture(scope="module")
def server():
    with mail_server() as running:
        yield running


@pytest.fixture
def post(server):
    box, url = server
    box.mails.clear(), box.to.clear(), box.answers.clear()
    return box, url


def test_a_message_is_queued_once_under_its_key_and_sent_once(db, settings, post):
    box, url = post
    first, second = queued(db, told(), told(subject="Anew"))

    assert second is None
    for _ in range(2):
        mail.work(db, by_mail(settings, url, public_url=LONG))
    assert state(db, first) == ("sent", "")
    (got,) = box.mails
    assert box.to == [ADDRESS]
    assert got["Subject"] == "Tình hình tuần"
    assert got["To"].addresses[0].display_name == "Nguyễn Văn Tốt"
    assert got["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    off = got["List-Unsubscribe"].strip("<>")
    assert off.startswith(f"{LONG}/unsubscribe?m=")
    plain, page = got.iter_parts()
    assert off in plain.get_content() and off in page.get_content()
    assert "Đạt 9/10 hồ sơ." in plain.get_content()
    assert "Đạt 9/10 hồ sơ.</p>" in page.get_content()


def test_what_is_undone_is_never_told(db, settings, post):
    box, url = post
    with pytest.raises(RuntimeError), db.write() as connection:
        messages.queue(connection, told())
        raise RuntimeError

    mail.work(db, by_mail(settings, url))
    assert box.mails == []


def test_without_a_server_messages_wait_and_nothing_fails(db, settings):
    (number,) = queued(db, told())

    note = mail.work(db, settings)

    assert note.values == {"waiting": 1}
    assert state(db, number) == ("queued", "")


def test_what_is_no_address_is_kept_as_skipped(db):
    for address in ("", "no address", "a@b.vn, c@d.vn", "a@b.vn\nx"):
        (number,) = queued(db, told(f"digest:{address}", address=address))

        assert state(db, number)[0] == "skipped"
        with db.write() as connection, pytest.raises(UsageError):
            outbox.again(connection, number, "admin")


def test_an_unknown_kind_is_refused(db):
    with pytest.raises(UsageError, match="gossip"):
        queued(db, told(kind="gossip"))


def test_an_address_refused_for_good_fails_and_holds_up_nobody(db, settings, post):
    box, url = post
    box.answers[ADDRESS] = "550 no such person"
    bad, good = queued(db, told(), told("digest:2", address="b@example.gov.vn"))

    note = mail.work(db, by_mail(settings, url))

    assert note.values == {"sent": 1, "failed": 1, "waiting": 0}
    assert state(db, bad) == ("failed", "The mail server refuses it: {code} {said}")
    assert state(db, good)[0] == "sent"


def test_a_server_that_is_away_is_asked_again_and_then_takes_it(db, settings, clock):
    port = free_port()
    chosen = by_mail(settings, f"smtp://127.0.0.1:{port}")
    (number,) = queued(db, told())

    mail.work(db, chosen)
    assert state(db, number) == ("queued", "The mail server does not answer: {said}")
    with mail_server(port) as (box, _):
        mail.work(db, chosen)
        assert box.mails == []
        clock.shift(timedelta(minutes=mail.BACKOFF_MINUTES[0]))
        mail.work(db, chosen)
        assert len(box.mails) == 1
    assert state(db, number)[0] == "sent"
    with db.read() as connection:
        story = connection.scalars(select(delivery.c.state).order_by(delivery.c.id))
        assert [*story] == ["queued", "sending", "queued", "sending", "sent"]


def test_a_server_that_says_nothing_is_left_after_the_time_out(db, settings):
    (number,) = queued(db, told())

    with silent_server() as url:
        mail.work(db, by_mail(settings, url, smtp_seconds=0.2))

    assert state(db, number)[0] == "queued"


def test_one_handed_over_without_an_answer_is_not_sent_again_by_itself(
    db, settings, clock
):
    (number,) = queued(db, told())
    with mail_server() as (box, url):
        box.slow = 1.0
        mail.work(db, by_mail(settings, url, smtp_seconds=0.3))
    assert state(db, number)[0] == "failed"

    (other,) = queued(db, told("digest:3"))
    with db.write() as connection:
        outbox.claim(connection, other)
    clock.shift(timedelta(minutes=16))
    mail.work(db, by_mail(settings, "smtp://127.0.0.1:9"))
    assert state(db, other) == ("failed", outbox.UNKNOWN.key)


def test_two_workers_never_send_one_message_twice(db, settings, post):
    box, url = post
    wanted = [told(f"digest:{n}", address=f"p{n}@example.gov.vn") for n in range(12)]
    numbers = queued(db, *wanted)
    chosen = by_mail(settings, url)
    workers = [threading.Thread(target=mail.work, args=(db, chosen)) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()

    assert sorted(box.to) == sorted(one.address for one in wanted)
    assert {state(db, number)[0] for number in numbers} == {"sent"}


def test_what_is_out_of_date_or_turned_off_meanwhile_is_not_sent(
    db, settings, post, clock
):
    box, url = post
    old, off = queued(db, told(), told("alert:1", kind="alert"))
    with db.write() as connection:
        choice = subscriptions.Choice(
            "Nguyễn Văn Tốt", ADDRESS.upper(), "alert", "none"
        )
        subscriptions.choose(connection, choice, "reader")
    later, other = queued(
        db, told("alert:2", kind="alert"), told("alert:3", kind="alert", reader="Sau")
    )
    mail.work(db, by_mail(settings, url, smtp_url=""))
    clock.shift(timedelta(days=1))
    assert state(db, later) == ("skipped", "The reader has turned this off.")
    clock.shift(timedelta(days=3))

    mail.work(db, by_mail(settings, url))
    assert box.mails == []
    assert state(db, old)[1] == "It was out of date before it could be sent."
    assert state(db, off)[0] == state(db, other)[0] == "skipped"


def test_words_that_let_somebody_in_are_forgotten_and_others_sent_again(
    db, settings, post
):
    box, url = post
    once, plain = queued(db, told("reset:1", kind="account", private=True), told())
    mail.work(db, by_mail(settings, url))

    with db.write() as connection:
        assert messages.one(connection, once).text == ""
        with pytest.raises(UsageError):
            outbox.again(connection, once, "admin")
        outbox.again(connection, plain, "admin")
    mail.work(db, by_mail(settings, url))
    assert box.mails[0]["List-Unsubscribe"] is None
    assert [one["Message-ID"] for one in box.mails[1:]] == [
        box.mails[1]["Message-ID"]
    ] * 2


def test_nothing_in_names_titles_or_texts_becomes_a_header_or_a_tag(db, settings, post):
    box, url = post
    evil = 'Phường <img src=x onerror="a()">\r\nBcc: thief@example.com'
    queued(db, told(reader=evil, subject=evil, text=evil))

    mail.work(db, by_mail(settings, url))

    (got,) = box.mails
    assert got["Bcc"] is None and box.to == [ADDRESS]
    page = [*got.iter_parts()][1].get_content()
    assert "<img" not in page and "&lt;img" in page


def test_the_webhook_gets_signed_json_and_is_asked_again(db, settings, clock):
    with hook_server(503) as (got, url):
        values = {"webhook_url": url, "webhook_secret": "khoá"}
        chosen = settings.model_copy(update=values)
        with db.write() as connection:
            choice = subscriptions.Choice(
                "Nguyễn Văn Tốt", ADDRESS, "digest", "webhook"
            )
            subscriptions.choose(connection, choice, "reader")
        (number,) = queued(db, told())
        mail.work(db, chosen)
        assert state(db, number)[0] == "queued"
        clock.shift(timedelta(minutes=1))
        mail.work(db, chosen)

    assert state(db, number)[0] == "sent"
    (first, *_), (headers, body, said) = got
    assert first["Idempotency-Key"] == headers["Idempotency-Key"]
    signed = signature("khoá", headers["X-Haicap-Timestamp"], body)
    assert headers["X-Haicap-Signature"] == f"sha256={signed}"
    assert said["to"]["mail"] == ADDRESS and said["text"].startswith("Đạt 9/10")


def test_a_setting_that_would_send_a_password_in_the_open_is_refused(settings, db):
    queued(db, told())
    for url in ("smtp+plain://me@mail.example.vn", "smtp://me:word@x.vn", "mail.vn"):
        with pytest.raises(SettingsError, match="HAICAP_SMTP_URL"):
            mail.work(db, by_mail(settings, url, smtp_seconds=0.1))
    with pytest.raises(SettingsError, match="HAICAP_MAIL_FROM"):
        mail_from("no address")


def test_messages_are_kept_as_long_as_is_set_and_then_forgotten(db, settings, clock):
    (number,) = queued(db, told())
    clock.shift(timedelta(days=settings.keep_messages_days))
    mail.work(db, settings)
    with db.read() as connection:
        assert messages.one(connection, number) is not None

    clock.shift(timedelta(seconds=1))
    mail.work(db, settings)
    with db.read() as connection:
        assert messages.one(connection, number) is None
        assert connection.execute(select(delivery)).first() is None
