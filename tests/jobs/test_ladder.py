"""Steps of escalation: once each, to who holds the office on that day."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from actions import dialogue, ladder
from board import Board
from board.dialogue_rules import OWN, dialogue_rules
from callbacks.pages import dialogue as page
from core.errors import SettingsError, UsageError
from core.language import set_language
from jobs.ladder import climb, take
from layouts.state import read
from store.audit import Asked, search
from store.engine import open_database
from store.schema import message
from store.subscriptions import Choice, choose
from tests.accounts.people import CHAIR, person
from tests.conftest import NOW
from tests.layouts.components import texts
from tests.make import GOOD, LATE, cast, load, term

DAY = date(2025, 7, 24)
DUE = DAY + timedelta(days=5)
SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def city(board_over, clock):
    """A request to the good commune, whose Chair has an account; to the late one, whose
    Chair has no address; both are due on 29 July."""
    board = board_over(cast)
    person(board.db, "chair", mail="tot@example.org", language="en")
    person(board.db, "leader", mail="lanh-dao@example.org")
    load(board.db, board.settings, term(GOOD, "Lê Thị Phó", post="vice_chair"))
    for code in (GOOD, LATE):
        dialogue.ask(board.db, code, "Vì sao?", DUE, "", DAY)
    return board, clock


def on(city, days_late):
    """The job on a day, twice; what it says the first time."""
    board, clock = city
    clock.move_to(NOW + (DUE - DAY) + timedelta(days=days_late))
    first = climb(board.db, board.settings)
    other = open_database(board.settings)
    try:
        assert climb(other, board.settings).message == "No step of the ladder is due."
    finally:
        other.close()
    return first


def taken(board, unit=GOOD):
    return [(one.rung, one.late, one.paused) for one in board.steps({unit})]


def sent(board):
    with board.db.read() as connection:
        return connection.execute(select(message).order_by(message.c.id)).all()


def test_each_step_is_taken_once_and_told_to_whom_it_concerns(city):
    board, _ = city
    assert on(city, -2).message == "No step of the ladder is due."
    assert on(city, -1).values == {"steps": 2, "readers": 2, "checkins": 0}
    chair, other = sorted(sent(board), key=lambda row: row.reader != CHAIR)
    assert (chair.address, chair.language) == ("tot@example.org", "en")
    assert "due on 29/7/2025, 1 days left" in chair.text
    assert (chair.unit_code, chair.kind, chair.state) == (GOOD, "reminder", "queued")
    # A step without an address is kept, with who should have been told.
    assert (other.state, other.address) == ("skipped", "")
    [step] = board.steps({LATE})
    assert [(t.person, t.outcome) for t in step.told] == [
        ("Trần Thị Muộn", "no_address")
    ]

    on(city, 13)
    assert len(taken(board)) == 1
    on(city, 14)
    assert taken(board)[-1] == ("request_deputy", 14, 0)
    [_, step] = board.steps({LATE})
    assert ("vice_chair", "", "nobody") in [tuple(vars(t).values()) for t in step.told]
    on(city, 28)
    [leader] = [row for row in sent(board) if row.reader == "leader"]
    # One message a day tells a leader of both units.
    assert f"{GOOD}, {LATE}" in leader.scope
    assert board.owed(None)[GOOD].raised == 1
    with board.db.read() as connection:
        asked = Asked(deed="ladder_step", about=f"1: {GOOD}, request_deputy")
        told, count = search(connection, asked, access=False, most=9)
    assert (count, told[0].who) == (1, "rule")


def test_of_two_that_run_at_once_one_takes_each_step(city):
    board, clock = city
    clock.move_to(NOW + (DUE - DAY))
    others = [open_database(board.settings) for _ in range(2)]
    ready = Barrier(2)

    def run(db):
        mine = Board(db, board.settings)
        mine.holders(DUE)
        ready.wait()
        return take(mine).values.get("steps", 0)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(run, others)) in ([0, 2], [1, 1])
    for db in others:
        db.close()
    assert [len(board.steps({code})) for code in (GOOD, LATE)] == [1, 1]
    assert len(sent(board)) == 2


@SQLITE
def test_after_a_stop_of_weeks_only_the_highest_rung_is_taken(city):
    board, _ = city
    set_language("en")
    dialogue.ask(board.db, GOOD, "Và đây?", DUE + timedelta(days=25), "", DAY)
    on(city, 40)
    assert taken(board) == [("request_leaders", 40, 0), ("request_deputy", 15, 0)]
    # However much waited, a reader has one mail, and it says that it is the first.
    [chair] = [row for row in sent(board) if row.reader == CHAIR]
    [leader] = [row for row in sent(board) if row.reader == "leader"]
    assert chair.text.startswith("Reminders begin today")
    assert "40 days late" in chair.text
    assert "15 days late" in chair.text
    assert leader.text.startswith("Từ hôm nay")
    dialogue.answer(board.db, 1, {"cause": "staff", "text": "x"}, DAY)
    again = DUE + timedelta(days=50)
    dialogue.decide(board.db, 1, "returned", "Chưa rõ", DAY, again)
    # Another day for the answer begins the ladder anew.
    on(city, 50)
    assert taken(board)[-1] == ("request_reminder", 0, 0)
    assert "begin today" not in sent(board)[-1].text


@SQLITE
def test_paused_days_do_not_count_and_nobody_is_told_within_them(city):
    board, _ = city
    on(city, 10)
    day, until = DUE + timedelta(days=10), DUE + timedelta(days=20)
    for wrong in (None, day - timedelta(days=1), day + timedelta(days=93)):
        with pytest.raises(UsageError, match="92"):
            ladder.pause(board.db, 1, "Bão", wrong, day)
    with pytest.raises(UsageError, match="why"):
        ladder.pause(board.db, 1, " ", until, day)
    with pytest.raises(UsageError, match="not paused"):
        ladder.resume(board.db, 1, "", day)
    ladder.pause(board.db, 1, "Bão số 3", until, day)
    assert board.owed(None)[GOOD].paused == 1
    on(city, 20)
    assert len(taken(board)) == 1
    assert len(board.steps({LATE})) == 2

    set_language("en")
    shown = texts(page.show(board, read("/dialogue", "?lang=en&id=1")))
    assert "paused up to 18/8/2025 by operator: Bão số 3" in shown
    # Eleven of the days are paused: 10 to 20.
    assert "on 23/8/2025 these are told" in shown
    on(city, 24)
    assert len(taken(board)) == 1
    on(city, 25)
    assert taken(board)[-1] == ("request_deputy", 14, 11)
    set_language("en")
    shown = texts(page.show(board, read("/dialogue", "?lang=en&id=1")))
    assert "14 days late (11 paused days not counted)" in shown
    assert "Vice-chair Lê Thị Phó (no mail address)" in shown


@SQLITE
def test_who_took_over_is_told_and_who_turned_reminders_off_is_not(city):
    board, _ = city
    later = term(GOOD, "Mai Văn Mới", starts_on="2025-08-01", email="moi@example.org")
    load(board.db, board.settings, later)
    with board.db.write() as connection:
        off = Choice("leader", "lanh-dao@example.org", "reminder", "none")
        choose(connection, off, "x")
    on(city, 28)
    [step] = board.steps({GOOD})
    assert [(t.office, t.person, t.outcome) for t in step.told] == [
        ("chair", "Mai Văn Mới", "told"),
        ("vice_chair", "Lê Thị Phó", "no_address"),
        ("leader", "leader", "turned_off"),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ladder: {request_deputy: {to: [mayor]}}", "vice_chair"),
        ("ladder: {request_deputy: {to: leader}}", "a list"),
        ("ladder: {request_deputy: {days: -61}}", "-61"),
        ("ladder: {request_deputy: {of: promise}}", "commitment"),
        ("ladder: {mayor: {days: 1}}", "mayor"),
    ],
)
def test_rungs_that_cannot_be_meant_are_refused(new_sqlite, text, told):
    settings = new_sqlite()
    (settings.var / OWN).write_text(text)
    with pytest.raises(SettingsError, match=told):
        dialogue_rules(settings)


def test_an_office_changes_a_rung(new_sqlite):
    settings = new_sqlite()
    (settings.var / OWN).write_text("ladder: {request_reminder: {days: -3}}")
    [first, *_] = dialogue_rules(settings).ladder
    assert (first.days, first.to) == (-3, ("chair", "delegate"))
