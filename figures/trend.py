"""Values over time against what was promised: the target's steps, the straight path,
the middle half of the units, events and terms of office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from core.language import _, language
from figures import formats, notes, theme
from figures.notes import iso
from figures.theme import DASHES, LIGHT, SERIES, Figure
from metrics.answers import Trend

_SOFT = {
    "hoverinfo": "skip",
    "type": "scatter",
    "mode": "lines",
    "showlegend": False,
}


def _share(value: object) -> float | None:
    return float(value) if formats.known(value) else None  # type: ignore[arg-type]


def _band(band: pd.DataFrame) -> list[Figure]:
    """The middle half of the ranked units, as a quiet ribbon."""
    if band.empty:
        return []
    days = [iso(day) for day in band["period_end"]]
    nothing = {"width": 0, "color": LIGHT["band"]}
    low = _SOFT | {"x": days, "y": [_share(v) for v in band["low"]], "line": nothing}
    high = _SOFT | {
        "x": days,
        "y": [_share(value) for value in band["high"]],
        "line": nothing,
        "fill": "tonexty",
        "fillcolor": LIGHT["band"],
        "opacity": 0.5,
    }
    return [low, high]


def _line(rows: pd.DataFrame, name: str, place: int, markers: bool) -> Figure:
    colour = LIGHT[SERIES[place % len(SERIES)]]
    said = [
        f"{formats.percent(value)} · {formats.counts(above, below)}"
        for value, above, below in zip(
            rows["value"], rows["numerator"], rows["denominator"], strict=True
        )
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers" if markers else "lines",
        "name": name,
        "x": [iso(day) for day in rows["period_end"]],
        "y": [_share(value) for value in rows["value"]],
        "line": {
            "color": colour,
            "width": 2.5,
            "dash": DASHES[place % len(DASHES)],
        },
        "marker": {"size": 6, "color": colour},
        "text": said,
        "hovertemplate": "%{text}<extra>%{fullData.name}</extra>",
        "connectgaps": False,
    }


def _steps(trend: Trend, first: date) -> list[Figure]:
    """The target's ladder: each stage from the end of the one before."""
    xs: list[Any] = []
    ys: list[Any] = []
    begin = first
    for starts_on, deadline, value in trend.steps:
        begin = max(starts_on or begin, begin)
        if deadline >= begin:
            xs += [iso(begin), iso(deadline), None]
            ys += [float(value), float(value), None]
        begin = deadline + timedelta(days=1)
    line = {"color": LIGHT["target"], "width": 1.8}
    return [_SOFT | {"x": xs, "y": ys, "line": line}] if xs else []


def _path(trend: Trend) -> list[Figure]:
    if len(trend.path) < 2:
        return []
    return [
        _SOFT
        | {
            "x": [iso(day) for day, _value in trend.path],
            "y": [float(value) for _day, value in trend.path],
            "line": {"color": LIGHT["path"], "width": 1.2, "dash": "dash"},
        }
    ]


def span(trend: Trend) -> tuple[date, date]:
    """The first and the last day of the picture; ValueError for an empty trend."""
    days = [*trend.frame["period_end"], *[day for day, _value in trend.path]]
    days += [deadline for _start, deadline, _value in trend.steps][:1]
    return min(days), max(days)


def _top(trend: Trend) -> float:
    values = [float(v) for v in trend.frame["value"] if formats.known(v)]
    values += [float(value) for _start, _end, value in trend.steps]
    values += [float(v) for v in trend.band.get("high", []) if formats.known(v)]
    return min(1.02, max([*values, 0.1]) * 1.15)


def _lines(
    trend: Trend, groups: Sequence[tuple[Any, pd.DataFrame]], names: Mapping[str, str]
) -> list[Figure]:
    markers = trend.step != "cumulative"
    return [
        _line(
            rows, names.get(str(code), str(rows.iloc[0]["unit_name"])), place, markers
        )
        for place, (code, rows) in enumerate(groups)
    ]


def _beside(trend: Trend, names: Mapping[str, str]) -> list[Figure]:
    """The points as published, thin and dotted beside those as known now."""
    if trend.published is None or trend.published.empty:
        return []
    said = _("as published")
    found = []
    for place, (code, rows) in enumerate(
        trend.published.groupby("unit_code", sort=False)
    ):
        name = names.get(str(code), str(rows.iloc[0]["unit_name"]))
        line = _line(rows, f"{name} ({said})", place, True)
        line["line"] = line["line"] | {"width": 1.2, "dash": "dot"}
        line["marker"] = line["marker"] | {"size": 5, "symbol": "diamond"}
        found.append(line)
    return found


def _provisional(
    trend: Trend, groups: Sequence[tuple[Any, pd.DataFrame]]
) -> list[Figure]:
    """Hollow points where days are not complete."""
    if trend.provisional is None:
        return []
    found = []
    for place, (_code, rows) in enumerate(groups):
        late = rows[[trend.provisional.reached_by(day) for day in rows["period_end"]]]
        colour = LIGHT[SERIES[place % len(SERIES)]]
        found.append(
            _SOFT
            | {
                "mode": "markers",
                "x": [iso(day) for day in late["period_end"]],
                "y": [_share(value) for value in late["value"]],
                "marker": {
                    "size": 9,
                    "symbol": "circle-open",
                    "color": colour,
                    "line": {"width": 2, "color": colour},
                },
            }
        )
    return found


def trend_figure(trend: Trend, names: Mapping[str, str] | None = None) -> Figure:
    """The chart of a trend: a line a unit (`names` by unit code), 0 at the bottom.

    An empty trend gives an empty chart.
    """
    lang = language()
    if trend.frame.empty:
        return {"data": [], "layout": theme.layout(lang)}
    first, last = span(trend)
    groups = list(trend.frame.groupby("unit_code", sort=False))
    lines = _lines(trend, groups, names or {})
    alone = len(groups) == 1
    top = _top(trend)
    marks = notes.events(trend, first, last, top)
    terms, names_of_terms = notes.terms(trend, first, last) if alone else ([], [])
    ends = notes.last_value(groups[0][1]) if alone else []
    return {
        "data": [
            *_band(trend.band),
            *_path(trend),
            *_steps(trend, first),
            *lines,
            *_beside(trend, names or {}),
            *_provisional(trend, groups),
            *marks[1],
        ],
        "layout": theme.layout(
            lang,
            margin={"l": 52, "r": 24, "t": 12, "b": 32},
            hovermode="x unified",
            showlegend=not alone or trend.published is not None,
            legend={"orientation": "h", "y": -0.12, "x": 0},
            shapes=[*marks[0], *terms],
            annotations=[*notes.targets(trend, last), *names_of_terms, *ends],
            xaxis=_days(first, last),
            yaxis=_shares(top),
        ),
    }


def _days(first: date, last: date) -> Figure:
    # A little room at the right for the last value's label.
    room = max((last - first) // 20, timedelta(days=1))
    return {
        "type": "date",
        "range": [iso(first), iso(last + room)],
        "tickformat": "%-d/%-m",
        "hoverformat": "%d/%m/%Y",
        "showgrid": False,
        "linecolor": LIGHT["line"],
        "fixedrange": True,
        "nticks": 8,
    }


def _shares(top: float) -> Figure:
    step = next(step for step in (0.02, 0.05, 0.1, 0.2) if top / step <= 6)
    ticks = [round(step * place, 2) for place in range(int(top / step + 1e-9) + 1)]
    return {
        "range": [0, top],
        "tickvals": ticks,
        "ticktext": [formats.target(tick) for tick in ticks],
        "gridcolor": LIGHT["line"],
        "zeroline": False,
        "fixedrange": True,
    }
