"""Check-ins: prefilled with facts, frozen with them, one a week stands."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from actions import checkins, dialogue
from callbacks.dialogue import done
from callbacks.pages import dialogue as page
from core.errors import UsageError
from core.language import set_language
from jobs.ladder import climb
from layouts.state import read
from metrics.checkins import mark_of
from tests.layouts.components import texts
from tests.make import GOOD, LATE, cast, dossiers, load

MADE = date(2025, 7, 18)
THURSDAY = datetime(2025, 7, 24, 10, 0, tzinfo=UTC)
SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def board(board_over, clock):
    """The late commune promised five points on 18 July by 15 August; it had 10 of 20
    online in the days after."""
    clock.move_to(THURSDAY - timedelta(days=6))
    board = board_over(cast)
    number = dialogue.ask(board.db, LATE, "Vì sao?", MADE + timedelta(days=5), "", MADE)
    fields = {"cause": "staff", "text": "x", "c1_indicator": "online_dossiers"}
    fields |= {"c1_gain": "5", "c1_due": "2025-08-15", "c1_owner": "Ai"}
    dialogue.answer(board.db, number, fields, MADE, board.baseline)
    clock.move_to(THURSDAY)
    load(board.db, board.settings, *dossiers(LATE, "2025-07-21", 10, of=20))
    return board


def send(board, code=LATE, **fields):
    facts = board.checkin_facts(code)
    told = {"confidence": "unsure", "said": "Thiếu máy"} | fields
    day = board.dialogue_day()
    return checkins.check_in(board.db, code, told, facts, mark_of(facts), day)


def test_facts_are_those_of_the_pages_with_counts_this_week_and_last(board):
    facts = board.checkin_facts(LATE)
    [figure] = [x for x in facts["figures"] if x["indicator"] == "online_dossiers"]
    ranked = board.unit(LATE).rows["online_dossiers"]
    assert figure["numerator"] == ranked["numerator"] == 12
    assert (figure["denominator"], figure["target"]) == (30, 0.8)
    assert figure["missing"] == ranked["missing"]
    [promised] = facts["commitments"]
    # The days before the promise are none of what it gained.
    assert (promised["before"], promised["after"]) == ([2, 10], [10, 20])
    assert figure["week"] == [10, 20]


def test_a_check_in_keeps_what_was_shown_and_a_newer_one_of_the_week_stands(board):
    send(board)
    shown = board.checkin_facts(LATE)
    load(board.db, board.settings, *dossiers(LATE, "2025-07-22", 20, of=20))
    with pytest.raises(UsageError, match="figures changed"):
        day = board.dialogue_day()
        told = {"confidence": "will", "said": ""}
        checkins.check_in(board.db, LATE, told, shown, mark_of({}), day)
    send(board, confidence="will", said="")

    weekly = board.checkins(None)[LATE]
    first, second = weekly.given[date(2025, 7, 21)]
    assert weekly.of(date(2025, 7, 21)) == second
    assert (first.text, first.facts["commitments"][0]["after"]) == (
        "Thiếu máy",
        [10, 20],
    )
    assert second.facts["commitments"][0]["after"] == [30, 40]


@SQLITE
@pytest.mark.parametrize(
    ("code", "fields", "told"),
    [
        (LATE, {"confidence": "maybe"}, "whether"),
        (LATE, {"said": " "}, "sentence"),
        (LATE, {"said": "x" * 2001}, "2000"),
        (GOOD, {}, "nothing to report"),
    ],
)
def test_what_cannot_be_sent_is_told(board, code, fields, told):
    with pytest.raises(UsageError, match=told):
        send(board, code, **fields)
    assert board.checkins(None) == {}


@SQLITE
def test_a_week_without_a_check_in_shows_and_is_asked_for_once(board, clock):
    for _ in range(2):
        climb(board.db, board.settings)
    assert board.checkins(None)[LATE].asked == (date(2025, 7, 21),)
    assert board.owed(None)[LATE].awaited == 1
    clock.move_to(THURSDAY + timedelta(days=7))
    climb(board.db, board.settings)
    set_language("en")
    shown = texts(page.show(board, read("/dialogue", "?lang=en")))
    assert "1 are awaited up to Sunday" in shown
    one = texts(page.show(board, read("/dialogue", f"?lang=en&checkin={LATE}")))
    assert "No check-in came." in one
    assert "Promised 5.0 points by 15/8/2025; so far ▲ 30.0, from 20.0%" in one
    facts = board.checkin_facts(LATE)
    fields = {"confidence": "will_not", "said": "Không kịp"}
    to, wrong = done(board, "check_in", f"{LATE}:{mark_of(facts)}", fields, "?lang=en")
    assert (wrong, f"checkin={LATE}" in to) == ("", True)
    owes = board.owed(None)[LATE]
    assert (owes.awaited, owes.missed, owes.asked) == (0, 1, 1)
    shown = texts(page.show(board, read("/dialogue", "?lang=en")))
    assert "Will not make it" in shown
