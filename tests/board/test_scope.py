"""Every reading of the board asks whether it is open to who reads, then answers."""

import inspect

import pytest

from board import Board
from core.errors import NotAllowedError
from core.scope import EVERYTHING, PUBLISHED, RIGHTS, Scope
from tests.make import GOOD, LATE

# What is no reading: who reads, and binding the board to another reader.
BINDING = {"scope", "read_by"}
READINGS = {
    name: reading
    for name, reading in inspect.getmembers(Board)
    if not name.startswith("_") and name not in BINDING
}
# Open to everybody: marks by which a page is kept, and the day that is counted by.
OPEN = {"data_version", "own_files", "ledger_and_jobs", "dialogue_day"}
OPEN |= {"dialogue_marks", "owed_ground", "meeting_marks"}
# What is not open to all who sign in, and the rights of which one opens it.
CLOSED = {
    "told": "published",
    **dict.fromkeys(("rejected", "evidence"), "rows"),
    **dict.fromkeys(("holder", "holders"), "handover terms"),
    **dict.fromkeys(("terms", "accounts_of_chairs"), "terms"),
    "handover": "handover",
    **dict.fromkeys(("requests", "request", "commitments"), "dialogue"),
    **dict.fromkeys(("usage", "usage_weeks"), "dialogue"),
    "solved_said": "dialogue",
    **dict.fromkeys(("grades", "owed", "answering", "steps"), "dialogue"),
    **dict.fromkeys(("checkins", "checkin_facts"), "dialogue"),
    "draft": "answer",
    "baseline": "answer decide",
    **dict.fromkeys(("to_ask", "grades_due"), "decide"),
    "dispute_effect": "dispute settle",
    "exemption_effect": "decide",
    **dict.fromkeys(("meetings", "meeting"), "dialogue stocktake"),
    **dict.fromkeys(("meeting_pages", "agreed"), "dialogue stocktake"),
    **dict.fromkeys(("prepared", "sendings"), "stocktake"),
    **dict.fromkeys(("stocktake_limits", "stocktake_indicators"), "stocktake"),
    **dict.fromkeys(("message_log", "message", "choices"), "mails"),
    **dict.fromkeys(("alert_rules", "alerting", "alert_log"), "mails"),
    **dict.fromkeys(("alert_looks", "recounted"), "mails"),
    **dict.fromkeys(("unit_alerts", "alert_marks"), "dialogue"),
}


def test_every_reading_says_which_right_it_needs():
    unsaid = [name for name, one in READINGS.items() if not hasattr(one, "rights")]

    assert unsaid == []
    assert {name for name, one in READINGS.items() if not one.rights} == OPEN
    assert all(set(one.rights) <= {PUBLISHED, *RIGHTS} for one in READINGS.values())


def test_what_is_not_open_to_all_who_sign_in_is_listed():
    closed = {n: one.rights for n, one in READINGS.items() if "read" not in one.rights}

    assert {n: " ".join(sorted(r)) for n, r in closed.items() if r} == CLOSED


@pytest.mark.parametrize("name", sorted(set(READINGS) - OPEN))
def test_a_reading_is_refused_to_who_has_no_right_to_it(name):
    """Before anything is looked at: there is not even a database here."""
    lacking = {r: None for r in (PUBLISHED, *RIGHTS) if r not in READINGS[name].rights}
    board = Board(None, None, lambda: Scope(lacking))

    with pytest.raises(NotAllowedError):
        getattr(board, name)()


def test_a_board_that_nobody_bound_is_that_of_commands():
    assert Board(None, None).scope is EVERYTHING


def test_of_what_is_asked_for_only_the_own_units_are_told():
    scope = Scope({"rows": frozenset({GOOD}), "dialogue": None})

    assert scope.within("rows", None) == {GOOD}
    assert scope.within("rows", frozenset({GOOD, LATE})) == {GOOD}
    assert scope.within("rows", frozenset({LATE})) == frozenset()
    assert scope.within("dialogue", None) is None
    assert scope.within("dialogue", frozenset({LATE})) == {LATE}
    assert scope.within("mails", None) == frozenset()


def test_what_was_published_is_told_by_these_readings_alone():
    """Where nothing else is open, no other figure is."""
    told = {name for name, one in READINGS.items() if PUBLISHED in one.rights}

    assert told == {"told", "header", "ranking", "overview", "units", "boundaries"} | {
        "keep_table"
    }
