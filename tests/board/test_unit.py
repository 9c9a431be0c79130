"""One unit's page."""

from __future__ import annotations

from datetime import date

import pytest

from board import Board
from core.errors import UsageError
from metrics.indicators import INDICATORS
from tests.make import (
    BIRTH,
    CHANGED,
    CITY,
    COPY,
    EMPTY,
    GOOD,
    HOUSE,
    LATE,
    cast,
    dossier,
    dossiers,
    load,
    reported,
    resource,
    service,
)


def test_it_stands_by_all_indicators(cast_board):
    unit = cast_board.unit(GOOD)

    assert set(unit.rows) == {indicator.key for indicator in INDICATORS}
    assert unit.rows["online_dossiers"]["rank"] == 1
    assert unit.ranked == 4
    assert unit.unit["parent_name"] == "Thành phố Hà Nội"
    assert unit.chair["person"] == "Nguyễn Văn Tốt"
    assert unit.last_day == date(2025, 7, 10)


def test_an_unknown_unit_is_told(cast_board):
    with pytest.raises(UsageError):
        cast_board.unit("nowhere")


def test_neighbours_are_the_nearest_first(cast_board):
    codes = cast_board.unit(GOOD).neighbours["unit_code"].tolist()

    assert codes == [LATE, EMPTY, CHANGED]


def test_peers_have_the_most_similar_volume(db, settings):
    load(db, settings, *cast(), *dossiers(LATE, "2025-07-12", 0, of=9))

    codes = Board(db, settings).unit(CHANGED).peers["unit_code"].tolist()

    assert codes == [LATE, GOOD]


def test_without_dossiers_peers_have_as_many_procedures(cast_board):
    assert len(cast_board.unit(EMPTY).peers) == 3


def test_a_catalogue_gap_lists_what_is_not_offered_by_use(db, settings):
    own = [
        service(HOUSE, "none", unit_code=GOOD),
        *dossiers(GOOD, "2025-07-10", 0, of=3, procedure_code=HOUSE),
        *dossiers(GOOD, "2025-07-10", 0, of=2, procedure_code=COPY),
    ]
    load(db, settings, *cast(), *own)

    gap = Board(db, settings).unit(GOOD, basis="procedures").gap_list

    assert gap["procedure_code"].tolist() == [HOUSE, COPY]
    assert gap["received"].tolist() == [3, 2]
    # The two other wards offer the first; the commune is another kind.
    assert gap["peers"].tolist() == [2, 0]
    assert gap["of_units"].tolist() == [2, 2]
    assert gap["gain"].tolist() == pytest.approx([1 / 3, 1 / 3])


def test_a_dossier_gap_is_what_the_median_of_its_kind_would_bring(cast_board):
    gap = cast_board.unit(LATE).gap_list

    # The only other ward with dossiers stands at 9 of 10.
    assert gap["procedure_code"].tolist() == [BIRTH]
    assert gap["gain"].tolist() == pytest.approx([0.7])


def test_nothing_is_gained_where_the_catalogue_offers_nothing(db, settings):
    rows = [
        *dossiers(GOOD, "2025-07-12", 10, of=10, procedure_code=COPY),
        *dossiers(LATE, "2025-07-12", 0, of=10, procedure_code=COPY),
    ]
    load(db, settings, *cast(), *rows)

    gap = Board(db, settings).unit(LATE).gap_list

    assert COPY not in gap["procedure_code"].tolist()


def test_channels_add_reports_that_count(db, settings):
    report = {"unit_code": EMPTY, "period_start": "2025-07-01"}
    rows = [reported("received", 10, **report), reported("online", 4, **report)]
    load(db, settings, *cast(), *rows)
    board = Board(db, settings)

    def channels(code):
        frame = board.unit(code, as_of=date(2025, 7, 20)).channels
        return dict(zip(frame["measure"], frame["value"], strict=True))

    assert channels(EMPTY)["received"] == 10
    assert channels(EMPTY)["counter"] is None
    assert channels(CITY)["received"] == 50


def test_resources_are_the_newest_of_each_measure(db, settings):
    rows = [resource("staff", 5), resource("staff", 7, day="2025-07-15")]
    load(db, settings, *cast(), *rows, resource("kiosks", 1))

    found = Board(db, settings).unit(GOOD).resources

    assert found[["measure", "value"]].values.tolist() == [["kiosks", 1], ["staff", 7]]


def test_its_rejected_rows_are_told_by_reason(db, settings):
    load(db, settings, *cast(), dossier(channel="pigeon"))

    faults = Board(db, settings).unit(GOOD).faults

    assert faults[["reason", "rows"]].values.tolist() == [["unknown_word", 1]]


def test_a_parent_shows_its_children_by_rank(cast_board):
    unit = cast_board.unit(CITY)

    assert unit.children["unit_code"].tolist() == [GOOD, CHANGED, LATE, EMPTY]
    assert unit.rows["online_dossiers"]["rank"] is None
    assert unit.last_day == date(2025, 7, 18)
