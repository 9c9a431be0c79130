"""The dialogue to take away: everything, in its order, to whom it is open."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta

import pytest

from actions import checkins, dialogue, ladder
from callbacks.downloads import file_for
from jobs.ladder import climb
from metrics.checkins import mark_of
from reports.dialogue import COLUMNS
from tests.make import GOOD, LATE, cast

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DAY = date(2025, 7, 18)
PROMISE = {
    "cause": "staff",
    "text": "Thiếu người",
    "c1_indicator": "online_dossiers",
    "c1_gain": "6,5",
    "c1_due": "2025-08-15",
    "c1_owner": "Lê Thị Phụ",
}


@pytest.fixture
def board(board_over, clock):
    """The late commune answered, promised and checked in; the good one is asked, its
    answer is late, and its ladder was paused for a day."""
    made = board_over(cast)
    db, today = made.db, made.dialogue_day()
    number = dialogue.ask(db, LATE, "Vì sao?", DAY + timedelta(days=5), "", DAY)
    dialogue.answer(db, number, PROMISE, DAY)
    facts = made.checkin_facts(LATE)
    said = {"confidence": "unsure", "said": "Chờ máy"}
    checkins.check_in(db, LATE, said, facts, mark_of(facts), today)
    dialogue.ask(db, GOOD, "Còn đây?", DAY + timedelta(days=1), "", DAY)
    ladder.pause(db, 2, "Bão", DAY + timedelta(days=2), DAY + timedelta(days=2))
    climb(db, made.settings)
    return made


def taken(board, search=""):
    _, content = file_for(board, "dialogue", "csv", "/dialogue", search)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_all_that_was_said_and_done_is_one_table(board):
    rows = taken(board, "?state=all")
    assert list(rows[0]) == [column.key for column in COLUMNS]
    kinds = [(row["kind"], row["request"], row["unit_code"]) for row in rows]
    assert sorted(kinds) == sorted(
        [
            ("request", "1", LATE),
            ("answered", "1", LATE),
            ("commitment", "1", LATE),
            ("check_in", "", LATE),
            *[("check_in_figure", "", LATE)] * 2,
            ("request", "2", GOOD),
            ("paused", "2", GOOD),
            ("step", "2", GOOD),
        ]
    )
    [promise] = [row for row in rows if row["kind"] == "commitment"]
    assert (promise["gain"], promise["due_on"]) == ("0.065", "2025-08-15")
    [step] = [row for row in rows if row["kind"] == "step"]
    assert (step["late"], step["due_on"]) == ("4", "2025-07-19")
    [said] = [row for row in rows if row["kind"] == "check_in"]
    assert (said["week_on"], said["confidence"]) == ("2025-07-21", "unsure")
    shown = [row for row in rows if row["kind"] == "check_in_figure"]
    # Each figure that was shown then, with its counts.
    assert [(r["indicator"], r["numerator"], r["denominator"]) for r in shown] == [
        ("online_dossiers", "2", "10"),
        ("e2e_dossiers", "2", "10"),
    ]


def test_what_the_filters_leave_out_is_not_in_it(board):
    assert {row["unit_code"] for row in taken(board, "?q=ba+dinh")} == {GOOD}
    assert {row["request"] for row in taken(board, "?state=overdue")} >= {"2"}
    assert "1" not in {row["request"] for row in taken(board, "?state=overdue")}


def test_the_command_prints_the_same_and_a_file_can_be_verified(
    board, ask_of, tmp_path
):
    printed = ask_of(board.settings, "dialogue").out.decode()
    assert list(csv.DictReader(io.StringIO(printed))) == taken(board, "?state=all")

    for form in ("csv", "xlsx"):
        path = tmp_path / f"talk.{form}"
        words = ("dialogue", "--out", path, "--lang", "en")
        assert ask_of(board.settings, *words).code == 0
        assert ask_of(board.settings, "verify", path).code == 0
