"""The link that ends messages: by POST alone, without signing in, and nobody else's."""

import pytest
from sqlalchemy import select

from actions.subscriptions import token
from app import create_app
from store import messages, subscriptions
from store.audit import entries
from store.engine import open_database
from store.messages import Message
from store.schema import subscription

ADDRESS = "chu.tich@example.gov.vn"


@pytest.fixture
def link(new_sqlite):
    """A browser of a place where pages are closed, a message's link, the database."""
    settings = new_sqlite(public="no", production="no")
    db = open_database(settings)
    told = Message("digest:1", "digest", "Nguyễn Văn Tốt", ADDRESS, "Tuần", "Đạt")
    with db.write() as connection:
        number = messages.queue(connection, told)
    web = create_app(settings).server.test_client()
    yield web, f"/unsubscribe?m={token(settings, number, told.key)}&lang=en", db
    db.close()


def way(db, reader="Nguyễn Văn Tốt", kind="digest"):
    with db.read() as connection:
        return subscriptions.way_of(connection, reader, ADDRESS, kind)


def test_looking_at_the_link_ends_nothing(link):
    web, address, db = link

    shown = web.get(address)

    assert shown.status_code == 200 and "Turn these messages off" in shown.text
    assert web.head(address).status_code == 200
    assert way(db) == "mail"


def test_one_click_of_a_mail_program_ends_the_kind_for_this_reader_alone(link):
    web, address, db = link

    answer = web.post(address, data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200 and "turned off" in answer.text
    assert way(db) == "none"
    assert way(db, kind="alert") == "mail"
    assert way(db, reader="Hoàng Văn Sau") == "mail"
    with db.read() as connection:
        assert [one.deed for one in entries(connection, access=False)] == [
            "subscription"
        ]


def test_a_reader_chooses_by_kind_and_turns_on_again(link):
    web, address, db = link
    web.post(address, data={"way-digest": "none", "way-alert": "none"})
    web.post(address, data={"way-digest": "mail"})

    assert (way(db), way(db, kind="alert")) == ("mail", "none")
    for wrong in ({"way-digest": "webhook"}, {"way-account": "none"}):
        assert web.post(address, data=wrong).status_code == 400


def test_a_link_that_was_changed_or_guessed_does_nothing(link):
    web, address, db = link
    start, _, mark = address.partition("m=")
    for wrong in ("2" + mark[1:], "1.", "", "x.y", "9" * 40 + ".0", mark[:-9] + "0"):
        assert web.get(f"{start}m={wrong}").status_code == 404
        assert web.post(f"{start}m={wrong}").status_code == 400
    with db.read() as connection:
        assert connection.execute(select(subscription)).first() is None


def test_a_page_of_another_site_cannot_send_the_form(link):
    web, address, db = link

    answer = web.post(address, headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert way(db) == "mail"
