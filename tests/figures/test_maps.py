"""Maps and trends are figures that Plotly accepts, and say more than colours."""

from datetime import date, timedelta

import pandas as pd
import plotly.graph_objects as go
import pytest

from core.language import set_language
from figures.hexmap import boundary_map, placed, tile_map
from figures.labels import bare_names, initials
from figures.notes import events_within, staggered
from figures.trend import span, trend_figure
from tests.make_answers import MadeBoard


@pytest.fixture(autouse=True)
def vietnamese():
    set_language("vi")


@pytest.fixture
def board():
    return MadeBoard()


@pytest.fixture
def answer(board):
    return board.overview()


def units(answer):
    frame = answer.pair[0].frame
    return frame[~frame["is_parent"].astype(bool)]


def test_a_tile_map_is_a_figure(answer):
    figure = tile_map(units(answer), answer.unit_status, {})

    assert go.Figure(figure)


def test_each_unit_stands_once_with_its_sign_and_code(answer):
    frame = units(answer)
    figure = tile_map(frame, answer.unit_status, {})
    letters = [trace for trace in figure["data"] if "customdata" in trace]
    codes = [code for trace in letters for code in trace["customdata"]]

    assert sorted(codes) == sorted(frame["unit_code"])
    assert all(
        "▼" in text or "▲" in text or "●" in text or "✓" in text or "–" in text
        for trace in letters
        for text in trace["text"]
    )


def test_what_is_not_known_is_hatched(answer):
    figure = tile_map(units(answer), answer.unit_status, {})

    hatched = [trace for trace in figure["data"] if "fillpattern" in trace]

    assert [trace["fillpattern"]["shape"] for trace in hatched] == ["/"]


def test_units_without_a_place_are_listed_beside(answer):
    frame = units(answer).assign(latitude=None)

    here, beside = placed(frame)

    assert here.empty
    assert len(beside) == len(frame)
    assert go.Figure(tile_map(frame, {}, {}))


SQUARE = [[105.0, 21.0], [105.0, 22.0], [106.0, 22.0], [106.0, 21.0], [105.0, 21.0]]
HOLE = [[105.4, 21.4], [105.6, 21.4], [105.6, 21.6], [105.4, 21.6], [105.4, 21.4]]


@pytest.mark.parametrize(
    ("geometry", "rings"),
    [
        ({"type": "Polygon", "coordinates": [SQUARE]}, 1),
        ({"type": "Polygon", "coordinates": [SQUARE, HOLE]}, 2),
        ({"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE], [SQUARE]]}, 3),
        ({}, 0),
    ],
)
def test_every_ring_of_a_boundary_is_drawn(answer, geometry, rings):
    frame = units(answer).head(1)
    code = str(frame["unit_code"].iloc[0])

    figure = boundary_map(frame, {code: "met"}, {}, {code: geometry})

    area = next(trace for trace in figure["data"] if trace["mode"] == "lines")
    assert area["y"].count(None) == rings
    assert go.Figure(figure)


def test_a_unit_on_the_map_of_boundaries_says_its_sign_and_leads_to_its_page(answer):
    frame = units(answer)
    figure = boundary_map(frame, answer.unit_status, {}, {})
    codes = [c for t in figure["data"] if "customdata" in t for c in t["customdata"]]

    assert sorted(codes) == sorted(frame["unit_code"])


def test_a_degree_across_is_as_wide_as_it_is_on_the_ground(answer):
    frame = units(answer).head(1).assign(latitude=60.0, longitude=10.0)
    code = str(frame["unit_code"].iloc[0])
    shape = {"type": "Polygon", "coordinates": [[[10.0, 60.0], [12.0, 61.0]]]}

    figure = boundary_map(frame, {}, {}, {code: shape})

    # At 60 degrees north a degree of longitude is half one of latitude.
    area = next(trace for trace in figure["data"] if trace["mode"] == "lines")
    assert area["x"][1] - area["x"][0] == pytest.approx(1.0)
    assert area["y"][1] - area["y"][0] == 1.0


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Phường Ba Đình", "Phường Cửa Nam"], ["BĐ", "CN"]),
        (["Phường Văn Miếu - Quốc Tử Giám", "Phường Láng"], ["VMQ", "L"]),
        (["Ba Dinh Ward", "Lang Ward"], ["BD", "L"]),
        (["Láng"], ["L"]),
    ],
)
def test_a_tile_leaves_out_what_all_names_of_a_kind_share(names, short):
    bare = bare_names(names, ["ward"] * len(names))

    assert [initials(name) for name in bare] == short


def test_a_trend_is_a_figure_with_its_counts(board):
    trend = board.trend("online_procedures", ("01", "02"))
    figure = trend_figure(trend, {"02": "Hai"})

    assert go.Figure(figure)
    lines = [trace for trace in figure["data"] if trace.get("name")]
    assert [line["name"] for line in lines] == ["Đơn vị 01", "Hai"]
    assert "/52.416" in lines[0]["text"][0]


def test_lines_of_several_units_differ_by_more_than_colour(board):
    figure = trend_figure(board.trend("online_procedures", ("01", "02")))
    lines = [trace for trace in figure["data"] if trace.get("name")]

    assert len({line["line"]["dash"] for line in lines}) == 2


def test_events_are_numbered_in_the_order_of_their_days(board):
    trend = board.trend("online_procedures")

    days = events_within(trend, *span(trend))

    assert [(number, found[0]["day"]) for number, found in days] == [
        ("1", date(2025, 7, 21))
    ]


@pytest.mark.parametrize(
    ("days", "rows"),
    [
        ([], []),
        ([1, 50], [0, 0]),
        ([1, 2, 3], [0, 1, 2]),
        # The first row is free again where its last mark is far enough.
        ([1, 3, 4, 5], [0, 1, 0, 2]),
        ([1, 4], [0, 0]),
    ],
)
def test_marks_of_events_too_near_to_be_read_stand_below_one_another(days, rows):
    start = date(2025, 1, 1)
    given = [start + timedelta(days=day) for day in days]

    assert staggered(given, start, start + timedelta(days=100)) == rows


def test_a_trend_without_points_is_an_empty_chart(board):
    trend = board.trend("online_procedures")
    nothing = trend.frame.iloc[:0]
    empty = type(trend)(
        trend.reading,
        trend.step,
        nothing,
        trend.band.iloc[:0],
        (),
        (),
        pd.DataFrame(columns=trend.events.columns),
        trend.terms,
    )

    assert go.Figure(trend_figure(empty))
