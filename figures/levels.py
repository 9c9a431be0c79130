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
    z, said = [], []
    for code, _name in procedures:
        found = [levels.get((code, unit), "") for unit, _unit in units]
        z.append([STEPS.get(level, 0) for level in found])
        said.append([names.get(level, level) for level in found])
    rows = [f"{name} ({code})" for code, name in procedures]
    scale = []
    for place, colour in enumerate(COLOURS):
        scale += [[place / len(COLOURS), colour], [(place + 1) / len(COLOURS), colour]]
    width, height = size(len(procedures), len(units))
    return {
        "data": [
            {
                "type": "heatmap",
                "z": z,
                "x": [name for _code, name in units],
                "y": rows,
                "text": said,
                "hovertemplate": "<b>%{x}</b><br>%{y}<br>%{text}<extra></extra>",
                "colorscale": scale,
                "zmin": -0.5,
                "zmax": len(COLOURS) - 0.5,
                "showscale": False,
                "xgap": 1,
                "ygap": 2,
            }
        ],
        "layout": theme.layout(
            language(),
            width=width,
            height=height,
            margin={"l": 250, "r": 8, "t": 8, "b": 24},
            xaxis={
                "showticklabels": False,
                "ticks": "",
                "showgrid": False,
                "fixedrange": True,
            },
            yaxis={
                "tickmode": "array",
                "tickvals": rows,
                "ticktext": [short(name) for _code, name in procedures],
                "ticks": "",
                "autorange": "reversed",
                "showgrid": False,
                "zeroline": False,
                "fixedrange": True,
                "tickfont": {"color": LIGHT["ink"], "size": 11},
            },
        ),
    }


def short(name: str, most: int = 38) -> str:
    """A name cut at a word so that it fits beside its row."""
    if len(name) <= most:
        return name
    return name[:most].rsplit(" ", 1)[0] + "…"
