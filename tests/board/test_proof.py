"""A number worked out again, past the tallies, is the number that is shown; where the
tallies are wrong, it is not."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st
from sqlalchemy import text

from board import Board
from core.errors import UsageError
from metrics.indicators import INDICATORS
from metrics.questions import Question
from tests.board.cities import CODES, DAYS, FIRST, PLAN, Filled, cities
from tests.make import CHANGED, CITY, COPY, GOOD, cast, load, place, reported

KEYS = [indicator.key for indicator in INDICATORS]


@rules(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cities(), DAYS, st.booleans())
def test_both_ways_agree_on_random_histories(sqlite_template, city, as_of, bounded):
    with Filled(sqlite_template, city) as board:
        for key in KEYS:
            start = FIRST if bounded else None
            plan = PLAN if city.targets else ""
            question = Question(key, plan=plan, start=start, as_of=as_of)
            for code in ("", *CODES):
                again = board.proof(question, code)

                assert again.equal, (key, code, again)


def test_both_ways_agree_on_the_cast(cast_board):
    asked = [(key, code) for key in KEYS for code in ("", CITY, GOOD, CHANGED)]
    again = {one: cast_board.proof(Question(one[0]), one[1]) for one in asked}

    assert [one for one in asked if not again[one].equal] == []
    assert again["online_procedures", GOOD].again_denominator == 3
    assert again["online_dossiers", ""].again_denominator == 40


def test_it_shows_what_each_unit_adds(cast_board):
    counted = cast_board.proof(Question("online_dossiers"), "").counted

    assert {row["unit_code"]: row["denominator"] for row in counted.to_dict("records")}
    assert int(counted["denominator"].sum()) == 40
    assert set(counted["from"]) == {"dossiers"}


def test_reported_figures_are_read_anew(db, settings):
    rows = (reported("received", 20), reported("online", 5))
    load(db, settings, *place(), *rows)
    again = Board(db, settings).proof(Question("online_dossiers"), GOOD)

    assert (again.again_numerator, again.again_denominator) == (5, 20)
    assert again.equal
    assert list(again.counted["from"]) == ["reports"]


SPOILT = {
    "a tally a dossier too high": (
        "UPDATE unit_day_tally SET online = online + 1 WHERE unit_code = '00004'",
        "online_dossiers",
        (9, 10),
        (10, 10),
    ),
    "a tally lost": (
        "DELETE FROM unit_day_tally WHERE unit_code = '00004'",
        "online_dossiers",
        (9, 10),
        (None, None),
    ),
    "a level resolved wrongly": (
        f"UPDATE service_span SET level = 'full' WHERE procedure_code = '{COPY}'",
        "online_procedures",
        (2, 3),
        (3, 3),
    ),
}


@pytest.mark.parametrize("fault", SPOILT)
def test_a_spoilt_tally_is_caught_with_its_difference(db, settings, fault):
    statement, key, right, wrong = SPOILT[fault]
    load(db, settings, *cast())
    with db.write() as connection:
        connection.execute(text(statement))
    again = Board(db, settings).proof(Question(key), GOOD)

    assert (again.numerator, again.denominator) == wrong
    assert (again.again_numerator, again.again_denominator) == right
    assert not again.equal


def test_it_is_worked_out_each_time(db, settings):
    load(db, settings, *cast())
    board = Board(db, settings)
    before = board.proof(Question("online_dossiers"), GOOD)
    with db.write() as connection:
        connection.execute(
            text("UPDATE dossier SET channel = 'counter' WHERE unit_code = '00004'")
        )
    after = board.proof(Question("online_dossiers"), GOOD)

    assert before.again_numerator == 9
    assert after.again_numerator == 0


def test_an_unknown_unit_is_refused(cast_board):
    with pytest.raises(UsageError, match="99999"):
        cast_board.proof(Question("online_dossiers"), "99999")
