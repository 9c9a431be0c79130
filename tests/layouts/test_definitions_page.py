"""Each indicator in plain words, the rules, the plans."""

from datetime import date

from callbacks.pages import definitions as callback
from layouts.definitions import widest
from layouts.plans import Ladder, together
from layouts.state import read
from layouts.words import formula
from metrics.indicators import INDICATORS, indicator
from tests.layouts.components import links, texts
from tests.layouts.made_up import PageBoard


def page(search=""):
    return callback.show(PageBoard(), read("/definitions", search))


def test_every_indicator_stands_with_its_formula_and_real_counts():
    said = texts(page())
    whole = PageBoard().definitions().definitions[0].ranking.whole
    counts = f"{whole['numerator']:,} ÷ {whole['denominator']:,}".replace(",", ".")

    assert all(formula(about) in said for about in INDICATORS)
    assert counts in said


def test_a_formula_with_two_parts_below_is_bracketed():
    said = formula(indicator("online_dossiers_no_post"))

    assert said.startswith("Hồ sơ")
    assert "÷ (" in said


def test_variants_tell_how_many_change_rank_and_who_most():
    assert "Xã Ô Diên: hạng 3, theo cách này 27" in texts(page())
    assert widest(None) == "–"


def test_one_indicator_can_be_asked_for_alone():
    said = texts(page("?indicator=on_time"))

    assert "Quyết định 766" in said
    assert "Quy tắc tính" not in said


def test_the_rules_and_the_plans_stand_below():
    said = texts(page())

    assert "Quy tắc tính" in said
    assert "1, 2, 2, 4" in said
    assert "KPI 21/7/2025 · 80/20" in said
    assert "Áp dụng cho Thành phố, Phường, Xã Mục tiêu 80 %" in said


def test_a_plan_that_is_not_shown_can_be_chosen():
    assert all("plan=" not in to for to in links(page()))


def test_stages_that_are_the_same_for_several_kinds_stand_once():
    steps = ((date(2025, 7, 1), date(2025, 7, 30), 0.8),)
    other = ((date(2025, 7, 1), date(2025, 7, 30), 0.6),)
    found = together(
        [
            Ladder("p", "online_dossiers", ("ward",), steps),
            Ladder("p", "online_dossiers", ("city",), other),
            Ladder("p", "online_dossiers", ("commune",), steps),
        ]
    )

    assert [ladder.kinds for ladder in found] == [("ward", "commune"), ("city",)]
