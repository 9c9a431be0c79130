"""Levels as squares: the order is told by lightness, what is absent is not zero."""

from figures.levels import level_map, short, size

PROCEDURES = [("p1", "Khai sinh"), ("p2", "Kết hôn")]
UNITS = [("u1", "Ba Đình"), ("u2", "Cửa Nam")]


def test_a_square_is_the_level_of_a_procedure_at_a_unit():
    levels = {("p1", "u1"): "full", ("p1", "u2"): "partial", ("p2", "u1"): "none"}
    squares = level_map(PROCEDURES, UNITS, levels, {"full": "F"})["data"][0]

    assert squares["z"] == [[3, 2], [1, 0]]
    assert squares["text"][0][0] == "F"


def test_the_map_grows_with_units_and_procedures():
    assert size(25, 126)[0] > size(25, 10)[0]
    assert size(25, 10)[1] > size(5, 10)[1]


def test_a_long_name_is_cut_at_a_word():
    assert short("Chứng thực bản sao từ bản chính giấy tờ, văn bản") == (
        "Chứng thực bản sao từ bản chính giấy…"
    )
    assert short("Khai sinh") == "Khai sinh"
