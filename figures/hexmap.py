"""The tile map, and the map of real boundaries: each unit in the colour of its
status, with its sign and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def placed(frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units with a position, and those without, which are listed beside."""
    here = frame["latitude"].notna() & frame["longitude"].notna()
    return frame[here], frame[~here]


def _outline(centres: Sequence[hexgrid.Place]) -> tuple[list[Any], list[Any]]:
    xs: list[Any] = []
    ys: list[Any] = []
    for centre in centres:
        for x, y in hexgrid.corners(centre):
            xs.append(x)
            ys.append(y)
        xs.append(None)
        ys.append(None)
    return xs, ys


def _fill(status: str, centres: Sequence[hexgrid.Place]) -> Figure:
    xs, ys = _outline(centres)
    trace: Figure = {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "fill": "toself",
        "fillcolor": LIGHT[status],
        "line": {
            "width": 1,
            "color": LIGHT["hatch" if status == "unknown" else status],
        },
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
    codes = [str(code) for code in units["unit_code"]]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(x) for x in units["x"]],
        "y": [float(y) for y in units["y"]],
        # Wide enough to be hit by a finger; drawn by the outline alone.
        "marker": {"size": 24, "opacity": 0, "symbol": "hexagon"},
        "text": [
            f"{letters}<br><span style='font-size:7px'>{SIGNS[status]}</span>"
            for letters in short
        ],
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
    for status in STATUSES:
        mine = units[units["shown"] == status]
        if mine.empty:
            continue
        traces.append(_fill(status, list(zip(mine["x"], mine["y"], strict=True))))
        traces.append(_letters(status, mine, list(mine["short"]), said))
    axis: Figure = {"visible": False, "fixedrange": True}
    return {
        "data": traces,
        "layout": theme.layout(
            "vi",
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
            xaxis=axis | {"range": _range(units["x"])},
            yaxis=axis
            | {"range": _range(units["y"]), "scaleanchor": "x", "scaleratio": 1},
            hovermode="closest",
        ),
    }


def _range(centres: pd.Series) -> list[float]:
    """From edge to edge of the tiles."""
    if centres.empty:
        return [0, 1]
    return [float(centres.min()) - 0.6, float(centres.max()) + 0.6]


def _scale() -> list[list[Any]]:
    """A colour scale of steps: one colour for each status, in their order."""
    steps = []
    for place, status in enumerate(STATUSES):
        steps.append([place / len(STATUSES), LIGHT[status]])
        steps.append([(place + 1) / len(STATUSES), LIGHT[status]])
    return steps


def _signs(frame: pd.DataFrame, statuses: Mapping[str, str]) -> Figure:
    """The sign of its status in each placed unit."""
    here, _unplaced = placed(frame)
    marks = [statuses.get(str(code), "unknown") for code in here["unit_code"]]
    return {
        "type": "scattergeo",
        "mode": "text",
        "lat": [float(value) for value in here["latitude"]],
        "lon": [float(value) for value in here["longitude"]],
        "text": [SIGNS[status] for status in marks],
        "textfont": {"size": 8, "color": [ON_STATUS[status] for status in marks]},
        "hoverinfo": "skip",
    }


def boundary_map(
    frame: pd.DataFrame, statuses: Mapping[str, str], said: Said, shapes: str
) -> Figure:
    """The real boundaries, fetched from the address `shapes` (GeoJSON with
    properties.code), with the sign of its status in each placed unit."""
    codes = [str(code) for code in frame["unit_code"]]
    shown = [statuses.get(code, "unknown") for code in codes]
    areas: Figure = {
        "type": "choropleth",
        "geojson": shapes,
        "featureidkey": "properties.code",
        "locations": codes,
        "z": [STATUSES.index(status) + 0.5 for status in shown],
        "zmin": 0,
        "zmax": len(STATUSES),
        "colorscale": _scale(),
        "showscale": False,
        "marker": {"line": {"color": LIGHT["card"], "width": 0.7}},
        "customdata": codes,
        "text": [said.get(code, "") for code in codes],
        "hovertemplate": "%{text}<extra></extra>",
    }
    geo = {"visible": False, "fitbounds": "locations", "bgcolor": "rgba(0,0,0,0)"}
    return {
        "data": [areas, _signs(frame, statuses)],
        "layout": theme.layout(
            "vi",
            margin={"l": 4, "r": 4, "t": 4, "b": 4},
            geo=geo | {"projection": {"type": "mercator"}},
        ),
    }
