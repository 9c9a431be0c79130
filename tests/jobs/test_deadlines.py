"""A deadline freezes an evaluation, exactly once, with what was known."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from board import Board
from callbacks.pages import overview, unit
from core import language
from jobs.deadlines import freeze_passed
from layouts.state import read
from metrics.questions import Question
from reports.files import ranking_document
from store import evaluations
from store.engine import open_database
from tests import make
from tests.layouts.components import texts

# 17:00 in Hanoi on 30 July 2025.
TIME = "2025-07-30T17:00:00"
BEFORE = datetime(2025, 7, 30, 9, 59, tzinfo=UTC)
AFTER = datetime(2025, 7, 30, 10, 1, tzinfo=UTC)
OWN = Question("online_dossiers")


def frozen(db) -> list[evaluations.Evaluation]:
    with db.read() as connection:
        every = evaluations.every(connection)
    return [one for one in every if one.cause == "deadline"]


def fill(db, settings, deadline: str = TIME) -> None:
    rows = [row for row in make.cast() if row.kind != "targets"]
    make.load(db, settings, *rows, make.target(deadline=deadline))


def test_a_deadline_with_a_time_is_frozen_once_it_has_passed_and_only_once(
    db, settings, clock
):
    fill(db, settings)

    clock.move_to(BEFORE)
    freeze_passed(db, settings)
    assert frozen(db) == []
    clock.move_to(AFTER)
    first = freeze_passed(db, settings)
    again = freeze_passed(db, settings)

    assert first.values == {"numbers": "2"}
    assert again.message == "No deadline has passed since."
    (one,) = frozen(db)
    assert (one.deadline, one.as_of) == ("2025-07-30T10:00:00Z", date(2025, 7, 18))


@pytest.fixture
def office(new_sqlite, clock):
    settings = new_sqlite()
    return open_database(settings), settings


def test_a_bare_day_ends_at_its_end(office, clock):
    db, settings = office
    fill(db, settings, "2025-07-30")

    clock.move_to(AFTER)
    freeze_passed(db, settings)
    assert frozen(db) == []
    clock.move_to(datetime(2025, 7, 30, 17, 0, 30, tzinfo=UTC))
    freeze_passed(db, settings)

    assert [one.deadline for one in frozen(db)] == ["2025-07-30T17:00:00Z"]


def test_one_that_passed_while_nothing_ran_is_frozen_late_and_says_so(office, clock):
    db, settings = office
    fill(db, settings)
    clock.move_to(datetime(2025, 8, 2, 3, 0, tzinfo=UTC))
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-08-01", 0, of=9))

    freeze_passed(db, settings)

    (one,) = frozen(db)
    # What was known then, of the days up to the deadline.
    assert (one.known_at, one.as_of) == ("2025-08-02T03:00:00Z", date(2025, 7, 30))
    found = Board(db, settings).frozen_deadline(OWN)
    assert found.late
    assert found.addenda.frame.empty


def test_a_database_first_filled_after_a_deadline_freezes_nothing(office, clock):
    db, settings = office
    clock.move_to(AFTER)
    fill(db, settings)

    note = freeze_passed(db, settings)

    assert frozen(db) == []
    assert note.values == {"count": 1}
    assert Board(db, settings).frozen_deadline(OWN) is None


def test_standings_say_what_was_frozen_and_what_was_corrected_since(office, clock):
    db, settings = office
    fill(db, settings)
    clock.move_to(AFTER)
    freeze_passed(db, settings)
    clock.move_to(datetime(2025, 7, 31, 3, 0, tzinfo=UTC))
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-12", 0, of=10))
    board = Board(db, settings)
    language.set_language("en")

    found = board.frozen_deadline(OWN)
    shown = texts(overview.show(board, read("/", "")))
    good = texts(unit.show(board, read(f"/units/{make.GOOD}", "", make.GOOD)))
    late = texts(unit.show(board, read(f"/units/{make.LATE}", "", make.LATE)))
    cover = ranking_document(board, board.ranking(OWN)).cover

    assert not found.late
    assert "Frozen at 30/7/2025 17:00, evaluation 2." in shown
    assert "Corrected since: 2 of 5 numbers." in shown
    assert "Addendum for this unit: 90.00% (9 / 10) then, 45.00% (9 / 20) now." in good
    assert "has not been corrected since" in late
    line = next(one for one in cover if one.label == "Frozen at the deadline")
    assert line.text == (
        "30/7/2025 17:00, evaluation 2; corrected since: 2 of 5 numbers"
    )
