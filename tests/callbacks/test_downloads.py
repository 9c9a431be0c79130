"""Tables taken away are the tables shown, filters included."""

import csv
import io

import pytest

from callbacks.downloads import WHAT, file_for
from core.errors import UsageError
from tests import make


@pytest.fixture
def board(board_over):
    return board_over(make.cast)


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_ranking_is_taken_away_as_it_is_filtered(board):
    _name, everything = file_for(board, "ranking", "csv", "/rankings", "")
    wanted = table(everything)[0]
    search = f"?q={wanted['unit_code']}"

    name, content = file_for(board, "ranking", "csv", "/rankings", search)

    assert content.startswith(b"\xef\xbb\xbf")
    assert name.endswith(".csv")
    assert [row["unit_code"] for row in table(content)] == [wanted["unit_code"]]


@pytest.mark.parametrize(
    ("what", "path"),
    [
        ("ranking", "/rankings"),
        ("trend", "/trends"),
        ("revisions", "/revisions"),
        ("unit", f"/units/{make.GOOD}"),
        ("chairs", "/chairs"),
        ("usage", "/chairs"),
        ("procedures", "/number"),
        ("disputes", "/disputes"),
        ("exemptions", "/exemptions"),
        ("solved", "/solved"),
        ("dialogue", "/dialogue"),
        ("messages", "/messages"),
        ("rejected", "/data"),
        ("doubts", "/data"),
        ("completeness", "/data"),
        ("reconciliation", "/data"),
        ("unusual", "/data"),
    ],
)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_can_be_taken_away(board, what, path, form):
    name, content = file_for(board, what, form, path, "")

    assert name.endswith(f".{form}")
    assert content


@pytest.mark.parametrize("what", ["ranking", "unit", "chairs", "solved"])
def test_what_is_handed_out_is_taken_away_as_pdf(board, what):
    path = f"/units/{make.GOOD}" if what == "unit" else "/rankings"
    name, content = file_for(board, what, "pdf", path, "")

    assert name.endswith(".pdf")
    assert content.startswith(b"%PDF-")


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_hand_over_sheet_is_that_of_the_unit_and_day_of_the_address(board, form):
    search = f"?unit={make.CHANGED}&day=2025-07-15"
    name, content = file_for(board, "handover", form, "/handover", search)

    assert "2025-07-15" in name
    assert form != "csv" or {row["as_of"] for row in table(content)} == {"2025-07-14"}


def test_every_table_is_tried_above():
    # What a look would reject needs a look: tests/api/test_uploads.py.
    # A meeting has to be frozen first: tests/actions/test_stocktake.py.
    elsewhere = {"looked_rejected", "stocktake", "minutes"}
    tried = {"ranking", "trend", "unit", "chairs", "usage", "rejected", "revisions"}
    # tests/callbacks/test_integrity.py takes the evidence away.
    assert set(WHAT) - elsewhere == tried | {
        "disputes",
        "exemptions",
        "solved",
        "dialogue",
        "messages",
        "completeness",
        "doubts",
        "reconciliation",
        "evidence",
        "procedures",
        "unusual",
        "handover",
    }


def test_a_table_that_is_none_is_refused(board):
    with pytest.raises(UsageError):
        file_for(board, "secrets", "csv", "/", "")
