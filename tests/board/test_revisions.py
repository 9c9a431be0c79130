"""Revisions: what was published, what is known now, and by which load it moved."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from board import Board
from callbacks.pages.revisions import show
from core import language
from core.errors import UsageError
from core.settings import Settings
from ingest.undo import undo_load
from layouts.state import read
from metrics.questions import Question
from metrics.revisions import Revision, counts
from store.engine import open_database
from tests import histories, make
from tests.board.test_reopened import number_of
from tests.layouts.components import texts

OWN = Question("online_dossiers")
LATER = datetime(2025, 7, 24, 12, 0, tzinfo=UTC)


def filled(settings: Settings, seed: int, clock, number: int = 4) -> tuple[Board, int]:
    db = open_database(settings)
    for moment, rows in histories.steps(seed, number):
        clock.move_to(moment)
        make.load(db, settings, *rows)
    return Board(db, settings), number_of(db)


def adds_up(revision: Revision) -> bool:
    """Counts and points of the parts are the difference."""
    parts = revision.parts
    then, now = counts(revision.then), counts(revision.now)
    if None in (*then, *now):
        return True
    sums = (parts["numerator"].sum(), parts["denominator"].sum())
    apart = (now[0] - then[0], now[1] - then[1])
    if revision.difference is None:
        return sums == apart
    points = sum(parts["points"])
    return sums == apart and points == pytest.approx(float(revision.difference))


# Dossiers of units without reports, and catalogues, leave nothing open.
EXPLAINED = ("online_dossiers", "on_time", "online_eligible_dossiers", "e2e_procedures")


@pytest.mark.parametrize(("engine", "seed"), [("sqlite", 0), ("postgresql", 3)])
def test_the_causes_add_up_to_the_difference(request, clock, engine, seed):
    board, _ = filled(request.getfixturevalue(f"new_{engine}")(), seed, clock)

    for key in (*EXPLAINED, "e2e_dossiers", "active_procedures"):
        for code in ("", make.GOOD):
            question = Question(key, window="cumulative")
            revision = board.revisions(question, code, 1)
            assert adds_up(revision), (key, code, revision.parts)
            if key in EXPLAINED and code:
                assert "other" not in list(revision.parts["cause"]), revision.parts


@pytest.fixture
def office(db, settings, clock) -> tuple[Board, int]:
    """The cast as published, and then two corrections."""
    make.load(db, settings, *make.cast())
    number = number_of(db)
    clock.move_to(LATER)
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-10", 0, of=5))
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-12", 3, of=3))
    return Board(db, settings), number


def test_a_revision_names_the_loads_the_dossiers_and_the_points(office):
    board, number = office

    told = board.revisions(OWN, make.GOOD, number)

    assert (counts(told.then), counts(told.now)) == ((9, 10), (12, 18))
    assert told.superseded and told.exact
    assert float(told.difference) == pytest.approx(12 / 18 - 9 / 10)
    parts = told.parts.to_dict("records")
    assert [(p["cause"], p["entered"], p["left"], p["changed"]) for p in parts] == [
        ("load", 5, 0, 0),
        ("load", 3, 0, 0),
    ]
    assert [(p["numerator"], p["denominator"]) for p in parts] == [(0, 5), (3, 3)]
    assert parts[0]["points"] == pytest.approx(9 / 15 - 9 / 10)
    assert len(told.items) == 8
    assert set(told.items["way"]) == {"entered"}


def test_a_dossier_that_moves_leaves_one_unit_and_enters_another(db, settings, clock):
    row = make.dossier(dossier_code="D-1", channel="online")
    make.load(db, settings, *make.cast(), row)
    number = number_of(db)
    moved = make.dossier(dossier_code="D-1", channel="counter", unit_code=make.LATE)
    make.load(db, settings, moved)
    board = Board(db, settings)

    left, entered = (
        board.revisions(OWN, code, number).items.iloc[0]
        for code in (make.GOOD, make.LATE)
    )
    whole = board.revisions(OWN, make.CITY, number).items.iloc[0]

    assert (left["key"], left["way"]) == ("D-1", "left")
    assert (left["numerator"], left["denominator"]) == (-1, -1)
    assert (entered["key"], entered["way"]) == ("D-1", "entered")
    assert (entered["numerator"], entered["denominator"]) == (0, 1)
    assert (whole["way"], whole["numerator"], whole["denominator"]) == (
        "changed",
        -1,
        0,
    )
    assert whole["was"] == "00004|online|full|received"
    assert whole["became"] == "00008|counter|full|received"


def test_days_after_the_evaluation_are_no_revision_of_it(db, settings, clock):
    make.load(db, settings, *make.cast())
    number = number_of(db)
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-20", 5, of=5))

    told = Board(db, settings).revisions(OWN, make.GOOD, number)

    assert not told.superseded
    assert told.difference == 0
    assert told.parts.empty and told.items.empty


def test_a_corrected_catalogue_is_the_cause_of_dossiers_that_nobody_loaded(
    new_sqlite, clock
):
    settings = new_sqlite()
    db = open_database(settings)
    make.load(db, settings, *make.cast())
    number = number_of(db)
    make.load(db, settings, make.service(make.BIRTH, "partial"))
    board = Board(db, settings)

    dossiers = board.revisions(Question("e2e_dossiers"), make.GOOD, number)
    services = board.revisions(Question("e2e_procedures"), make.GOOD, number)

    assert (counts(dossiers.then), counts(dossiers.now)) == ((9, 10), (0, 10))
    assert dossiers.parts[["cause", "changed"]].values.tolist() == [["load", 9]]
    assert services.items[["key", "was", "became"]].values.tolist() == [
        [make.BIRTH, "full", "partial"]
    ]
    assert services.rows[["kind", "rows"]].values.tolist() == [["services", 1]]


def test_a_replaced_report_stands_as_what_no_dossier_explains(new_sqlite, clock):
    settings = new_sqlite()
    db = open_database(settings)
    report = [
        make.reported(measure, value, unit_code=make.EMPTY, period_end="2025-07-18")
        for measure, value in (("received", 40), ("online", 20))
    ]
    make.load(db, settings, *make.cast(), *report)
    number = number_of(db)
    corrected = make.reported(
        "online", 30, unit_code=make.EMPTY, period_end="2025-07-18"
    )
    make.load(db, settings, corrected)

    told = Board(db, settings).revisions(OWN, make.EMPTY, number)

    assert (counts(told.then), counts(told.now)) == ((20, 40), (30, 40))
    assert told.parts[["cause", "numerator"]].values.tolist() == [["other", 10]]
    assert told.rows[["kind", "rows"]].values.tolist() == [["counts", 1]]


def test_an_undone_load_is_the_cause_of_what_left(db, settings, clock):
    make.load(db, settings, *make.cast())
    (result,) = make.load(
        db, settings, *make.dossiers(make.GOOD, "2025-07-10", 0, of=5)
    )
    number = number_of(db)
    clock.move_to(LATER)
    undo_load(db, result.load_id)

    told = Board(db, settings).revisions(OWN, make.GOOD, number)

    assert (counts(told.then), counts(told.now)) == ((9, 15), (9, 10))
    assert told.parts[["cause", "load_id", "left"]].values.tolist() == [
        ["undo", result.load_id, 5]
    ]


def test_the_list_holds_what_moved_the_widest_first(office):
    board, number = office

    told = board.revised(OWN, number)

    assert told.frame["unit_code"].tolist() == [make.GOOD, make.CITY]
    good = told.frame.iloc[0]
    assert (good["numerator"], good["denominator"]) == (3, 8)
    assert (good["rank_then"], good["rank_now"]) == (1, 1)
    assert len(good["loads"].split(", ")) == 2
    assert told.units == 5


def test_a_unit_that_is_not_there_is_refused(new_sqlite, clock):
    settings = new_sqlite()
    db = open_database(settings)
    make.load(db, settings, *make.cast())

    with pytest.raises(UsageError, match="no unit"):
        Board(db, settings).revisions(OWN, "77777", number_of(db))


def test_the_page_lists_what_moved_and_tells_why(office):
    board, number = office
    language.set_language("en")

    listed = texts(show(board, read("/revisions", f"?evaluation={number}")))
    address = f"?evaluation={number}&indicator=online_dossiers&unit={make.GOOD}"
    one = texts(show(board, read("/revisions", address)))
    nothing = texts(show(board, read("/revisions", "?evaluation=3")))

    assert "2 of 5 numbers are others now." in listed
    assert "90.00%" in one and "66.67%" in one
    assert "Dossiers that moved it 8 of 8" in one
    assert "None of the 5 numbers has changed." in nothing


def test_before_anything_was_frozen_the_page_says_so(new_sqlite):
    settings = new_sqlite()
    board = Board(open_database(settings), settings)
    language.set_language("en")

    assert "Nothing was published yet" in texts(show(board, read("/revisions", "")))
