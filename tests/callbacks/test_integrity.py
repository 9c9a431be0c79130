"""The page of signals: questions before findings, evidence, verdicts that are kept."""

import csv
import io

import pytest
from dash import no_update

from board import Board
from callbacks.downloads import file_for
from callbacks.pages import integrity, unit
from callbacks.reviews import record, said
from core.language import set_language
from layouts.integrity.drill import PAGE_ROWS, tie
from layouts.state import read
from tests.layouts.components import ids, links, texts
from tests.make import EMPTY, GOOD, LATE, dossier, load, place

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
FAST = f"?lang=en&signal=too_fast&unit={GOOD}"


@pytest.fixture
def board(db, settings, clock):
    """Thirty dossiers of the good commune were done within seconds."""
    rows = [
        dossier(
            unit_code=code,
            received_at=f"2025-07-10T09:{n:02d}:00",
            finished_at=f"2025-07-10T{hour}:{n:02d}:30",
            status="finished",
            submitter_ref=f"someone {n}",
            due_at="2025-07-11",
        )
        for code, hour in ((GOOD, "09"), (LATE, "10"))
        for n in range(PAGE_ROWS + 5)
    ]
    load(db, settings, *place(), *rows)
    return Board(db, settings)


def shown(board, search, path="/integrity", code=""):
    set_language("en")
    show = unit.show if code else integrity.show
    return show(board, read(path, search, code))


def test_other_explanations_stand_before_the_numbers_and_nothing_accuses(board):
    text = texts(shown(board, FAST))

    assert text.index("The case was done at once") < text.index("Finished dossiers who")
    assert "30 of 30 finished dossiers (100.0%)" in text
    assert "fraud" not in text.lower()
    assert "manipulat" not in text.lower()


def test_the_page_lists_units_and_leads_to_their_evidence(board):
    parts = shown(board, "?lang=en")

    assert any("signal=too_fast" in to and f"unit={GOOD}" in to for to in links(parts))
    assert "1 of 2 units where it can be seen (50.0%); cannot be seen at 2" in texts(
        parts
    )
    assert "No unit fits these filters." in texts(shown(board, "?verdict=misuse"))
    assert f"unit={GOOD}" in str(links(shown(board, "?signal=too_fast")))


def test_evidence_is_paged_and_shows_no_reference(board):
    first, second = shown(board, FAST), shown(board, f"{FAST}&row={PAGE_ROWS}")

    assert "dossiers 1 to 25 of 30" in texts(first)
    assert "dossiers 26 to 30 of 30" in texts(second)
    assert "someone" not in texts(first)
    assert tie("0123456789abcdef") == "01234567"


def test_what_cannot_be_seen_is_told_with_its_reason(board):
    text = texts(shown(board, f"?lang=en&signal=submitted_after&unit={GOOD}"))

    assert "Cannot be seen" in text
    assert "clock times needed are missing" in text


def test_a_verdict_is_kept_shown_and_moves_the_number_beside(board):
    assert "Dossiers set apart" in texts(shown(board, FAST))
    search = record(board, "legitimate_help", "Done at the desk", FAST)
    text = texts(shown(board, f"?{search}"))

    assert "reviewed=1" in search
    assert "Done at the desk" in text
    assert "operator" in text
    assert "The verdict is recorded." in text
    assert "No unit fits" not in texts(shown(board, "?lang=en&verdict=legitimate_help"))


def test_a_verdict_without_a_reason_is_refused_beside_the_form(board):
    assert said(board, "misuse", " ", FAST) == (
        no_update,
        "Write the reason: it is what the unit will read.",
    )
    assert said(board, None, "x", FAST)[1] == "Choose what the signal is."


def test_the_evidence_is_taken_away_without_a_whole_hash(board):
    name, content = file_for(board, "evidence", "csv", "/integrity", FAST)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))

    assert name.startswith(f"too_fast_{GOOD}")
    assert len(rows) == 30
    assert "submitter_ref" not in rows[0]
    assert file_for(board, "evidence", "xlsx", "/integrity", FAST)[1]


def test_a_chair_sees_what_is_asked_and_the_others_see_nothing(board):
    asked = texts(shown(board, "?lang=en", f"/units/{GOOD}", GOOD))

    assert "To answer: Say when the case was handled" in asked
    quiet = texts(shown(board, "?lang=en", f"/units/{EMPTY}", EMPTY))
    assert "Nothing is asked about this unit's figures." in quiet
    assert "What is asked" not in texts(shown(board, "?lang=en", "/units/01", "01"))


def test_thresholds_that_cannot_be_read_do_not_take_a_units_page_away(board):
    (board.settings.var / "signals.yaml").write_text("too_fast: {share: 2}")
    parts = shown(board, "?lang=en", f"/units/{LATE}", LATE)

    assert "signals.yaml: “too_fast.share” must be a number" in texts(parts)
    assert "Standing against the target" in texts(parts)


def test_an_empty_database_says_so(db, settings):
    parts = shown(Board(db, settings), "?lang=en")

    assert "No data yet" in texts(parts)
    assert ids(parts) == []
