"""Answers are kept for as long as the data version stands."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from metrics.questions import Question
from tests.make import dossier, load, place

QUESTION = Question("online_dossiers")


def test_the_same_question_is_answered_once(cast_board):
    assert cast_board.ranking(QUESTION) is cast_board.ranking(QUESTION)


def test_new_data_make_a_new_answer(board, db, settings):
    load(db, settings, *place(), dossier())
    before, version = board.ranking(QUESTION), board.data_version()
    load(db, settings, dossier())

    after = board.ranking(QUESTION)

    assert board.data_version() > version
    assert after.whole["denominator"] == before.whole["denominator"] + 1


def test_a_new_day_makes_a_new_answer(board, clock):
    before = board.header()
    clock.shift(86400)

    assert (board.header().as_of - before.as_of).days == 1


def test_many_readers_at_once_are_told_the_same(cast_board):
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: cast_board.overview(), range(32)))

    assert {answer.met_both for answer in answers} == {answers[0].met_both}
