"""At which level each unit offers each procedure: a map of small squares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.language import language
from figures import theme
from figures.theme import LIGHT, Figure

# Each level's step in the colour scale, from not offered (light) to end to end
# (dark): the order is told by lightness alone.
STEPS = {"": 0, "none": 1, "info": 1, "online": 2, "partial": 2, "full": 3}
COLOURS = (LIGHT["unknown"], LIGHT["band"], LIGHT["third"], LIGHT["value"])
# Pixels a row and a column need, and around them.
ROW, COLUMN, AROUND = 22, 8, 20


def size(procedures: int, units: int) -> tuple[int, int]:
    """Width and height of the map in pixels."""
    return max(units * COLUMN, 240) + 270, procedures * ROW + AROUND + 20


def level_map(
    procedures: Sequence[tuple[str, str]],
    units: Sequence[tuple[str, str]],
    levels: Mapping[tuple[str, str], str],
    names: Mapping[str, str],
) -> Figure:
    """A row a procedure, a column a unit, both (code, name); `levels` by (procedure,
    unit), `names` a level's word for the hover."""
    found = [
        [levels.get((code, unit), "") for unit, _unit in units]
        for code, _name in procedures
    ]
    rows = [f"{name} ({code})" for code, name in procedures]
    width, height = size(len(procedures), len(units))
    squares = {
        "type": "heatmap",
        "z": [[STEPS.get(level, 0) for level in line] for line in found],
        "x": [name for _code, name in units],
        "y": rows,
        "text": [[names.get(level, level) for level in line] for line in found],
        "hovertemplate": "<b>%{x}</b><br>%{y}<br>%{text}<extra></extra>",
        "colorscale": _scale(),
        "zmin": -0.5,
        "zmax": len(COLOURS) - 0.5,
        "showscale": False,
        "xgap": 1,
        "ygap": 2,
    }
    quiet = {"ticks": "", "showgrid": False, "fixedrange": True}
    return {
        "data": [squares],
        "layout": theme.layout(
            language(),
            width=width,
            height=height,
            margin={"l": 250, "r": 8, "t": 8, "b": 24},
            xaxis=quiet | {"showticklabels": False},
            yaxis=quiet | _names(rows, [short(name) for _code, name in procedures]),
        ),
    }


def _scale() -> list[list[object]]:
    """A colour scale of steps."""
    steps: list[list[object]] = []
    for place, colour in enumerate(COLOURS):
        steps += [[place / len(COLOURS), colour], [(place + 1) / len(COLOURS), colour]]
    return steps


def _names(rows: Sequence[str], said: Sequence[str]) -> Figure:
    """The axis of the procedures, the first at the top."""
    return {
        "tickmode": "array",
        "tickvals": rows,
        "ticktext": said,
        "autorange": "reversed",
        "zeroline": False,
        "tickfont": {"color": LIGHT["ink"], "size": 11},
    }


def short(name: str, most: int = 38) -> str:
    """A name cut at a word so that it fits beside its row."""
    if len(name) <= most:
        return name
    return name[:most].rsplit(" ", 1)[0] + "…"
