"""A unit's page as its Chair reads it."""

from datetime import date

import pandas as pd
import pytest

from callbacks.pages import unit as callback
from core.language import set_language
from layouts.pages import unit
from layouts.state import State, read
from layouts.unit import gap, head
from layouts.unit.pace import a_day, working_days
from tests.layouts.components import links, texts
from tests.layouts.made_up import PageBoard

THURSDAY, DEADLINE = date(2025, 7, 24), date(2025, 7, 30)


def page(code="00004", search=""):
    return callback.show(PageBoard(), read(f"/units/{code}", search, code))


def standing(**values):
    board = PageBoard()
    answer = board.unit("00004")
    row = answer.rows["online_procedures"] | values
    return texts(head.missing_words(row, answer.readings["online_procedures"]))


def test_the_units_newest_week_beside_its_own_earlier_ones_is_one_link_away():
    assert "/data?unit=00004&show=unusual" in links(page())


def test_working_days_run_from_tomorrow_to_the_deadline():
    assert working_days(THURSDAY, DEADLINE) == 4
    assert working_days(date(2025, 7, 25), date(2025, 7, 27)) == 0
    assert working_days(DEADLINE, THURSDAY) == 0


@pytest.mark.parametrize(("missing", "each"), [(15, 4), (16, 4), (17, 5), (0, 0)])
def test_what_each_working_day_needs_is_rounded_up(missing, each):
    assert a_day(missing, THURSDAY, DEADLINE) == each


def test_without_a_working_day_left_no_pace_is_told():
    assert a_day(3, DEADLINE, DEADLINE) is None


def test_the_gap_stands_in_things_in_points_and_by_working_day():
    said = standing(value=0.765, target=0.8, gap=-0.035, missing=15)

    assert said == "Thiếu 15 thủ tục (3,5 điểm). Mỗi ngày làm việc cần thêm 4."


def test_a_target_met_is_said_without_a_gap():
    assert standing(value=0.8, target=0.8, gap=0.0, missing=0) == "Đã đạt chỉ tiêu."


def test_a_share_that_is_not_known_is_never_a_gap():
    assert "Chưa đủ số liệu" in standing(value=None, missing=None)


def test_the_chair_stands_with_since_when_and_acting():
    said = texts(page())

    assert "Chủ tịch: Lê Minh Châu (demo), từ 1/7/2025" in said
    assert "quyền" in said


def test_a_unit_without_a_chair_says_so():
    answer = PageBoard().unit("00004")
    without = answer.__class__(**{**vars(answer), "chair": {}})
    shown = head.head_card(without, PageBoard().header(), State())

    assert "Chưa có Chủ tịch" in texts(shown)


def test_both_indicators_of_the_pair_and_the_other_basis_stand_there():
    said = texts(page())

    assert "Thủ tục cung cấp trực tuyến" in said
    assert "Thủ tục cung cấp trực tuyến toàn trình" in said
    assert "Theo hồ sơ" in said


def test_every_indicator_of_the_unit_stands_with_its_rank():
    assert texts(page()).count("Độ bao phủ") >= 12


def test_a_parent_is_not_ranked_and_shows_its_children():
    said = texts(page("01"))

    assert "Không xếp hạng: có đơn vị trực thuộc." in said
    assert "Đơn vị trực thuộc" in said


def test_what_others_offer_already_comes_before_what_nobody_does():
    rows = [
        {"name": "nobody", "peers": 0, "gain": 0.1},
        {"name": "little", "peers": 3, "gain": 0.1},
        {"name": "much", "peers": 3, "gain": 0.2},
    ]

    assert [one["name"] for one in gap.doable_first(rows)] == [
        "much",
        "little",
        "nobody",
    ]


def test_a_procedure_that_closes_the_gap_leads_to_its_dossiers():
    assert any("procedure=1.001193" in to for to in links(page()))


def test_a_channel_that_was_not_stated_is_a_row_of_its_own():
    said = texts(page())

    assert "trong đó: Không ghi kênh nộp" in said
    assert "trong đó: Trực tuyến có hỗ trợ" in said


def test_a_unit_without_resources_says_how_to_load_them():
    answer = PageBoard().unit("00004")
    bare = answer.__class__(**{**vars(answer), "resources": pd.DataFrame()})
    board = PageBoard()
    shown = unit.content(
        bare, board.trend("online_procedures", ("00004",)), board.header(), State()
    )

    assert "tệp resources" in texts(shown)


def test_links_keep_plan_basis_and_language():
    kept = [to for to in links(page(search="?plan=p&basis=dossiers&lang=en")) if to]
    set_language("vi")

    assert all("plan=p&basis=dossiers&lang=en" in to for to in kept)


def test_an_unknown_code_leads_to_the_list():
    shown = page("xx")

    assert "xx" in texts(shown)
    assert "/units" in links(shown)


def test_the_list_is_searched_without_accents():
    shown = callback.show(PageBoard(), read("/units", "?q=van mieu"))

    assert "Văn Miếu - Quốc Tử Giám" in texts(shown)
    assert "Cửa Nam" not in texts(shown)


def test_a_search_that_finds_nothing_says_so():
    shown = callback.show(PageBoard(), read("/units", "?q=zzz"))

    assert "Không có đơn vị nào có tên hoặc mã này." in texts(shown)


def test_without_a_target_none_is_called_met():
    answer = PageBoard().unit("00004")
    for row in answer.rows.values():
        row.update(target=None, gap=None, status="")

    shown = texts(gap.gap_card(answer, answer.readings["online_procedures"], State()))

    assert "Các thủ tục này có thể nâng tỷ lệ." in shown
    assert "Đã đạt" not in shown
