"""The page of disputes: seen first, then sent, decided, and what stands beside."""

import csv
import io

import pytest
from dash import no_update

from board import Board
from callbacks.disputes import done, looked
from callbacks.downloads import file_for
from callbacks.pages import disputes, number, unit
from callbacks.pages.rankings import ask
from core.language import set_language
from layouts.ranking_table import grid_rows
from layouts.state import read
from tests.layouts.components import ids, texts
from tests.make import GOOD, LATE, dossier, dossiers, load, place, target

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
NEW = "?lang=en&new=dispute"
COUNTER = {
    "unit": GOOD,
    "reason": "portal_down",
    "first": "2025-07-11",
    "last": "2025-07-11",
    "channel": "counter",
    "text": "Down from nine",
}


@pytest.fixture
def board(db, settings, clock):
    """The good commune 6 of 10 online, the late one 7 of 10."""
    counter = [
        dossier(
            dossier_code=f"c{n}", channel="counter", received_at="2025-07-11T09:30:00"
        )
        for n in range(4)
    ]
    online = dossiers(GOOD, "2025-07-11", 6, of=6)
    late = dossiers(LATE, "2025-07-11", 7, of=10)
    load(db, settings, *place(), target("online_dossiers"), *counter, *online, *late)
    return Board(db, settings)


def buttons(parts):
    found = [one for one in ids(parts) if isinstance(one, dict) and "about" in one]
    return {one["what"]: one["about"] for one in found}


def sent(board, **changes):
    fields = {**COUNTER, **changes}
    shown, wrong = looked(board, "dispute", fields, NEW)
    assert wrong == ""
    return done(board, "dispute", buttons(shown)["dispute"], fields, NEW)


def text_of(board, module, path, search, code=""):
    set_language("en")
    return texts(module.show(board, read(path, search, code)))


def test_the_effect_is_seen_then_sent_and_stands_beside_the_figure(board):
    shown, _ = looked(board, "dispute", COUNTER, NEW)
    assert "60.00% (6/10)" in texts(shown)
    assert "100.00% (6/6)" in texts(shown)
    assert sent(board) == ("?lang=en&id=1&said=1", "")

    about = "40.0 points under dispute"
    state = read("/rankings", "?lang=en&indicator=online_dossiers&basis=dossiers")
    table = ask(board, state, board.header(basis="dossiers"))
    (row,) = [row for row in grid_rows(table)[0] if row["code"] == GOOD]
    assert (row["disputed"], row["firstCell"]["counts"]) == (about, "6/10")
    figure = f"?lang=en&indicator=online_dossiers&unit={GOOD}"
    assert about in text_of(board, number, "/number", figure)
    assert about in text_of(board, unit, f"/units/{GOOD}", "?lang=en", GOOD)

    assert done(board, "accepted", "1", {"note": "As said"}, "?lang=en")[1] == ""
    text = text_of(board, number, "/number", figure)
    assert "with corrections 100.00% (6/6)" in text
    assert "60.00%" in text
    assert "As said" in text_of(board, disputes, "/disputes", "?lang=en&id=1")


def test_what_was_not_looked_at_is_not_sent(board):
    shown, _ = looked(board, "dispute", COUNTER, NEW)
    mark = buttons(shown)["dispute"]
    changed = {**COUNTER, "last": "2025-07-12"}
    for fields, seen in ((changed, mark), (COUNTER, "guessed")):
        to, wrong = done(board, "dispute", seen, fields, NEW)
        assert to is no_update
        assert "not what you looked at" in wrong
    load(board.db, board.settings, dossier(dossier_code="meanwhile"))
    assert "not what you looked at" in done(board, "dispute", mark, COUNTER, NEW)[1]
    assert board.disputes(None) == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"unit": ""}, "Choose a unit"),
        ({"text": " "}, "Write the reason"),
        ({"reason": None}, "Choose a reason"),
        ({"channel": "post"}, "No dossier fits"),
        ({"first": None}, "first and last day"),
    ],
)
def test_what_is_missing_is_told_beside_the_form(board, changes, told):
    shown, wrong = looked(board, "dispute", {**COUNTER, **changes}, NEW)
    assert (shown, told in wrong) == ([], True)


def test_the_list_is_filtered_on_the_page_and_in_the_file(board):
    sent(board)
    done(board, "refused", "1", {"note": "Seen in the log"}, "?lang=en")
    sent(board, unit=LATE)

    def rows(search):
        _, content = file_for(board, "disputes", "csv", "/disputes", search)
        return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    # A row for each headline of each dispute.
    assert {row["id"] for row in rows("?lang=en")} == {"1", "2"}
    assert {row["id"] for row in rows("?lang=en&state=open")} == {"2"}
    assert {row["note"] for row in rows("?lang=en&state=decided")} == {
        "Seen in the log"
    }
    assert "1 disputes" in text_of(board, disputes, "/disputes", "?lang=en&state=open")
    online = [row for row in rows("") if row["indicator"] == "online_dossiers"]
    assert [(row["numerator"], row["with_denominator"]) for row in online] == [
        ("6", "6"),
        ("7", "7"),
    ]
