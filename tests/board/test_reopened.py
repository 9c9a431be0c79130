"""An evaluation reopened is what was printed right after it, byte for byte."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import delete, update

from board import Board
from callbacks.pages.rankings import show
from core import language
from core.errors import UsageError
from core.settings import Settings
from layouts.state import read
from metrics.indicators import INDICATORS
from metrics.questions import Question
from reports.files import as_stream, ranking_document
from store.engine import Database, open_database
from store.evaluations import freeze, latest
from store.schema import evaluation, frozen_plan, frozen_unit, standing
from tests import histories, make
from tests.layouts.components import texts

OWN = Question("online_dossiers")


def questions(board: Board) -> list[Question]:
    """Each plan's own readings, all twelve cumulated, and some kinds apart."""
    asked = [Question(i.key, window="cumulative") for i in INDICATORS]
    for plan in board.header().plans:
        asked += [Question(key, plan.key) for key in plan.indicators]
    return [*asked, Question("online_dossiers", kinds=("ward",))]


def printed(board: Board, question: Question, number: int | None = None) -> bytes:
    answer = board.ranking(question, number)
    document = ranking_document(board, answer, question.kinds)
    return as_stream(board, document, "csv")


def number_of(db: Database) -> int:
    with db.read() as connection:
        found = latest(connection)
    assert found is not None
    return found[0]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_printed_after_an_evaluation_is_printed_again(
    db: Database, settings: Settings, clock, seed: int
):
    board = Board(db, settings)
    published: dict[tuple[int, Question], bytes] = {}
    for moment, rows in histories.steps(seed, 4):
        clock.move_to(moment)
        make.load(db, settings, *rows)
        number = number_of(db)
        for question in questions(board):
            published[number, question] = printed(board, question)

    assert len({number for number, _ in published}) == 4
    for (number, question), before in published.items():
        assert printed(board, question, number) == before, (number, question)


def test_the_whole_and_the_days_are_those_of_the_evaluation(db, settings, clock):
    board = Board(db, settings)
    make.load(db, settings, *make.cast())
    before = board.ranking(OWN)
    number = number_of(db)
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-20", 0, of=50))

    again = board.ranking(OWN, number)

    assert again.whole == before.whole
    assert again.reading.as_of == before.reading.as_of == date(2025, 7, 18)
    assert again.reading.deadline == before.reading.deadline
    assert (again.reading.evaluation, again.reading.reopened) == (number, True)
    assert board.ranking(OWN).whole != before.whole


def test_an_issued_plan_that_has_not_begun_is_frozen_too(db, settings, clock):
    make.load(db, settings, *make.place(), make.target(starts_on="2025-08-01"))
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-10", 1, of=3))
    board = Board(db, settings)

    assert printed(board, OWN, number_of(db)) == printed(board, OWN)


def test_without_any_unit_the_table_is_empty(db, settings, clock):
    number = freeze(db, "nightly")

    assert Board(db, settings).ranking(OWN, number).frame.empty


def test_what_was_not_frozen_is_refused(new_sqlite, clock):
    settings = new_sqlite()
    db = open_database(settings)
    make.load(db, settings, *make.cast())
    board = Board(db, settings)

    for question, says in (
        (Question("online_dossiers", window="week"), "did not freeze"),
        (Question("online_dossiers", start=date(2025, 7, 2)), "begins on a day"),
        (Question("online_dossiers", as_of=date(2025, 7, 10)), "speaks of 2025-07-18"),
        (Question("online_dossiers", plan="other"), "knew no plan"),
        (Question("no_such"), "no_such"),
    ):
        with pytest.raises(UsageError, match=says):
            board.ranking(question, number_of(db))


def test_an_evaluation_that_is_not_there_is_refused(db, settings):
    with pytest.raises(UsageError, match="no evaluation 7"):
        Board(db, settings).ranking(OWN, 7)


def test_one_frozen_before_names_were_kept_says_that_they_are_unknown(
    db, settings, clock
):
    make.load(db, settings, *make.cast())
    number = number_of(db)
    with db.write() as connection:
        connection.execute(delete(frozen_unit))
        connection.execute(delete(frozen_plan))
        connection.execute(update(evaluation).values(last_load=None, last_rows=""))
        connection.execute(
            update(standing).values(
                window=None, starts_on=None, deadline=None, earlier_denominator=None
            )
        )
    board = Board(db, settings)

    told = board.ranking(Question("online_dossiers", make.PLAN), number).frame
    good = told.set_index("unit_code").loc[make.GOOD]

    assert (good["rank"], good["numerator"], good["status"]) == (1, 9, "met")
    assert (good["unit_name"], good["kind"], good["chair"]) == ("", "", None)
    assert good["change_7d"] is None and good["previous_rank"] is None
    assert board.ranking(OWN, number).frame.equals(told), "by the plan of today"
    with pytest.raises(UsageError, match="ask for all"):
        board.ranking(Question("online_dossiers", make.PLAN, kinds=("ward",)), number)


def test_the_page_says_which_evaluation_it_shows_and_what_is_known_now(
    new_sqlite, clock
):
    settings = new_sqlite()
    db = open_database(settings)
    make.load(db, settings, *make.cast())
    make.load(db, settings, *make.dossiers(make.GOOD, "2025-07-18", 0, of=60))
    language.set_language("en")
    board = Board(db, settings)

    shown = texts(show(board, read("/rankings", "?evaluation=1")))
    today = texts(show(board, read("/rankings", "")))

    assert "As published on 24/7/2025 17:00, evaluation 1." in shown
    assert "Then: 52.50% (21 / 40)." in shown and "Now: 21.00% (21 / 100)." in shown
    assert "evaluation 1" not in today
