"""Why a unit was picked, in words: each reason tells its facts, in both languages."""

import pytest
from dash import dcc, html

from core.language import set_language
from figures import stocktake as words
from layouts.stocktake.as_html import as_html
from metrics.stocktake import BY_HAND, DOUBTS, REASONS

FACTS = {
    "days": 14,
    "change": 0.123,
    "fallen": 0.045,
    "projected": 0.791,
    "days_left": 6,
    "late_requests": 2,
    "broken": 0,
    "owing_since": "2025-07-09",
    "behind": 3,
    "doubts": list(DOUBTS),
}
TOLD = {
    "late_falling": "4,5",
    "can_make_it": "79,1",
    "recovered": "14",
    "improver": "12,3",
    "owes": "9/7/2025",
    "doubtful": "3",
    BY_HAND: "<b>",
}


@pytest.mark.parametrize("reason", [*REASONS, BY_HAND])
def test_a_reason_tells_its_facts_in_both_languages(reason):
    row = {"target": 0.8, "status": "on_track"}
    page = {"reason": reason, "facts": FACTS, "rows": [row], "note": "<b>"}
    vietnamese = words.why(page)
    set_language("en")
    english = words.why(page)

    assert TOLD[reason] in vietnamese
    assert (english == vietnamese) == (reason == BY_HAND)


def test_commitments_that_nobody_measured_are_not_told_as_none():
    facts = FACTS | {"broken": 0}
    told = words.why({"reason": "owes", "facts": facts, "also": [], "tied": 0})

    assert "cam kết" not in told
    assert "cam kết" in words.why({"reason": "owes", "facts": facts | {"broken": 1}})


def test_only_plain_html_is_written_and_all_of_it_escaped():
    written = as_html(html.P(['<i>"', html.B("x")], title='"'))
    assert written == '<p title="&quot;">&lt;i&gt;"<b>x</b></p>'
    with pytest.raises(TypeError):
        as_html(html.Div(dcc.Link("x", href="/")))
