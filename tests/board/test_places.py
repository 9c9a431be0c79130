"""Units, boundaries, procedures and definitions, as the board tells them."""

from __future__ import annotations

from datetime import date

from board import Board
from metrics.indicators import INDICATORS
from metrics.questions import Question
from store import boundaries
from store.loads import NewLoad
from tests.make import (
    BIRTH,
    CITY,
    COPY,
    EMPTY,
    GOOD,
    HOUSE,
    cast,
    dossier,
    load,
    service,
)

SHAPE = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]]}


def test_units_are_listed_by_the_vietnamese_alphabet(cast_board):
    units = cast_board.units().set_index("code")

    assert units["name"].tolist()[0] == "Phường Ba Đình"
    assert units["is_parent"][CITY]
    assert not units["is_parent"][EMPTY]


def test_boundaries_stand_by_the_code_of_their_unit(db, settings):
    board = Board(db, settings)
    assert board.boundaries() == {}
    with db.write() as connection:
        boundaries.take(connection, NewLoad("b.geojson", "sha"), {GOOD: SHAPE})

    assert board.boundaries() == {GOOD: SHAPE}


def test_procedures_of_high_volume_come_first(cast_board):
    frame = cast_board.procedures(Question("online_dossiers")).frame

    assert frame["procedure_code"].tolist() == [BIRTH, COPY, HOUSE]
    assert frame["high_volume"].tolist() == [True, True, False]
    birth = frame.iloc[0]
    assert (birth["received"], birth["online"], birth["in_force"]) == (40, 21, 4)
    assert birth["online_share"] == 21 / 40
    assert frame["online_share"].tolist()[1] is None


def test_levels_are_those_of_the_procedures_asked_for(db, settings):
    load(db, settings, *cast(), service(COPY, "online", unit_code=GOOD))

    answer = Board(db, settings).procedures(Question("online_procedures"), (COPY,))

    levels = dict(answer.levels[["unit_code", "level"]].values.tolist())
    assert levels[GOOD] == "online"
    assert levels[EMPTY] == "none"
    row = answer.frame.set_index("procedure_code").loc[COPY]
    assert (row["offered"], row["full"], row["level_unknown"]) == (1, 0, 1)


def test_each_indicator_tells_who_moves_under_its_variants(cast_board):
    definitions = cast_board.definitions().definitions

    assert [d.ranking.reading.indicator for d in definitions] == list(INDICATORS)
    online = next(
        d for d in definitions if d.ranking.reading.indicator.key == "online_dossiers"
    )
    variants = online.variants.set_index("indicator")
    assert online.ranking.whole["denominator"] == 40
    assert variants["denominator"]["online_dossiers_no_post"] == 40
    assert variants["moved"]["online_dossiers_no_post"] == 0
    assert variants["widest"]["online_dossiers_no_post"] is None
    # All offer the same: by the catalogue everyone shares the first place.
    assert variants["moved"]["online_procedures"] == 2
    assert variants["widest"]["online_procedures"][1:] == (3, 1)


def test_the_variants_of_a_share_of_procedures_are_read_over_the_same_days(
    board_over,
):
    before = dossier(received_at="2025-06-12T08:00:00")
    board = board_over(lambda: [*cast(), before])

    first = board.definitions().definitions[0]

    assert first.ranking.reading.indicator.key == "online_procedures"
    dated = first.variants[first.variants["denominator"].notna()]
    dated = dated.set_index("indicator").loc[
        ["online_dossiers", "online_dossiers_no_post"]
    ]
    assert dated["denominator"].tolist() == [40, 40]
    assert set(dated["start"]) == {date(2025, 7, 1)}
