"""What is written into a trend: targets, events, terms of office, the last value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd

from core.language import _
from figures import formats
from figures.theme import LIGHT, Figure
from metrics.answers import Trend

# Marks nearer than this part of a chart's width stand below one another, by that part
# of its height.
_NEAR, _STEP = 0.03, 0.07
Marks = tuple[list[Figure], list[Figure]]


def iso(day: object) -> str:
    """A day as Plotly reads it."""
    return day.isoformat() if isinstance(day, date) else str(day)


def _note(x: object, y: float, text: str, colour: str, **more: Any) -> Figure:
    return {
        "x": iso(x),
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"color": LIGHT[colour], "size": 11},
    } | more


def targets(trend: Trend, last: date) -> list[Figure]:
    """The value of each stage at its end."""
    return [
        _note(
            min(deadline, last),
            float(value),
            _("target {share}", share=formats.target(value)),
            "target",
            xanchor="right",
            yanchor="bottom",
        )
        for _start, deadline, value in trend.steps
    ]


def last_value(rows: pd.DataFrame) -> list[Figure]:
    """The last known value, in words, beside its point."""
    known = rows[rows["value"].notna()]
    if known.empty:
        return []
    end = known.iloc[-1]
    text = f"<b>{formats.percent(end['value'])}</b>"
    place = {"xanchor": "left", "yanchor": "top", "xshift": 4, "yshift": -2}
    return [_note(end["period_end"], float(end["value"]), text, "value", **place)]


def _upright(day: object, colour: str, dash: str) -> Figure:
    x = iso(day)
    return {
        "type": "line",
        "layer": "below",
        "x0": x,
        "x1": x,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": LIGHT[colour], "width": 1, "dash": dash},
    }


def events_within(trend: Trend, first: date, last: date) -> list[tuple[str, list[Any]]]:
    """The days with events, numbered 1, 2, 3 in their order: (number, events)."""
    days: dict[date, list[Any]] = {}
    for event in trend.events.sort_values("day", kind="stable").to_dict("records"):
        if first <= event["day"] <= last:
            days.setdefault(event["day"], []).append(event)
    return [(str(place + 1), found) for place, found in enumerate(days.values())]


def events(trend: Trend, first: date, last: date, top: float) -> Marks:
    """Upright lines at the days of events, numbered; the titles are too long for a
    chart and stand below it, and in the hover."""
    days = events_within(trend, first, last)
    shapes = [_upright(found[0]["day"], "target", "dot") for _place, found in days]
    rows = staggered([found[0]["day"] for _place, found in days], first, last)
    if not days:
        return [], []
    marks: Figure = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [iso(found[0]["day"]) for _place, found in days],
        "y": [top * (0.97 - _STEP * row) for row in rows],
        "text": [place for place, _found in days],
        "textfont": {"size": 10, "color": LIGHT["card"]},
        "marker": {"size": 16, "color": LIGHT["target"]},
        "customdata": [
            "<br>".join(str(event["title"]) for event in found)
            for _place, found in days
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
        "cliponaxis": False,
    }
    return shapes, [marks]


def staggered(days: Sequence[date], first: date, last: date) -> list[int]:
    """For each of `days` (in order) the row its mark stands in: 0 is the top, and one
    further down for each mark before it that is too near to be read beside it."""
    near = (last - first) * _NEAR
    rows: list[int] = []
    ends: list[date] = []
    for day in days:
        free = [row for row, end in enumerate(ends) if day - end >= near]
        row = free[0] if free else len(ends)
        ends[row : row + 1] = [day]
        rows.append(row)
    return rows


def terms(trend: Trend, first: date, last: date) -> Marks:
    """Where a Chair took office within the picture: a grey line with the name."""
    shapes, names = [], []
    for term in trend.terms.to_dict("records"):
        starts_on = term["starts_on"]
        if not (formats.known(starts_on) and first < starts_on <= last):
            continue
        shapes.append(_upright(starts_on, "path", "dashdot"))
        late = (starts_on - first) * 2 > (last - first)
        place = {"yref": "paper", "yanchor": "bottom"}
        side = {"xanchor": "right" if late else "left"}
        names.append(_note(starts_on, 0, term["person"], "path", **place, **side))
    return shapes, names
