"""Who owes what stands on the pages of those who may read the dialogue."""

from datetime import date, timedelta

import pytest
from flask import Flask

from accounts.current import let_in
from actions import dialogue
from callbacks.pages import chairs, unit
from core.account import Account
from core.language import set_language
from layouts.state import read
from store import usage
from tests.accounts.people import CHAIR, person
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


def test_near_the_head_of_a_units_page_it_stands_for_who_answers_there(board):
    """The Chair of the unit and the delegate; a leader reads the list below."""
    state, shown = read(f"/units/{LATE}", "?lang=en", LATE), {}
    own = frozenset({LATE})
    for role in ("chair", "delegate", "leader"):
        with Flask("a page").test_request_context():
            let_in(Account(1, role, role, units=own if role != "leader" else own - own))
            set_language("en")
            shown[role] = [texts(part) for part in unit.show(board, state)]
    line = "● Answers awaited: 1, 1 overdue. Answer · What waits"
    heads = {role: [line in text for text in shown[role]] for role in shown}
    assert {role for role, found in heads.items() if any(found)} == {
        "chair",
        "delegate",
    }
    [place] = [n for n, found in enumerate(heads["chair"]) if found]
    named = (n for n, text in enumerate(shown["chair"]) if "Ngọc Hà" in text)
    assert place < next(named)


def test_who_has_not_opened_their_page_is_told_at_once_to_who_reads_all(board):
    """The good commune's Chair has an account, the late one's has none."""
    person(board.db, "chair", person=CHAIR)
    page = read("/chairs", "?lang=en")
    before, text = chairs.hangs_on(board, page), texts(chairs.show(board, page))
    assert "1 of 1 Chairs have not opened their page this week" in text
    assert "Show the 1 Chairs" in text
    assert "Chairs have no account and could open none" in text

    with board.db.jobs_write() as connection:
        usage.add(connection, 1, GOOD, date(2025, 7, 21))
    assert chairs.hangs_on(board, page) != before
    text = texts(chairs.show(board, page))
    assert "0 of 1 Chairs have not opened their page this week" in text
    past = read("/chairs", "?lang=en&as_of=2025-07-20")
    assert "opened their page" not in texts(chairs.show(board, past))
    with Flask(__name__).test_request_context():
        let_in(Account(1, "x", "chair", person=CHAIR, units=frozenset({GOOD})))
        assert "opened their page" not in texts(chairs.show(board, page))


def test_what_is_owed_shows_at_once_on_kept_pages(board):
    before = chairs.hangs_on(board, read("/chairs", ""))
    dialogue.ask(board.db, GOOD, "And this?", DAY + timedelta(days=9), "", DAY)
    assert chairs.hangs_on(board, read("/chairs", "")) != before
