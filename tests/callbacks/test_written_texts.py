"""What people write reaches tables, workbooks and a file for the projector: as words,
and never as a formula, a link or a tag."""

import csv
import io
import re
from datetime import date

import pytest
from openpyxl import load_workbook

from actions import checkins, disputes, ladder, stocktake
from actions.disputes import Said
from callbacks.downloads import WHAT, file_for
from core.settings import ROOT
from metrics.checkins import mark_of
from metrics.disputes import Pick
from store import messages
from store.messages import Message
from tests.make import GOOD, cast

EVIL = '=HYPERLINK("http://x.example";1)<script>alert(1)</script>'
DAY = date(2025, 7, 24)
PROMISE = {
    "text": EVIL,
    "c1_indicator": "online_dossiers",
    "c1_gain": "6",
    "c1_due": "2025-08-30",
    "c1_owner": EVIL,
}
pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def board(board_over, clock):
    """Everything that a person can write into, written into."""
    made = board_over(cast)
    db, days = made.db, (date(2025, 7, 1), DAY)
    pick = Pick(GOOD, first=days[0], last=days[1])
    effect = made.dispute_effect(pick, "leave_out")
    disputes.send(db, pick, Said("other", "leave_out", EVIL), effect, ())
    disputes.decide(db, 1, "refused", EVIL)
    number = stocktake.prepare(db, EVIL, DAY, "", "online_dossiers", DAY)
    stocktake.change(db, number, GOOD, True, EVIL, DAY)
    stocktake.evaluate(db, number)
    prepared = made.prepared(made.meeting(number))
    stocktake.freeze(db, number, prepared, DAY)
    stocktake.agree(db, number, GOOD, PROMISE, EVIL, DAY)
    ladder.pause(db, 1, EVIL, DAY, DAY)
    facts = made.checkin_facts(GOOD)
    said = {"confidence": "unsure", "said": EVIL}
    checkins.check_in(db, GOOD, said, facts, mark_of(facts), DAY)
    with db.write() as connection:
        about = {"reader": EVIL, "address": "a@b.example", "subject": EVIL}
        messages.queue(connection, Message("k", "alert", text=EVIL, **about))
    return made


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("disputes", "/disputes"),
        ("dialogue", "/dialogue"),
        ("messages", "/messages"),
        ("minutes", "/stocktake"),
        ("stocktake", "/stocktake"),
    ],
)
def test_no_text_of_a_person_becomes_a_formula_or_a_tag(board, what, path):
    def taken(form):
        return file_for(board, what, form, path, "?meeting=1&state=all")[1]

    told = ""
    if what != "stocktake":
        told = taken("csv").decode("utf-8-sig")
        cells = [one for row in csv.reader(io.StringIO(told)) for one in row]
        assert [one for one in cells if re.match(r"[=+@]|-[^\d]", one)] == []
        book = load_workbook(io.BytesIO(taken("xlsx")))
        found = [c for sheet in book for row in sheet.iter_rows() for c in row]
        assert {one.data_type for one in found} <= {"s", "n", "d"}
        assert not [one for one in found if one.hyperlink]
    else:
        told = taken("html").decode()
        assert "<script>alert" not in told
    assert "alert(1)" in told


def test_no_part_of_a_page_is_made_of_text_that_is_taken_for_html(engine):
    """React writes text as text; what would not is in no room of ours."""
    ours = [*(ROOT / "layouts").rglob("*.py"), *(ROOT / "callbacks").rglob("*.py")]
    ours += (ROOT / "assets").glob("*.js")
    taken = re.compile(
        r"innerHTML|insertAdjacentHTML|dangerously|Markdown\(|\|\s*safe\b"
    )
    ours += (ROOT / "accounts" / "templates").rglob("*.html")

    lines = [x.strip() for path in ours for x in path.read_text("utf-8").splitlines()]
    # The code for a telephone is a drawing, whatever the account is called.
    assert [x for x in lines if taken.search(x)] == [
        '<p class="qr">{{ code|safe }}</p>'
    ]
    assert {"disputes", "messages", "minutes", "stocktake"} <= set(WHAT)
