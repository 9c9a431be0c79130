"""Any units over time: chart, its table, first and last values."""

from dataclasses import replace

from callbacks.pages import trends as callback
from layouts.pages import trends
from layouts.state import State, read
from tests.layouts.components import ids, links, texts, within
from tests.layouts.made_up import PageBoard


def page(search=""):
    return callback.show(PageBoard(), read("/trends", search))


def test_every_value_of_the_chart_stands_in_its_table():
    trend = PageBoard().trend("online_dossiers", ("00004", "00005"))
    said = texts(trends.content(trend, State()))

    for row in trend.frame.to_dict("records"):
        assert f"{row['numerator']:,}".replace(",", ".") in said


def test_a_unit_stands_with_its_first_and_last_value_and_the_change():
    said = texts(page("?units=00004"))

    assert "17,17 %" in said
    assert "9.000 / 52.416 · 1/7" in said
    assert "96,15 %" in said
    assert "▲ 79,0" in said


def test_the_last_value_leads_to_its_passport():
    to = "/number?plan=p&as_of=2025-07-24&indicator=online_procedures&unit=00004"

    assert to in links(page("?plan=p&units=00004"))


def test_published_values_that_were_never_frozen_say_what_to_do():
    trend = PageBoard().trend("online_dossiers", ("00004",))
    never = replace(trend, frame=trend.frame.assign(value=None), as_published=True)

    assert "Theo số liệu hiện nay" in texts(trends.content(never, State()))


def test_events_and_terms_can_be_read_without_the_chart():
    assert "Giao KPI" in texts(page())


def test_each_control_is_a_parameter_of_the_address():
    shown = callback.controls(PageBoard(), State())
    names = [one["name"] for one in ids(shown) if one["type"] == "control"]

    assert names == ["units", "indicator", "step", "known", "from", "to"]


def test_all_twelve_indicators_can_be_chosen():
    shown = callback.controls(PageBoard(), State())
    picker = next(
        one
        for one in within(shown)
        if getattr(one, "id", {}) and one.id.get("name") == "indicator"
    )
    items = [item for group in picker.data[1:] for item in group["items"]]

    assert len(items) == 12
