"""Values over periods: where they begin, what stands beside them."""

from __future__ import annotations

from datetime import date

import pytest

from board import Board
from core.errors import UsageError
from tests.make import (
    CHANGED,
    CITY,
    GOOD,
    LATE,
    cast,
    dossier,
    dossiers,
    event,
    load,
    place,
    target,
)


def points(trend, code=None):
    rows = trend.frame.to_dict("records")
    return {
        row["period_end"]: (row["numerator"], row["denominator"])
        for row in rows
        if code is None or row["unit_code"] == code
    }


def test_it_runs_from_the_start_of_the_target_to_the_last_day(cast_board):
    trend = cast_board.trend("online_dossiers", (GOOD,))

    ends = trend.frame["period_end"].tolist()
    assert (ends[0], ends[-1]) == (date(2025, 7, 1), date(2025, 7, 18))
    assert set(trend.frame["period_start"]) == {date(2025, 7, 1)}
    assert points(trend)[date(2025, 7, 9)] == (None, None)
    assert points(trend)[date(2025, 7, 10)] == (9, 10)
    assert points(trend)[date(2025, 7, 18)] == (9, 10)


def test_the_catalogue_begins_with_its_targets(db, settings):
    rows = [*place(), target("online_procedures", window="state"), dossier()]
    load(db, settings, *rows)

    trend = Board(db, settings).trend("online_procedures", (GOOD,))

    assert trend.frame["period_start"].min() == date(2025, 7, 1)
    assert set(trend.frame["value"]) == {2 / 3}


def test_without_a_target_it_begins_with_the_data(db, settings):
    load(db, settings, *place(), dossier(received_at="2025-06-20"), dossier())

    trend = Board(db, settings).trend("online_dossiers", (GOOD,))

    assert trend.frame["period_start"].min() == date(2025, 6, 20)
    assert (trend.steps, trend.path) == ((), ())


def test_weeks_begin_on_monday_and_are_cut_to_the_days_asked(cast_board):
    trend = cast_board.trend("online_dossiers", (CHANGED,), step="week")

    periods = trend.frame[["period_start", "period_end"]].values.tolist()
    assert periods == [
        [date(2025, 7, 1), date(2025, 7, 6)],
        [date(2025, 7, 7), date(2025, 7, 13)],
        [date(2025, 7, 14), date(2025, 7, 18)],
    ]
    assert trend.frame["numerator"].tolist() == [None, 3, 7]


def test_the_whole_is_the_root(cast_board):
    whole = cast_board.trend("online_dossiers", ("",))
    root = cast_board.trend("online_dossiers", (CITY,))

    assert points(whole) == points(root)
    assert set(whole.frame["unit_name"]) == {"Thành phố Hà Nội"}


def test_several_roots_are_added_to_the_whole(db, settings):
    rows = [r for r in place() if r.values.get("code") != CITY]
    load(db, settings, *rows, *dossiers(GOOD, "2025-07-10", 9, of=10))
    load(db, settings, *dossiers(LATE, "2025-07-10", 1, of=10))

    trend = Board(db, settings).trend("online_dossiers", ("",))

    assert points(trend)[date(2025, 7, 10)] == (10, 20)


def test_the_band_is_the_middle_half_of_ranked_units(cast_board):
    last = cast_board.trend("online_dossiers", (CITY,)).band.iloc[-1]

    assert (last["low"], last["middle"], last["high"]) == pytest.approx(
        (0.35, 0.5, 0.7)
    )


def test_the_path_leads_from_the_eve_of_the_start_to_the_deadline(db, settings):
    load(db, settings, *cast(), *dossiers(GOOD, "2025-06-20", 1, of=4))

    trend = Board(db, settings).trend("online_dossiers", (GOOD,))

    assert trend.path == ((date(2025, 6, 30), 0.25), (date(2025, 7, 30), 0.8))
    assert trend.steps == ((date(2025, 7, 1), date(2025, 7, 30), 0.8),)


def test_all_stages_of_a_ladder_are_steps(db, settings):
    later = target(value="1", starts_on="2025-08-01", deadline="2025-08-31")
    load(db, settings, *cast(), later)

    trend = Board(db, settings).trend("online_dossiers", (GOOD,))

    assert [step[1:] for step in trend.steps] == [
        (date(2025, 7, 30), 0.8),
        (date(2025, 8, 31), 1.0),
    ]


def test_as_published_stays_what_it_was_when_data_are_corrected(db, settings):
    load(db, settings, *cast())
    board = Board(db, settings)
    load(db, settings, *dossiers(GOOD, "2025-07-10", 0, of=10))
    load(db, settings, dossier(received_at="2025-07-20"))

    published = points(board.trend("online_dossiers", (GOOD,), as_published=True))
    known = points(board.trend("online_dossiers", (GOOD,)))

    # The newest evaluation of each as-of day; no evaluation spoke of other days.
    assert published == {
        date(2025, 7, 18): (9, 20),
        date(2025, 7, 20): (10, 21),
    }
    assert known[date(2025, 7, 20)] == (10, 21)


def test_notes_of_other_units_are_left_out(db, settings):
    notes = [
        event("for all"),
        event("for the city", scope_code=CITY),
        event("for another", scope_code=LATE),
        event("long ago", day="2025-01-01"),
    ]
    load(db, settings, *cast(), *notes)

    trend = Board(db, settings).trend("online_dossiers", (GOOD,))

    assert trend.events["title"].tolist() == ["for all", "for the city"]


def test_the_chairs_of_the_units_asked_are_told(cast_board):
    terms = cast_board.trend("online_dossiers", (CHANGED,)).terms

    assert terms["person"].tolist() == ["Phạm Thị Trước", "Hoàng Văn Sau"]
    assert terms["ends_on"].tolist() == [date(2025, 7, 14), None]


@pytest.mark.parametrize(
    "asked",
    [
        {"units": ("nowhere",)},
        {"units": (GOOD,), "step": "year"},
        {"units": (GOOD,), "start": date(2025, 7, 9), "end": date(2025, 7, 8)},
    ],
)
def test_what_cannot_be_asked_is_told(cast_board, asked):
    with pytest.raises(UsageError):
        cast_board.trend("online_dossiers", **asked)
