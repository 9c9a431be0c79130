"""A meeting: prepared, changed, frozen once, opened as it was, and what is agreed."""

import csv
import io
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
import time_machine

from actions import dialogue
from actions import stocktake as actions
from board import Board
from callbacks.downloads import file_for
from core.errors import KpiError, UsageError
from metrics.commitments import standing
from reports.verify import verify_content
from store import grades
from store.engine import open_database
from store.evaluations import latest
from tests.conftest import ENGINES, NOW
from tests.make import CHANGED, EMPTY, GOOD, LATE, cast, dossiers, load

DAY = date(2025, 7, 24)
AGREED = {
    "text": "Mở thêm bàn hỗ trợ",
    "c1_indicator": "online_dossiers",
    "c1_gain": "6,5",
    "c1_due": "2025-08-30",
    "c1_owner": "Trần Thị Muộn",
}


@pytest.fixture(scope="module", params=ENGINES)
def office(request, lasting):
    settings = lasting(request.param)
    db = open_database(settings)
    with time_machine.travel(NOW, tick=False):
        load(db, settings, *cast(), *dossiers(LATE, "2025-07-18", 1, of=40))
        own = settings.var / "stocktake.yaml"
        own.write_text("late_falling: {least: 10, days: 1}\nrecovered: {most: 0}\n")
        yield SimpleNamespace(db=db, board=Board(db, settings), settings=settings)
    db.close()


@pytest.fixture
def number(office):
    """A meeting of its own that is being prepared."""
    return actions.prepare(office.db, " Giao ban ", DAY, "", "online_dossiers", DAY)


def freeze(office, number):
    actions.evaluate(office.db, number)
    prepared = office.board.prepared(office.board.meeting(number))
    actions.freeze(office.db, number, prepared, DAY)
    return office.board.meeting(number)


def test_the_rule_picks_with_reasons_and_says_of_the_unknown_only_that(office, number):
    meeting = office.board.meeting(number)
    pages = {p["unit_code"]: p for p in office.board.prepared(meeting).pages}

    assert meeting.title == "Giao ban"
    assert pages[EMPTY]["reason"] == "doubtful"
    assert pages[EMPTY]["facts"]["doubts"] == ["not_known"]
    assert "change" not in pages[EMPTY]["facts"]
    late = pages[LATE]
    assert (late["reason"], late["facts"]["before"]) == ("late_falling", [2, 10])
    assert (late["rows"][0]["numerator"], late["rows"][0]["denominator"]) == (3, 50)
    assert [len(page["questions"]) for page in pages.values()] == [3] * len(pages)


def drop(office, number, code):
    actions.change(office.db, number, code, False, "Đã họp riêng", DAY)


def test_units_are_added_and_taken_out_with_a_reason(office, number):
    drop(office, number, LATE)
    drop(office, number, CHANGED)
    actions.change(office.db, number, GOOD, True, "Mời chia sẻ", DAY)
    actions.change(office.db, number, CHANGED, True, "Vẫn mời", DAY)
    pages = office.board.prepared(office.board.meeting(number)).pages
    told = {p["unit_code"]: (p["reason"], p["note"]) for p in pages}

    assert LATE not in told
    assert told[GOOD] == ("by_hand", "Mời chia sẻ")
    assert told[CHANGED][1] == "Vẫn mời"
    with pytest.raises(UsageError):
        actions.change(office.db, number, GOOD, False, " ", DAY)


def test_a_frozen_meeting_opens_as_it_was_whatever_comes_after(office, number):
    search = f"?meeting={number}"
    actions.evaluate(office.db, number)
    stale = office.board.prepared(office.board.meeting(number))
    load(office.db, office.settings, *dossiers(CHANGED, "2025-07-18", 1, of=1))
    with pytest.raises(UsageError):
        actions.freeze(office.db, number, stale, DAY)
    assert office.board.meeting(number).frozen is None

    meeting = freeze(office, number)
    pages = office.board.meeting_pages(number)
    file = file_for(office.board, "stocktake", "html", "/stocktake", search)
    with office.db.read() as connection:
        assert meeting.frozen.evaluation == latest(connection)[0]
    load(office.db, office.settings, *dossiers(LATE, "2025-07-18", 30, of=30))

    assert office.board.meeting_pages(number) == pages
    assert file_for(office.board, "stocktake", "html", "/stocktake", search) == file
    for again in (lambda: freeze(office, number), lambda: drop(office, number, GOOD)):
        with pytest.raises(UsageError):
            again()


def test_an_answer_overdue_is_owed_and_asked_about(office, number):
    asked = dialogue.ask(office.db, GOOD, "Vì sao?", DAY + timedelta(1), "", DAY)
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        pages = office.board.prepared(office.board.meeting(number)).pages
    [page] = [one for one in pages if one["unit_code"] == GOOD]
    assert page["reason"] == "owes"
    assert page["questions"][0] == {"key": "request", "id": asked, "due": "2025-07-25"}


def test_what_is_agreed_is_a_commitment_of_the_dialogue_and_in_the_minutes(
    office, number
):
    with pytest.raises(UsageError):
        actions.agree(office.db, number, LATE, AGREED, "", DAY)
    actions.change(office.db, number, LATE, True, "Mời", DAY)
    freeze(office, number)
    with pytest.raises(UsageError):
        actions.agree(office.db, number, LATE, {"text": "Sẽ cố gắng"}, "", DAY)
    asked = actions.agree(office.db, number, LATE, AGREED, "Trần Thị Muộn", DAY)

    request = office.board.request(asked, None)
    assert (request.state, request.closed_on, request.waits) == ("closed", DAY, False)
    [one] = office.board.agreed(number)
    requests = office.board.requests(None)
    assert standing(requests, [one.commitment]) == [one.commitment]
    told = ("no_effect", "", {}, None)
    with office.db.write() as connection:
        grades.add(connection, one.commitment.id, "rule", DAY, *told)
    after = office.board.prepared(office.board.meeting(number)).pages
    [page] = [page for page in after if page["unit_code"] == LATE]
    assert page["facts"]["broken"] == 1
    assert page["commitments"][0]["verdict"] == "no_effect"
    assert (one.text, one.commitment.gain) == (AGREED["text"], "0.0650")
    assert one.commitment in office.board.commitments(frozenset({LATE}))
    where = ("/stocktake", f"?meeting={number}")
    _, content = file_for(office.board, "minutes", "csv", *where)
    [row] = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert (row["unit_code"], row["agreed"], row["gain"]) == (
        LATE,
        AGREED["text"],
        "0.065",
    )


def test_the_file_asks_for_nothing_else_and_an_altered_one_is_found(office, number):
    actions.change(office.db, number, GOOD, True, '<script>alert("1")</script>', DAY)
    freeze(office, number)
    name, content = file_for(
        office.board, "stocktake", "html", "/stocktake", f"?meeting={number}"
    )
    text = content.decode()

    assert not any(word in text for word in ("<link", "src=", "url(", "@import"))
    assert "http" not in text.replace("http-equiv", "")
    assert "<script>alert" not in text
    assert verify_content(office.board, name, content).answer == "current"
    wrong = text.replace("9 / 10", "10 / 10").encode()
    assert wrong != content
    assert verify_content(office.board, name, wrong).answer == "altered"
    with pytest.raises(KpiError):
        verify_content(office.board, "x.html", b"<html></html>")
