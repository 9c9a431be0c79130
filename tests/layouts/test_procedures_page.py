"""The procedures: dossiers, who offers what, level by unit."""

from callbacks.pages import procedures as callback
from layouts.pages import procedures
from layouts.state import read
from metrics.questions import Question
from tests.layouts.components import links, texts
from tests.layouts.made_up import PageBoard

BOARD = PageBoard()


def page(search=""):
    return callback.show(BOARD, read("/procedures", search))


def fitting(search):
    answer = BOARD.procedures(Question("online_dossiers"))
    rows = procedures.fitting(answer, read("/procedures", search))
    return [row["procedure_code"] for row in rows]


def test_a_share_stands_with_its_counts_and_offers_with_their_units():
    said = texts(page())

    assert "44,4 % 4.000 / 9.000" in said
    assert "100/126" in said


def test_a_procedure_leads_to_what_its_number_is_made_of():
    assert any(
        "/data?indicator=online_dossiers&procedure=2.000815" in to
        for to in links(page())
    )


def test_procedures_are_filtered_by_field_volume_and_words_without_accents():
    assert fitting("?field=Đất đai") == ["1.012812"]
    assert len(fitting("?volume=high")) == 4
    assert fitting("?q=khai sinh") == ["1.001193"]
    assert fitting("?q=1.0011") == ["1.001193"]


def test_a_procedure_with_doubts_leads_to_them_by_unit():
    led = [to for to in links(page()) if "show=doubts" in to]

    assert led == ["/data?show=doubts&by=both&procedure=1.001193"]
    assert "12 nghi vấn, mọi ngày" in texts(page())
    assert "mỗi nghi vấn của một dòng được đếm một lần" in texts(page())
    assert "nghi vấn" not in texts(page("?field=Đất đai"))


def test_the_map_of_levels_has_a_table_that_names_units():
    said = texts(page())

    assert "Xem dạng bảng" in said
    assert "Trực tuyến toàn trình" in said
    assert "Phường Ba Đình" in said


def test_filters_that_nothing_fits_say_what_to_do():
    assert "bỏ bớt điều kiện lọc" in texts(page("?q=zzz"))
