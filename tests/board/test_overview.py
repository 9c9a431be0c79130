"""How far the whole is, who is behind, who is silent."""

from __future__ import annotations

from datetime import date

from board import Board
from tests.make import CHANGED, CITY, EMPTY, GOOD, LATE, cast, dossiers, load


def test_each_unit_has_the_worse_of_its_two_statuses(cast_board):
    overview = cast_board.overview()

    assert overview.unit_status == {
        GOOD: "met",
        LATE: "off_track",
        EMPTY: "unknown",
        # 10 of 20 on the 18th day of 30 to 80 %: the path asks for 48 %.
        CHANGED: "on_track",
    }
    assert overview.statuses["met"] == overview.met_both == 1
    assert sum(overview.statuses.values()) == overview.ranked == 4


def test_those_furthest_below_the_path_are_asked_first(cast_board):
    ask = cast_board.overview().ask

    assert ask["unit_code"].tolist()[0] == LATE
    assert GOOD not in ask["unit_code"].tolist()
    assert EMPTY not in ask["unit_code"].tolist()


def test_units_without_a_value_or_with_old_data_are_silent(cast_board):
    silent = cast_board.overview().silent.set_index("unit_code")["last_day"]

    assert silent[EMPTY] is None
    assert silent[GOOD] == date(2025, 7, 10)
    assert CHANGED not in silent.index


def test_who_gained_most_in_a_week_comes_first(db, settings):
    load(db, settings, *cast(), *dossiers(LATE, "2025-07-18", 10, of=10))

    movers = Board(db, settings).overview().movers

    assert movers["unit_code"].tolist()[0] == LATE


def test_the_trend_is_of_the_whole(cast_board):
    trend = cast_board.overview().trend

    assert trend.reading.indicator.key == "online_dossiers"
    last = trend.frame.iloc[-1]
    assert (last["numerator"], last["denominator"]) == (21, 40)
    assert cast_board.overview().pair[0].whole["unit_code"] == CITY


def test_nothing_known_is_no_error(board, clock):
    overview = board.overview()

    assert overview.ranked == 0
    assert overview.ask.empty
