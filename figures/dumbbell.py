"""From one share to another, a line a unit: what was inherited and what it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.language import _, language
from figures import formats, theme
from figures.theme import LIGHT, Figure

Row = Mapping[str, Any]
# Pixels a line needs to be read, and around all of them.
LINE, AROUND = 26, 70
TICKS = [0, 0.25, 0.5, 0.75, 1]


def height(rows: Sequence[Row]) -> int:
    """How high the chart has to be for `rows`, in pixels."""
    return len(rows) * LINE + AROUND


def dumbbell(rows: Sequence[Row], target: float | None) -> Figure:
    """One line a row (label, before, after, before_said, after_said), the first at the
    top; a hollow ring is the share before, a full dot the share now."""
    places = list(range(len(rows)))
    shapes, notes = _target(target)
    return {
        "data": [
            _lines(rows),
            _dots(rows, "before", places, ("card", "path")),
            _dots(rows, "after", places, ("value", "value")),
        ],
        "layout": theme.layout(
            language(),
            margin={"l": 8, "r": 16, "t": 24, "b": 36},
            shapes=shapes,
            annotations=notes,
            hovermode="closest",
            xaxis=_shares(),
            yaxis=_labels(rows),
        ),
    }


def _lines(rows: Sequence[Row]) -> Figure:
    xs: list[float | None] = []
    ys: list[int | None] = []
    for place, row in enumerate(rows):
        xs += [row["before"], row["after"], None]
        ys += [place, place, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": xs,
        "y": ys,
        "line": {"color": LIGHT["path"], "width": 2},
        "hoverinfo": "skip",
    }


def _shares() -> Figure:
    return {
        "range": [-0.02, 1.02],
        "tickvals": TICKS,
        "ticktext": [formats.target(tick) for tick in TICKS],
        "tickangle": 0,
        "gridcolor": LIGHT["line"],
        "zeroline": False,
        "fixedrange": True,
    }


def _labels(rows: Sequence[Row]) -> Figure:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(rows))),
        "ticktext": [str(row["label"]) for row in rows],
        "range": [len(rows) - 0.5, -0.5],
        "automargin": True,
        "ticks": "",
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
        "tickfont": {"color": LIGHT["ink"], "size": 11},
    }


def _dots(
    rows: Sequence[Row], end: str, places: list[int], colours: tuple[str, str]
) -> Figure:
    """The dots of one end; `colours` are those of the inside and of the ring."""
    inside, ring = colours
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [row[end] for row in rows],
        "y": places,
        "marker": {
            "size": 10,
            "color": LIGHT[inside],
            "line": {"color": LIGHT[ring], "width": 2},
        },
        "text": [f"<b>{row['label']}</b><br>{row[f'{end}_said']}" for row in rows],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _target(target: float | None) -> tuple[list[Figure], list[Figure]]:
    if target is None:
        return [], []
    line = {"color": LIGHT["target"], "width": 1.8}
    shape = {
        "type": "line",
        "x0": target,
        "x1": target,
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": line,
    }
    note = {
        "x": target,
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "showarrow": False,
        "text": _("target {share}", share=formats.target(target)),
        "font": {"color": LIGHT["target"], "size": 11},
    }
    return [shape], [note]
