"""What is held back stands beside the number it could move, up to the whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from actions.undo import undo
from board import Board
from core.language import set_language
from layouts.held import held_words
from metrics.doubted import BOTH, PROCEDURE, DoubtsAsked
from metrics.questions import Question
from reports import cover
from store.engine import open_database
from tests.make import BIRTH, CITY, COPY, GOOD, HOUSE, LATE, cast, dossiers, load, unit


def test_held_dossiers_are_told_at_their_unit_and_of_the_whole(db, settings, clock):
    load(db, settings, *cast())
    (settings.var / "checks.yaml").write_text("many_supplements: {action: hold}")
    load(db, settings, *dossiers(GOOD, "2025-07-11", 0, of=2, supplement_requests=5))
    board = Board(db, settings)

    whole = board.ranking(Question("online_dossiers")).held
    good = board.unit(GOOD, basis="dossiers").held

    # At most two of those that count are corrected: 9 of 10 become 7 of 10.
    assert good.dossiers == whole.dossiers == 2
    assert good.worth == Fraction(2, 10)
    assert whole.worth == Fraction(2, 40)
    assert board.unit(CITY, basis="dossiers").held == whole
    assert board.unit(LATE, basis="dossiers").held is None
    before = Question("online_dossiers", as_of=date(2025, 7, 10))
    assert board.ranking(before).held is None
    set_language("en")
    assert held_words(good) == "2 dossiers held back, worth at most 20.0 points"
    [line] = cover.held_lines(whole)
    assert "2" in line.text

    # No dossier moves what the catalogue says; how many procedures see one is unknown.
    of_procedures = board.ranking(Question("online_procedures")).held
    assert (of_procedures.dossiers, of_procedures.worth) == (2, 0)
    of_both = board.ranking(Question("active_procedures")).held
    assert (of_both.dossiers, of_both.worth) == (2, None)


def test_doubts_are_told_by_unit_with_who_must_look(db, settings, clock):
    load(db, settings, *cast())
    load(db, settings, *dossiers(LATE, "2025-07-11", 0, of=3, supplement_requests=5))
    board = Board(db, settings)

    [at_unit] = board.unit(LATE).doubts.to_dict("records")
    told = board.doubts(DoubtsAsked())

    assert (at_unit["doubt"], at_unit["rows"]) == ("many_supplements", 3)
    assert board.unit(GOOD).doubts.empty
    assert told["unit_name"].tolist() == ["Phường Ngọc Hà"]
    assert told["owner"].tolist() == ["The unit that registered the dossier"]


def test_doubts_are_told_by_procedure_and_no_longer_once_undone(stocked, clock):
    settings = stocked(cast)
    db, odd = open_database(settings), {"supplement_requests": 5}
    load(
        db,
        settings,
        *dossiers(LATE, "2025-07-11", 0, of=3, **odd),
        *dossiers(LATE, "2025-07-11", 0, of=2, procedure_code=COPY, **odd),
        *dossiers(GOOD, "2025-07-11", 0, of=1, procedure_code=COPY, **odd),
    )
    load(db, settings, unit("00099", parent_code="00000"))
    board = Board(db, settings)

    told = board.doubts(DoubtsAsked(PROCEDURE))
    assert told[["doubt", "procedure_code", "rows"]].to_numpy().tolist() == [
        ["many_supplements", BIRTH, 3],
        ["many_supplements", COPY, 3],
        ["unknown_parent", "", 1],
    ]
    [at_late] = board.doubts(DoubtsAsked(BOTH, None, LATE, COPY)).to_dict("records")
    assert (at_late["rows"], at_late["unit_name"]) == (2, "Phường Ngọc Hà")
    assert at_late["procedure_name"] == "Chứng thực bản sao"
    first = board.doubts(DoubtsAsked(BOTH), 1)
    assert first[["unit_code", "rows", "lines"]].to_numpy().tolist() == [[LATE, 3, 4]]
    last = int(told["load_id"].max())
    assert board.doubts(DoubtsAsked(BOTH, last))["rows"].tolist() == [1]
    assert board.unit(LATE).doubts["rows"].tolist() == [5]
    assert doubts_on_page(board) == {BIRTH: 3, COPY: 3, HOUSE: 0}

    undo(db, settings, int(told["load_id"].min()), "operator", "")
    assert doubts_on_page(board) == {BIRTH: 0, COPY: 0, HOUSE: 0}
    db.close()


def doubts_on_page(board):
    frame = board.procedures(Question("online_dossiers")).frame
    return dict(zip(frame["procedure_code"], frame["doubts"], strict=True))
