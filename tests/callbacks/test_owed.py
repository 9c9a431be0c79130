"""Who owes what stands on the pages of those who may read the dialogue."""

from datetime import date, timedelta

import pytest

from actions import dialogue
from callbacks.pages import chairs, unit
from core.language import set_language
from layouts.state import read
from tests.layouts.components import links, texts
from tests.make import GOOD, LATE, cast

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
DAY = date(2025, 7, 24)


@pytest.fixture
def board(board_over, clock):
    """The late commune was to answer yesterday, the good one in time."""
    made = board_over(cast)
    for code, days in ((LATE, 1), (GOOD, 5)):
        until = DAY + timedelta(days=days)
        dialogue.ask(made.db, code, "Why?", until, "", DAY)
    clock.shift(timedelta(days=2))
    set_language("en")
    return made


def test_the_most_overdue_stands_first_and_leads_to_what_was_asked(board):
    shown = chairs.show(board, read("/chairs", "?lang=en"))[0]

    text = texts(shown)
    assert "2 units; 1 answers are overdue" in text
    assert text.index("1, 1 overdue") < text.index("Nguyễn Văn Tốt")
    assert f"/dialogue?lang=en&q={LATE}&state=all" in links(shown)


def test_a_units_page_says_what_waits_there(board):
    page = unit.show(board, read(f"/units/{LATE}", "?lang=en", LATE))
    assert "Answers awaited: 1, 1 overdue" in texts(page)


def test_what_is_owed_shows_at_once_on_kept_pages(board):
    before = chairs.hangs_on(board, read("/chairs", ""))
    dialogue.ask(board.db, GOOD, "And this?", DAY + timedelta(days=9), "", DAY)
    assert chairs.hangs_on(board, read("/chairs", "")) != before
