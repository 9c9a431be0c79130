"""Each Chair in office: inherited, now, and never one under the other's name."""

import pytest

from callbacks.pages import chairs as callback
from layouts.pages import chairs
from layouts.state import State, read
from metrics.plain import rows
from metrics.questions import Question
from tests.layouts.components import texts
from tests.layouts.made_up import PageBoard


def page(search=""):
    return callback.show(PageBoard(), read("/chairs", search))


def answer():
    return PageBoard().chairs(Question("online_procedures"))


def test_an_inherited_standing_stands_apart_with_its_counts():
    new = next(row for row in rows(answer().frame) if row["inherited_value"])
    said = texts(page())

    assert f"{new['inherited_numerator']}/{new['inherited_denominator']}" in said
    assert "không tính cho người mới" in said


def test_units_without_a_chair_are_named_apart():
    empty = [row["unit_name"] for row in rows(answer().frame) if not row["person"]]
    shown = page()

    assert f"{len(empty)} đơn vị chưa có Chủ tịch trong danh sách" in texts(shown)
    assert all(name in texts(shown[-1]) for name in empty)


def test_an_acting_chair_is_marked():
    assert "quyền" in texts(page())


@pytest.mark.parametrize(
    ("search", "column", "wanted"),
    [
        ("?kind=ward", "kind", "ward"),
        ("?district=Quận 1", "former_district", "Quận 1"),
        ("?status=off_track", "status", "off_track"),
    ],
)
def test_a_filter_of_the_address_leaves_only_what_fits(search, column, wanted):
    state = read("/chairs", search)
    kept = [row for row in rows(answer().frame) if chairs.fits(row, state)]

    assert {row[column] for row in kept} == {wanted}


def test_a_chair_is_found_without_accents():
    row = rows(answer().frame)[1]

    assert chairs.fits(
        row | {"person": "Lê Minh Châu"}, read("/chairs", "?q=minh chau")
    )
    assert not chairs.fits(row, read("/chairs", "?q=zzz"))


def test_what_has_no_value_for_an_order_comes_last():
    made = [
        {"unit_name": "a", "change": None, "rank": 2, "days_in_office": 9},
        {"unit_name": "b", "change": 0.1, "rank": None, "days_in_office": 3},
        {"unit_name": "c", "change": 0.4, "rank": 1, "days_in_office": 5},
    ]

    def names(sort):
        return "".join(row["unit_name"] for row in chairs.ordered(made, sort))

    assert names("change") == "cba"
    assert names("rank") == "cab"
    assert names("new") == "bca"
    assert names("") == "abc"


def test_filters_that_nobody_fits_say_what_to_do():
    assert "bỏ bớt điều kiện lọc" in texts(page("?q=zzz"))


def test_a_catalogue_has_no_standing_within_a_term():
    frame = answer().frame.assign(own_value=None)
    shown = chairs.content(answer().__class__(answer().reading, frame), State())

    assert "Trong nhiệm kỳ" not in texts(shown).split("Mức tiếp nhận:")[0]
