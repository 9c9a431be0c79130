"""Pages and minutes of a meeting go to who is in office, each their own, once."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from sqlalchemy import select

from actions import stocktake as actions
from board import Board
from core.errors import UsageError
from jobs import mail, meetings
from store.engine import open_database
from store.schema import message
from tests.accounts.people import person
from tests.conftest import NOW
from tests.jobs.post import mail_server
from tests.make import CHANGED, EMPTY, GOOD, LATE, cast, load, term

DAY = date(2025, 7, 24)
TEXT = "Mở thêm bàn hỗ trợ <b>"
AGREED = {
    "text": TEXT,
    "c1_indicator": "online_dossiers",
    "c1_gain": "6,5",
    "c1_due": "2025-08-30",
    "c1_owner": "Trần Thị Muộn",
}
MUON, SAU, LEADS = "muon@example.vn", "sau@example.vn", "leads@example.vn"


def rows():
    """Two Chairs with an address, one without, and a unit with nobody in office since
    yesterday."""
    return [
        *cast(),
        term(LATE, "Trần Thị Muộn", email=MUON),
        term(CHANGED, "Hoàng Văn Sau", starts_on="2025-07-15", email=SAU),
        term(EMPTY, "Lê Văn Vắng", acting=1, ends_on="2025-07-23"),
    ]


@pytest.fixture
def office(stocked):
    """With a leader, and somebody who leads nothing."""
    settings = stocked(rows)
    db = open_database(settings)
    with time_machine.travel(NOW, tick=False):
        person(db, "leader", mail=LEADS, language="en")
        person(db, "viewer", mail="viewer@example.vn")
        yield SimpleNamespace(db=db, board=Board(db, settings), settings=settings)
    db.close()


def prepared(office):
    """A meeting of all four, not yet frozen."""
    about = ("Giao ban\nBcc: x@y.z", DAY, "", "online_dossiers", DAY)
    number = actions.prepare(office.db, *about)
    for code in (GOOD, LATE, CHANGED, EMPTY):
        actions.change(office.db, number, code, True, "Mời", DAY)
    return number


def frozen(office):
    number = prepared(office)
    actions.evaluate(office.db, number)
    pages = office.board.prepared(office.board.meeting(number))
    actions.freeze(office.db, number, pages, DAY)
    return number


def send(office, number, what):
    """What became of it, and the messages that there are then, by address."""
    actions.send(office.db, number, what, DAY)
    meetings.work(office.db, office.settings)
    told = office.board.sendings(number)[-1].told
    with office.db.read() as connection:
        rows = connection.execute(select(message).order_by(message.c.id)).all()
    return told, {row.address: row for row in rows if row.key.startswith(what)}


def test_each_chair_is_told_of_their_own_unit_and_leaders_of_all(office):
    number = frozen(office)
    told, found = send(office, number, "pack")
    assert told == {
        "queued": 3,
        "before": 0,
        "nobody": [EMPTY],
        "no_address": [GOOD],
    }
    assert set(found) == {MUON, SAU, LEADS, ""}
    own = found[MUON]
    assert (own.unit_code, own.state) == (LATE, "queued")
    assert own.scope.startswith(f"chair {LATE}; evaluation ")
    # 2 of 10; of the others nothing stands there.
    assert "2/10" in own.text
    for other in ("9/10", "10/20", "Hoàng Văn Sau", "Phường Ba Đình"):
        assert other not in own.text
    assert f"/stocktake?meeting={number}&unit={LATE}" in own.text
    assert "\n" not in own.subject
    whole = found[LEADS]
    assert whole.scope.startswith("leader; evaluation ")
    for counts in ("9/10", "2/10", "10/20"):
        assert counts in whole.text
    assert "Added by hand" in whole.text
    assert found[""].state == "skipped"


def test_nobody_has_the_same_twice_and_who_takes_office_has_theirs(office):
    number = frozen(office)
    with mail_server() as (box, url):
        sends = {"smtp_url": url, "mail_from": "kpi@example.org"}
        settings = office.settings.model_copy(update=sends)
        send(office, number, "pack")
        mail.work(office.db, settings)
        assert sorted(box.to) == sorted([MUON, SAU, LEADS])
        told, _found = send(office, number, "pack")
        assert (told["queued"], told["before"]) == (0, 3)
        new = term(LATE, "Bà Mới", starts_on="2025-07-24", email="moi@example.vn")
        load(
            office.db,
            office.settings,
            term(LATE, "Trần Thị Muộn", email=MUON, ends_on="2025-07-23"),
            new,
        )
        told, _found = send(office, number, "pack")
        assert (told["queued"], told["before"]) == (1, 2)
        mail.work(office.db, settings)
        assert box.to[3:] == ["moi@example.vn"]


def test_minutes_go_again_to_whom_more_was_agreed_with(office):
    number = frozen(office)
    _told, found = send(office, number, "minutes")
    assert set(found) == {MUON, SAU, LEADS, ""}
    assert TEXT not in found[MUON].text
    actions.agree(office.db, number, LATE, AGREED, "Trần Thị Muộn", DAY)
    told, found = send(office, number, "minutes")
    # The Chair of the unit and the leader; not the Chair of another.
    assert (told["queued"], told["before"]) == (2, 1)
    assert TEXT in found[MUON].text
    assert TEXT in found[LEADS].text
    assert "<b>" not in found[LEADS].html.replace("&lt;b&gt;", "")
    assert TEXT not in found[SAU].text


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_only_a_frozen_meeting_is_mailed_and_only_another_is_discarded(office):
    number, kept = prepared(office), frozen(office)
    with pytest.raises(UsageError, match="Freeze"):
        actions.send(office.db, number, "pack", DAY)
    with pytest.raises(UsageError):
        actions.send(office.db, kept, "everything", DAY)
    actions.send(office.db, kept, "pack", DAY)
    with pytest.raises(UsageError, match="already"):
        actions.send(office.db, kept, "pack", DAY)

    with pytest.raises(UsageError, match="why"):
        actions.discard(office.db, number, " ", DAY)
    with pytest.raises(UsageError, match="frozen"):
        actions.discard(office.db, kept, "Hoãn", DAY)
    actions.discard(office.db, number, "Hoãn", DAY)
    gone = office.board.meeting(number)
    assert gone.discarded.reason == "Hoãn"
    for again in (
        lambda: actions.discard(office.db, number, "Hoãn", DAY),
        lambda: actions.change(office.db, number, GOOD, False, "x", DAY),
        lambda: actions.evaluate(office.db, number),
    ):
        with pytest.raises(UsageError, match="discarded"):
            again()
    assert {one.id for one in office.board.meetings()} == {number, kept}
