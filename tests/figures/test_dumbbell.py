"""From one share to another: a line a unit, the ring before, the dot after."""

from figures.dumbbell import dumbbell, height

ROWS = [
    {"label": "A", "before": 0.1, "after": 0.6, "before_said": "", "after_said": ""},
    {"label": "B", "before": 0.5, "after": 0.4, "before_said": "", "after_said": ""},
]


def test_each_unit_is_one_line_from_then_to_now():
    lines, before, after = dumbbell(ROWS, None)["data"]

    assert lines["x"] == [0.1, 0.6, None, 0.5, 0.4, None]
    assert before["x"] == [0.1, 0.5]
    assert after["x"] == [0.6, 0.4]


def test_the_first_row_stands_at_the_top():
    axis = dumbbell(ROWS, None)["layout"]["yaxis"]

    assert axis["range"] == [1.5, -0.5]
    assert axis["ticktext"] == ["A", "B"]


def test_a_target_is_drawn_only_where_all_have_the_same():
    assert dumbbell(ROWS, 0.8)["layout"]["shapes"][0]["x0"] == 0.8
    assert dumbbell(ROWS, None)["layout"]["shapes"] == []


def test_the_chart_grows_with_its_rows():
    assert height(ROWS * 10) > height(ROWS)
