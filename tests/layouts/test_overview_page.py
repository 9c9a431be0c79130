"""The first page: how far, where, who has to be asked."""

import pytest
from dash import html

from core.language import set_language
from layouts.ask_card import ask_card
from layouts.pages import overview
from layouts.state import State
from tests.layouts.components import ids, links, texts, within
from tests.make_answers import MadeBoard


@pytest.fixture(autouse=True)
def vietnamese():
    set_language("vi")


@pytest.fixture
def board():
    return MadeBoard()


def page(board, state=None, shapes=None):
    return overview.content(
        board.overview(), board.header(), state or State(), shapes or {}
    )


def test_a_share_never_stands_without_its_counts(board):
    whole = board.overview().pair[0].whole
    said = texts(page(board))

    assert f"{whole['numerator']:,}".replace(",", ".") in said
    assert "thủ tục" in said
    assert "Theo hồ sơ:" in said


def test_each_status_leads_to_the_units_that_have_it(board):
    answer = board.overview()
    shown = page(board, State(plan="p"))

    for status, count in answer.statuses.items():
        to = f"/rankings?plan=p&status={status}"
        line = next(one for one in within(shown) if getattr(one, "href", "") == to)
        assert texts(line).endswith(str(count))


def test_the_units_to_ask_stand_with_their_chair(board):
    answer = board.overview()
    first = answer.ask.iloc[0]
    shown = texts(page(board))

    assert first["unit_name"] in shown
    assert "Lê Minh Châu (demo)" in shown


def test_a_hollow_rise_is_said_in_words_beside_its_unit_alone(board):
    asked = list(board.overview().ask["unit_code"])
    marked = ask_card(board.overview(), State(), frozenset(asked[:1]))
    first, *others = [one for one in within(marked) if isinstance(one, html.Tr)][1:]

    assert "Tăng, chất lượng giảm" in texts(first)
    assert others
    assert all("Tăng, chất lượng giảm" not in texts(other) for other in others)


def test_units_without_data_are_named(board):
    silent = board.overview().silent
    shown = texts(page(board))

    assert f"{len(silent)} đơn vị chậm số liệu" in shown
    assert all(name in shown for name in silent["unit_name"])
    assert shown.count("chưa có giá trị của chỉ tiêu này") == len(silent), "and why"


def test_the_map_has_a_table_twin_with_every_unit(board):
    shown = page(board)
    twin = next(one for one in within(shown) if type(one).__name__ == "Details")

    assert len(links(twin)) >= len(board.frame)


def test_the_rule_of_the_statuses_is_printed(board):
    assert "Lộ trình là đường thẳng từ giá trị trước ngày 1/7/2025" in texts(
        page(board)
    )


def test_boundaries_are_offered_only_when_they_are_loaded(board):
    switch = {"type": "control", "name": "map", "default": "tiles"}

    assert switch not in ids(page(board))
    assert switch in ids(page(board, shapes={"01": {}}))


def test_a_met_target_is_said_in_words(board):
    answer = board.overview()
    answer.pair[0].whole.update(missing=0, gap=0.1, status="met")

    shown = overview.content(answer, board.header(), State(), {})

    assert "Đã đạt chỉ tiêu." in texts(shown)


def test_without_data_the_page_says_what_to_do():
    said = texts(overview.empty())

    assert "python -m ingest load" in said
    assert "Chưa có số liệu" in said


def test_english_names_are_shown_to_english_readers(board):
    set_language("en")

    assert "Unit 1" in texts(page(board, State(lang="en")))
