"""The tile map, and the map of real boundaries: each unit in the colour of its
status, with its sign and counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import cos, radians
from typing import Any

import pandas as pd

from figures import hexgrid, theme
from figures.labels import bare_names, initials
from figures.theme import LIGHT, ON_STATUS, STATUSES, Figure

SIGNS = {
    "met": "✓",
    "on_track": "●",
    "at_risk": "▲",
    "off_track": "▼",
    "unknown": "–",
}
# What a hover says: the unit, then a line of numbers, then the status in words.
Said = Mapping[str, str]
Place = tuple[float, float]  # across, up
Shapes = Mapping[str, Mapping[str, Any]]


def placed(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units with a position, and those without, which are listed beside."""
    here = frame["latitude"].notna() & frame["longitude"].notna()
    return frame[here], frame[~here]


def _joined(rings: Iterable[Sequence[Place]]) -> tuple[list[Any], list[Any]]:
    """The rings one after another, a gap between them, as one line to fill."""
    xs: list[Any] = []
    ys: list[Any] = []
    for ring in rings:
        for x, y in ring:
            xs.append(x)
            ys.append(y)
        xs.append(None)
        ys.append(None)
    return xs, ys


def _fill(status: str, rings: Iterable[Sequence[Place]], line: str) -> Figure:
    xs, ys = _joined(rings)
    trace: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": LIGHT[status],
        "line": {"width": 1, "color": line},
        "hoverinfo": "skip",
    }
    if status == "unknown":
        trace["fillpattern"] = {
            "shape": "/",
            "fgcolor": LIGHT["hatch"],
            "bgcolor": LIGHT["unknown"],
            "size": 5,
            "solidity": 0.25,
        }
    return trace


def _letters(
    status: str, units: pd.DataFrame, short: Sequence[str], said: Said
) -> Figure:
    """What is written at each unit's `x` and `y`, and said of it when pointed at."""
    codes = [str(code) for code in units["unit_code"]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(x) for x in units["x"]],
        "y": [float(y) for y in units["y"]],
        # Wide enough to be hit by a finger; drawn by the outline alone.
        "marker": {"size": 24, "opacity": 0, "symbol": "hexagon"},
        "text": list(short),
        "textposition": "middle center",
        "textfont": {"size": 9, "color": ON_STATUS[status]},
        "customdata": codes,
        "hovertext": [said.get(code, "") for code in codes],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }


def tile_map(frame: pd.DataFrame, statuses: Mapping[str, str], said: Said) -> Figure:
    """One equal tile for each placed unit of `frame` (unit_code, unit_name, kind,
    latitude, longitude); `statuses` and `said` (the hover) by unit code."""
    units, _unplaced = placed(frame)
    places = tuple(zip(units["latitude"], units["longitude"], strict=True))
    centres = hexgrid.tiles(places)
    bare = bare_names([str(n) for n in units["unit_name"]], list(units["kind"]))
    units = units.assign(
        x=[centre[0] for centre in centres],
        y=[centre[1] for centre in centres],
        short=[initials(name) for name in bare],
        shown=[statuses.get(str(code), "unknown") for code in units["unit_code"]],
    )
    traces = []
    for status, mine in _by_status(units):
        rings = [
            hexgrid.corners(centre) for centre in zip(mine["x"], mine["y"], strict=True)
        ]
        line = LIGHT["hatch" if status == "unknown" else status]
        words = [
            f"{letters}<br><span style='font-size:7px'>{SIGNS[status]}</span>"
            for letters in mine["short"]
        ]
        traces += [_fill(status, rings, line), _letters(status, mine, words, said)]
    return _map(traces, _range(units["x"]), _range(units["y"]))


def _by_status(units: pd.DataFrame) -> Iterable[tuple[str, pd.DataFrame]]:
    """The units of each status that is `shown`, in the order of the legend."""
    for status in STATUSES:
        mine = units[units["shown"] == status]
        if not mine.empty:
            yield status, mine


def _map(traces: list[Figure], across: list[float], up: list[float]) -> Figure:
    axis: Figure = {"visible": False, "fixedrange": True}
    return {
        "data": traces,
        "layout": theme.layout(
            "vi",
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
            xaxis=axis | {"range": across},
            yaxis=axis | {"range": up, "scaleanchor": "x", "scaleratio": 1},
            hovermode="closest",
        ),
    }


def _range(values: Sequence[float] | pd.Series, edge: float = 0.6) -> list[float]:
    """From the least to the greatest, with an `edge` of half a tile and a little."""
    if len(values) == 0:
        return [0, 1]
    return [float(min(values)) - edge, float(max(values)) + edge]


def boundary_map(
    frame: pd.DataFrame, statuses: Mapping[str, str], said: Said, shapes: Shapes
) -> Figure:
    """The real boundaries `shapes` (GeoJSON geometries by unit code, outer rings
    clockwise), with the sign of its status in each placed unit."""
    shown = [statuses.get(str(code), "unknown") for code in frame["unit_code"]]
    units, _unplaced = placed(frame.assign(shown=shown))
    # A degree of longitude is shorter than one of latitude, by this much here.
    narrow = cos(radians(float(units["latitude"].mean()))) if len(units) else 1.0
    units = units.assign(
        x=units["longitude"].astype(float) * narrow, y=units["latitude"].astype(float)
    )
    traces = []
    for status, mine in _by_status(frame.assign(shown=shown)):
        rings = [
            [(lon * narrow, lat) for lon, lat, *_ in ring]
            for code in mine["unit_code"]
            for ring in rings_of(shapes.get(str(code), {}))
        ]
        traces.append(_fill(status, rings, LIGHT["card"]))
    for status, mine in _by_status(units):
        traces.append(_letters(status, mine, [SIGNS[status]] * len(mine), said))
    drawn = [trace for trace in traces if trace["mode"] == "lines"]
    across, up = ([v for t in drawn for v in t[a] if v is not None] for a in "xy")
    return _map(traces, _range(across, 0.01), _range(up, 0.01))


def rings_of(geometry: Mapping[str, Any]) -> list[Any]:
    """Every ring, outer ones and holes, of a Polygon or MultiPolygon."""
    places = geometry.get("coordinates", [])
    if geometry.get("type") == "MultiPolygon":
        return [ring for polygon in places for ring in polygon]
    return list(places)
