"""The ranking table on the screen."""

from dataclasses import replace

import pytest

from core.language import set_language
from layouts import ranking_table
from layouts.pages import rankings
from layouts.ranking_table import Table
from layouts.state import State, read
from metrics.questions import Question
from tests.layouts.components import ids, texts, within
from tests.make_answers import MadeBoard


@pytest.fixture(autouse=True)
def vietnamese():
    set_language("vi")


@pytest.fixture
def board():
    return MadeBoard()


@pytest.fixture
def table(board):
    pair = board.header().pair
    first, second = (board.ranking(Question(key)) for key in pair)
    return Table(first, second, True)


def asked(search):
    return read("/rankings", search)


def shown(table, search=""):
    return ranking_table.grid_rows(ranking_table.filtered(table, asked(search)))


def test_every_unit_has_a_row_and_the_whole_stands_above(board, table):
    rows, above = shown(table)

    assert len(rows) == len(board.frame)
    assert [row["code"] for row in above] == ["01"]
    assert above[0]["rank"] is None


def test_the_whole_stands_above_also_where_its_kind_is_not_asked_for(board):
    pair = board.header().pair
    first, second = (
        board.ranking(Question(key, kinds=("ward", "commune"))) for key in pair
    )
    children = first.frame[~first.frame["is_parent"].astype(bool)]

    _rows, above = ranking_table.grid_rows(
        Table(replace(first, frame=children), second, True)
    )

    assert [row["code"] for row in above] == ["01"]


def test_a_cell_shows_share_counts_target_and_its_own_status(table):
    row = shown(table)[0][0]

    assert row["firstCell"]["counts"].endswith("/408")
    assert row["firstCell"]["text"].endswith("\u00a0%")
    assert row["firstCell"]["target"] == 0.8
    assert row["firstCell"]["status"] == table.first.frame.iloc[1]["status"]


def test_a_unit_without_a_value_has_no_bar_and_no_rank(table):
    rows, _above = shown(table)
    without = [row for row in rows if row["first"] is None]

    assert len(without) == 2
    assert all(row["firstCell"] is None and row["rank"] is None for row in without)


def test_the_overall_status_is_the_worse_of_the_pair(table):
    statuses = table.statuses
    order = ["met", "on_track", "at_risk", "off_track", "unknown"]
    others = table.beside

    for row in table.first.frame.to_dict("records"):
        two = [row["status"], others[row["unit_code"]]["status"]]
        assert statuses[row["unit_code"]] == max(two, key=order.index)


def test_a_hollow_rise_is_said_in_words_and_changes_nothing_else(table):
    plain = shown(table)[0]
    marked = shown(replace(table, hollow=frozenset({"00004"})))[0]

    assert [row for row in marked if "hollow" in row] == [
        row | {"hollow": "◇ Tăng, chất lượng giảm"}
        for row in plain
        if row["code"] == "00004"
    ]
    rest = [{k: v for k, v in row.items() if k != "hollow"} for row in marked]
    assert rest == plain


def test_a_status_filter_shows_as_many_units_as_the_overview_counts(board, table):
    for status, count in board.overview().statuses.items():
        assert len(shown(table, f"?status={status}")[0]) == count


@pytest.mark.parametrize("words", ["ba dinh", "Ba Đình", "BA DINH", "00004"])
def test_a_unit_is_found_without_accents(table, words):
    rows, above = shown(table, f"?q={words}")

    assert [row["name"] for row in rows] == ["Phường Ba Đình"]
    assert len(above) == 1


def test_a_chair_is_found_too(table):
    rows, _above = shown(table, "?q=le minh chau")

    assert rows
    assert all(row["chair"].startswith("Lê Minh Châu") for row in rows)


def test_a_former_district_can_be_chosen(table):
    rows, _above = shown(table, "?district=Quận 1")

    assert 0 < len(rows) < 30


def test_filtering_changes_no_rank(table):
    all_rows = {row["code"]: row["rank"] for row in shown(table)[0]}

    for row in shown(table, "?district=Quận 1")[0]:
        assert row["rank"] == all_rows[row["code"]]


def test_the_answer_is_left_as_it_was(table):
    before = table.first.frame.copy()

    shown(table, "?q=ba dinh&status=met")

    assert table.first.frame.equals(before)


def test_a_number_leads_to_its_passport(table):
    state = asked("?lang=en&window=month")
    column = ranking_table.columns(table, state)[3]

    assert column["context"]["href"] == (
        "/number?lang=en&indicator=online_procedures&unit={unit}&window=month"
    )


def test_the_rules_stand_under_the_table(table):
    said = texts(rankings.content(table, State()))

    assert "(1, 2, 2, 4)" in said
    assert "Lộ trình là đường thẳng" in said


def test_a_reading_that_is_not_official_is_marked(board):
    first, second = (
        board.ranking(Question(key)) for key in ("on_time", "online_procedures")
    )
    said = texts(rankings.content(Table(first, second, False), State()))

    assert "không phải cách tính chính thức" in said


def test_the_kinds_shown_at_first_are_those_of_the_plan(board):
    header, units = board.header(), board.units()

    def kinds(search):
        return rankings.question(header, units, asked(search), "on_time").kinds

    # No ranked unit is a city here, so that kind of the plan is left out.
    assert kinds("") == ("commune", "ward")
    assert kinds("?kind=ward") == ("ward",)
    assert kinds("?kind=all") == ()


def test_every_filter_is_a_parameter_of_the_address(board):
    controls = rankings.controls(board.header(), board.units(), State())
    names = [one["name"] for one in ids(controls) if isinstance(one, dict)]

    assert names == ["indicator", "kind", "district", "status", "window", "as_of", "q"]


def test_all_twelve_indicators_can_be_ranked_by(board):
    controls = rankings.controls(board.header(), board.units(), State())
    picker = next(one for one in within(controls) if "data" in one._prop_names)

    assert len(picker.data) == 12


def test_a_question_that_nothing_fits_says_so(table):
    said = texts(rankings.content(table, asked("?q=khong co don vi nay")))

    assert "Không có đơn vị phù hợp." in said
