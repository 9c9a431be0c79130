"""One palette for light and dark, legible in both."""

import re
from pathlib import Path

import pytest

from figures.theme import DARK, LIGHT, ON_STATUS, STATUSES, config

SHEET = Path(__file__).parents[2] / "assets" / "charts.css"


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def luminance(colour: str) -> float:
    parts = [part / 255 for part in rgb(colour)]
    linear = [
        p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_colour_has_a_twin_in_the_dark():
    assert set(LIGHT) == set(DARK)
    assert len(set(LIGHT.values())) == len(LIGHT)


@pytest.mark.parametrize("name", sorted(LIGHT))
def test_the_style_sheet_swaps_every_colour(name):
    light = "rgb({}, {}, {})".format(*rgb(LIGHT[name]))
    sheet = SHEET.read_text(encoding="utf-8")

    for part in ("fill", "stroke"):
        rule = rf'\[style\*="{part}: {re.escape(light)}"\][^{{]*{{ {part}: {DARK[name]}'
        assert re.search(rule, sheet), f"{name} ({part}) is not swapped"


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("name", ["ink", "muted", "value", "target", "path"])
def test_words_and_lines_stand_out_from_the_card(palette, name):
    assert contrast(palette[name], palette["card"]) >= 4.5


@pytest.mark.parametrize("status", STATUSES)
def test_letters_can_be_read_on_their_tile(status):
    assert contrast(ON_STATUS[status], LIGHT[status]) >= 4.5


def test_no_chart_sends_or_fetches_anything():
    told = config("vi")

    assert told["plotlyServerURL"] == ""
    assert "sendChartToCloud" in told["modeBarButtonsToRemove"]
