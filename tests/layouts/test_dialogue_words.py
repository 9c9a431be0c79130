"""Requests in words."""

from datetime import date

from core.language import set_language
from figures.dialogue import late_words
from layouts.dialogue.promised import _older
from layouts.dialogue.words import asked_words
from metrics.commitments import Graded
from metrics.dialogue import Request

DAY = date(2025, 7, 24)


def request(facts, person="Bà B"):
    about = (1, "a", "", "", "", facts, person, DAY, DAY)
    return Request(*about, "Ông A", "")


def test_what_was_agreed_in_a_meeting_was_asked_by_nobody():
    set_language("en")
    facts = {"meeting": 3, "held_on": "2025-07-22"}
    told = "Agreed in the meeting of 22/7/2025, entered by Ông A."

    assert asked_words(request(facts)) == f"{told} Bà B was in office."
    assert asked_words(request(facts, "")) == told
    assert asked_words(request({})) == "Asked on 24/7/2025 by Ông A; Bà B answers."


def test_days_that_were_paused_are_told_beside_those_that_count():
    set_language("en")
    assert late_words(DAY, -1, 0) == "due on 24/7/2025, 1 days left"
    assert late_words(DAY, 0, 0) == "due on 24/7/2025, today"
    assert late_words(DAY, 0, 2).endswith("0 days late (2 paused days not counted)")
    assert late_words(DAY, 14, 0) == "due on 24/7/2025, 14 days late"


def test_an_earlier_grade_is_told_by_its_whole_word():
    set_language("en")
    graded = Graded(1, 1, "no_effect", "", {}, None, "rule", DAY, "")
    told = str(_older(graded).to_plotly_json())
    assert "Before, as of 24/7/2025: No effect." in told
