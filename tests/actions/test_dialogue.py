"""What people do in the dialogue: nothing is edited, nothing half sent."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from sqlalchemy import select

from actions import dialogue as actions
from board import Board
from core.errors import UsageError
from store.engine import open_database
from store.schema import audit
from tests.conftest import ENGINES, NOW
from tests.make import BIRTH, COPY, LATE, cast, load

DAY = date(2025, 7, 18)
GOOD_ANSWER = {"cause": "portal_outage", "text": "Cổng lỗi ba ngày"}
PROMISE = {
    "c1_indicator": "online_dossiers",
    "c1_about": BIRTH,
    "c1_gain": "6,5",
    "c1_due": "2025-08-15",
    "c1_owner": "Lê Thị Phụ",
}


@pytest.fixture(scope="module", params=ENGINES)
def office(request, lasting):
    settings = lasting(request.param)
    db = open_database(settings)
    with time_machine.travel(NOW, tick=False):
        load(db, settings, *cast())
        yield db, Board(db, settings)
    db.close()


@pytest.fixture
def asked(office):
    """A request by hand of its own."""
    db, _ = office
    due = DAY + timedelta(days=5)
    return actions.ask(db, LATE, " Vì sao? ", due, "Trần Thị Muộn", DAY)


def test_a_request_is_answered_returned_answered_and_accepted(office, asked):
    db, board = office
    first = actions.answer(db, asked, GOOD_ANSWER | PROMISE, DAY)
    later = DAY + timedelta(days=9)
    actions.decide(db, asked, "returned", "Chưa rõ", DAY, later)
    returned = board.request(asked, None)
    assert (returned.state, returned.due) == ("returned", later)

    second = actions.answer(db, asked, GOOD_ANSWER, DAY)
    actions.decide(db, asked, "accepted", "", DAY)
    one = board.request(asked, None)
    whats = [entry.what for entry in one.entries]
    assert whats == ["answered", "returned", "answered", "accepted"]
    assert (one.text, one.entries[0].id, one.entries[2].id) == (
        "Vì sao?",
        first,
        second,
    )
    [promise] = [c for c in board.commitments(None) if c.request_id == asked]
    told = (promise.gain, promise.procedure_code, promise.due_on, promise.entry_id)
    assert told == ("0.0650", BIRTH, date(2025, 8, 15), first)
    with db.read() as connection:
        deeds = connection.execute(
            select(audit.c.deed).where(audit.c.about.like(f"{asked}: {LATE}%"))
        )
        assert [row.deed for row in deeds] == [
            "request_asked",
            "request_answered",
            "request_returned",
            "request_answered",
            "request_accepted",
        ]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"cause": ""}, "cause"),
        ({"cause": "moon"}, "cause"),
        ({"text": "  "}, "sentence"),
        ({"text": "x" * 4001}, "4000"),
        ({"c1_gain": "0"}, "Commitment 1"),
        ({"c1_gain": "1/3"}, "Commitment 1"),
        ({"c1_gain": "100.01"}, "Commitment 1"),
        ({"c1_due": "2025-07-24"}, "25/07/2025"),
        ({"c1_due": "2026-07-20"}, "19/07/2026"),
        ({"c1_due": ""}, "25/07/2025"),
        ({"c1_owner": ""}, "sees to it"),
        ({"c1_about": "9.999999"}, "9.999999"),
        ({"c1_indicator": "online_procedures"}, "dossiers"),
        ({"c3_owner": "Ai đó"}, "Commitment 3"),
    ],
)
def test_what_cannot_be_sent_is_told_and_the_draft_is_kept(office, asked, change, told):
    db, board = office
    fields = GOOD_ANSWER | PROMISE | change
    actions.save_draft(db, asked, fields)

    with pytest.raises(UsageError, match=told):
        actions.answer(db, asked, fields, DAY)
    assert board.request(asked, None).entries == ()
    assert not [c for c in board.commitments(None) if c.request_id == asked]
    assert board.draft(asked)[0] == {k: v for k, v in fields.items() if v}


def test_the_last_possible_day_and_a_group_can_be_promised(office, asked):
    db, board = office
    fields = {"c1_due": "2026-07-19", "c1_about": "field:Hộ tịch", "c1_gain": "100"}
    fields |= {"c2_indicator": "e2e_procedures", "c2_gain": "0.01"}
    fields |= {"c2_due": "2025-07-25", "c2_owner": "x"}
    actions.save_draft(db, asked, {"text": "nháp"})
    actions.answer(db, asked, GOOD_ANSWER | PROMISE | fields, DAY)

    found = [c for c in board.commitments(None) if c.request_id == asked]
    assert [(c.field, c.procedure_code, c.gain) for c in found] == [
        ("Hộ tịch", "", "1.0000"),
        ("", "", "0.0001"),
    ]
    # What was sent leaves no draft behind.
    assert board.draft(asked)[0] == {}


def test_what_was_sent_is_final_and_only_an_answer_is_decided_on(office, asked):
    db, _ = office
    with pytest.raises(UsageError, match="no answer"):
        actions.decide(db, asked, "accepted", "", DAY)
    actions.answer(db, asked, GOOD_ANSWER, DAY)
    for again in (actions.answer, lambda *a: actions.save_draft(*a[:3])):
        with pytest.raises(UsageError, match="not changed"):
            again(db, asked, GOOD_ANSWER, DAY)
    with pytest.raises(UsageError, match="why"):
        actions.decide(db, asked, "returned", " ", DAY)
    with pytest.raises(UsageError, match="to be done"):
        actions.decide(db, asked, "paused", "x", DAY)
    with pytest.raises(UsageError, match="999999"):
        actions.answer(db, 999999, GOOD_ANSWER, DAY)


def test_a_leader_asks_with_a_text_and_a_day_ahead(office):
    db, _ = office
    with pytest.raises(UsageError):
        actions.ask(db, LATE, " ", DAY + timedelta(days=1), "", DAY)
    with pytest.raises(UsageError):
        actions.ask(db, LATE, "x", DAY, "", DAY)
    with pytest.raises(UsageError):
        actions.ask(db, "", "x", DAY + timedelta(days=1), "", DAY)


def test_a_procedure_that_a_unit_receives_can_be_promised_of(office):
    _, board = office
    offered = board.promisable(LATE)

    assert [code for code, _name, _field in offered] == [BIRTH]
    assert COPY not in offered
