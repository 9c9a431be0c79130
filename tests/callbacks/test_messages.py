"""The log of messages: whom what was sent, how it went, sending it again."""

import csv
import io
from datetime import date
from fractions import Fraction

import pytest
from dash import no_update
from sqlalchemy import select

from board import Board
from callbacks.downloads import file_for
from callbacks.messages import again
from callbacks.pages import messages as page
from callbacks.pages import unit
from core.clock import now
from core.language import set_language
from layouts.state import read
from metrics.alerts import AlertLook, AlertRow, Reading, Standing, TellsOf
from store import alerts, messages, outbox, subscriptions
from store.messages import Message, Why
from store.schema import audit
from store.subscriptions import Choice
from tests.layouts.components import ids, texts
from tests.make import GOOD, LATE, load, place

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
READER, ADDRESS = "Nguyễn Văn Tốt", "tot@example.vn"
REFUSED = Why("“{address}” is no mail address.", {"address": "x"})


def told(key, **values):
    about = {"kind": "digest", "reader": READER, "address": ADDRESS, "unit": GOOD}
    about |= {"subject": "Weekly", "text": "9/10 <b>", "scope": f"chair: {GOOD}"}
    return Message(key, **{**about, **values})


@pytest.fixture
def board(db, settings, clock):
    """1 was sent, 2 is private and failed, 3 was turned off, 4 waits."""
    load(db, settings, *place())
    link = {"kind": "account", "text": "a secret link", "subject": "secret subject"}
    off = Choice(READER, ADDRESS, "alert", "none")
    with db.write() as connection:
        subscriptions.choose(connection, off, "reader")
        messages.queue(connection, told("1", files=(("ranking.xlsx", b"1"),)))
        messages.queue(connection, told("2", private=True, **link))
        messages.queue(connection, told("3", kind="alert"))
        other = {"unit": LATE, "reader": "Trần Thị Trễ", "address": "tre@example.vn"}
        messages.queue(connection, told("4", after=now(), **other))
        for number, state, why in ((1, "sent", Why("")), (2, "failed", REFUSED)):
            outbox.ended(connection, outbox.claim(connection, number), state, why)
    return Board(db, settings)


def shown(board, search=""):
    set_language("en")
    return page.show(board, read("/messages", f"?lang=en{search}"))


def listed(board, search, form="csv"):
    _, content = file_for(board, "messages", form, "/messages", f"?lang=en{search}")
    rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    return {int(row["id"]): row for row in rows}


def test_the_list_says_who_was_told_what_and_why_not(board):
    text = texts(shown(board))
    for said in (READER, ADDRESS, "Sent", "Waits to be sent", "Being sent"):
        assert said in text
    assert "The reader has turned this off." in text
    assert "“x” is no mail address." in text
    assert "The newest 4 of 4 messages" in text
    assert "secret" not in text
    turned_off = text[text.index("Turned off by readers") :]
    assert READER in turned_off and "Alert" in turned_off

    # What is filtered on the page is filtered in the file.
    for search, numbers in (
        ("&state=skipped", {3}),
        ("&kind=digest", {1, 4}),
        ("&q=nguyen van tot&state=sent", {1}),
        ("&q=TRE@", {4}),
        (f"&q={GOOD}", {1, 2, 3}),
        ("&q=nowhere", set()),
    ):
        assert set(listed(board, search)) == numbers, search
        found = f"of {len(numbers)} messages" if numbers else "No message fits"
        assert found in texts(shown(board, search)), search
    (row,) = listed(board, "&state=failed").values()
    assert (row["kind"], row["state"], row["tries"]) == ("account", "failed", "1")


def test_one_message_shows_its_words_as_text_its_scope_and_every_step(board):
    text = texts(shown(board, "&id=1"))
    assert "9/10 <b>" in text
    assert f"chair: {GOOD}" in text
    way = text[text.index("On its way") :]
    assert way.index("Sent") < way.index("Being sent") < way.index("Waits to be sent")


def test_a_sent_message_is_sent_again_and_the_audit_tells_it(board):
    assert "message-again" in ids(shown(board, "&id=1"))
    assert "ranking.xlsx" in texts(shown(board, "&id=1"))
    assert again(board, "?lang=en&id=1") == ("?lang=en&id=1&said=4", "")

    about = board.message(1)
    assert (about.about.state, about.steps[-1].who) == ("queued", "operator")
    with board.db.read() as connection:
        deeds = connection.execute(select(audit.c.deed, audit.c.about)).all()
    assert ("message_again", "1") in [tuple(deed) for deed in deeds]
    # It waits now: nobody sends it a third time meanwhile.
    assert "message-again" not in ids(shown(board, "&id=1"))
    assert "waits to be sent already" in again(board, "?lang=en&id=1")[1]


def test_a_private_message_shows_no_words_and_is_not_sent_again(board):
    assert "secret" not in texts(shown(board, "&id=2"))
    assert "message-again" not in ids(shown(board, "&id=2"))
    to, wrong = again(board, "?lang=en&id=2")
    assert to is no_update
    assert "forgotten" in wrong
    assert "no message 9" in again(board, "?lang=en&id=9")[1]
    with board.db.read() as connection:
        deeds = connection.scalars(select(audit.c.deed)).all()
    assert "message_again" not in deeds
    assert board.message(2).about.state == "failed"


def test_what_cannot_be_sent_again_says_so_before_it_is_tried(board):
    # Turned off since it was sent: the button stays, and what it comes to is said.
    said = "turned this kind off: it stays unsent"
    assert said not in texts(shown(board, "&id=1"))
    with board.db.write() as connection:
        off = Choice(READER, ADDRESS, "digest", "none")
        subscriptions.choose(connection, off, "reader")
        # Written while data were late, by an earlier version.
        late = Why(messages.LATE, {"sources": "Một cửa"})
        stale = messages.queue(connection, told("5", skipped=late))
    assert said in texts(shown(board, "&id=1"))
    assert "message-again" in ids(shown(board, "&id=1"))

    assert "in time" in again(board, f"?lang=en&id={stale}")[1]
    assert board.message(stale).about.state == "skipped"


FELL = Standing("fired", Fraction(4, 5))
FIGURE = Reading(date(2025, 7, 23), 90, 130)


def alert(event, code=GOOD, standing=FELL, **facts):
    return AlertRow(
        "fell_below", code, "online_dossiers", event, standing, FIGURE, facts
    )


def test_what_fired_and_what_did_not_says_why_and_who_was_told(board):
    late = ("The data were late: {sources}.", {"sources": "Một cửa <b>"})
    with board.db.write() as connection:
        day = date(2025, 7, 23)
        about = {"judged": 3, "waiting": 1, "armed": 1, "fired": 1}
        looked = AlertLook("fell_below", "online_dossiers", day, **about)
        alerts.add_look(connection, looked, 7)
        alerts.add_look(connection, AlertLook("slipped", "e2e_dossiers", day, late), 7)
        # Looked at again while they stay late: one row is kept of it.
        alerts.add_look(connection, AlertLook("slipped", "e2e_dossiers", day, late), 7)
        rows = [alert("armed"), alert("crossed", title="Fell below the target")]
        rows += [alert("blocked", LATE), alert("crossed", LATE)]
        alerts.add(connection, rows, 7)
        alerts.tell(connection, 2, TellsOf("chair", READER, ADDRESS), 1)
        alerts.tell(connection, 2, TellsOf("leaders"), None)
        alerts.tell(connection, 2, TellsOf("leaders", "forgotten-3"), None)
    text = texts(shown(board))
    text = text[text.index("Alerts: what fired") :]

    assert "69.23% (90/130) on 23/7/2025; target 80%" in text
    assert READER in text
    assert "no leader has an address" in text
    assert "somebody whose name is no longer kept" in text
    assert "forgotten-" not in text
    assert "Waits for the next working morning" in text
    assert "the unit's data are late" in text
    assert text.count("The data were late: Một cửa <b>.") == 1
    # That a rule was armed is counted, and not listed for every unit.
    assert "Armed" in text[text.index("looked at last") :]
    # The search is the one of the messages.
    sought = texts(shown(board, f"&q={LATE}"))
    assert READER not in sought[sought.index("Alerts: what fired") :]

    # A rule that cannot be read hides nothing of what was kept.
    own = board.settings.var / "alerts.yaml"
    own.write_text("alerts: {fell_below: {points: x}}", encoding="utf-8")
    broken = texts(shown(board))
    assert "fell_below.points" in broken
    assert "69.23% (90/130)" in broken
    page_of_unit = texts(unit.show(board, read(f"/units/{GOOD}", "?lang=en", GOOD)))
    assert "Fell below the target. " in page_of_unit
    assert f"{READER}: Sent." in page_of_unit
