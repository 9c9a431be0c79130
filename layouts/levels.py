"""The level of each procedure by unit, as a map and as a table."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.levels import level_map, size
from figures.theme import Figure
from layouts import parts
from layouts.charts import graph, twin
from layouts.words import LEVELS, word
from metrics import plain

# Levels in the order of the legend; "info" is drawn as not offered.
SHOWN = ("full", "partial", "online", "info", "none", "")
# Names listed in the table; a longer list says how many more there are.
NAMED = 12

Levels = dict[tuple[str, str], str]


def levels_card(procedures: list[dict[str, Any]], frame: pd.DataFrame) -> Component:
    """The map of levels with its legend and its table."""
    title = _(
        "Level of the first {count} procedures by unit",
        count=formats.number(len(procedures)),
    )
    if frame.empty:
        words = _("No service is on record for these procedures. Load a services file.")
        return parts.card(parts.nothing(words), title)
    units = _units(frame)
    levels: Levels = {
        (str(row["procedure_code"]), str(row["unit_code"])): str(row["level"] or "")
        for row in plain.rows(frame)
    }
    pairs = [(str(row["procedure_code"]), str(row["name"])) for row in procedures]
    words_of = {level: word(LEVELS, level) for level in SHOWN}
    figure = level_map(pairs, units, levels, words_of)
    chart = _scrolled(figure, size(len(pairs), len(units)), title)
    return parts.card(
        [_legend(), chart, twin(_table(pairs, units, levels))],
        title,
        _("one row a procedure, one column a unit, in alphabetical order"),
    )


def _scrolled(figure: Figure, wide: tuple[int, int], title: str) -> Component:
    """The map in a box that scrolls where it does not fit."""
    width, height = wide
    said = _("Chart: {title}. The same stands in the table below it.", title=title)
    return html.Div(
        html.Div(graph(figure, height, said), style={"width": f"{width}px"}),
        className="table-box wide-chart",
        tabIndex=0,
        role="region",
        **parts.aria(label=title),
    )


def _units(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """The units of the map, in the order they come."""
    names = dict(zip(frame["unit_code"], frame["unit_name"], strict=True))
    return [(str(code), str(name)) for code, name in names.items()]


def _legend() -> Component:
    items = [
        ("full", _("End to end online")),
        ("partial", _("Partly online, or level not known")),
        ("none", _("Not offered online")),
        ("absent", _("Not in the catalogue")),
    ]
    return html.Div(
        [
            html.Span([html.Span(className=f"swatch {key}"), name])
            for key, name in items
        ],
        className="legend words",
    )


def _table(
    procedures: list[tuple[str, str]], units: list[tuple[str, str]], levels: Levels
) -> Component:
    """One row a procedure, one column a level: how many units, and which where they
    are few."""
    heads: list[parts.Column | str] = [
        _("Procedure"),
        *[word(LEVELS, level) for level in SHOWN],
    ]
    lines = []
    for code, name in procedures:
        by_level: dict[str, list[str]] = defaultdict(list)
        for unit, unit_name in units:
            by_level[levels.get((code, unit), "")].append(unit_name)
        cells = [_cell(by_level.get(level, [])) for level in SHOWN]
        lines.append(([name, html.Small(code)], *cells))
    return parts.table(heads, lines, _("Units by level of each procedure"))


def _cell(names: list[str]) -> list[Any]:
    if not names:
        return ["0"]
    listed = ", ".join(names[:NAMED])
    rest = len(names) - NAMED
    if rest > 0:
        listed += " " + _("and {count} more", count=formats.number(rest))
    return [_("{count} units", count=formats.number(len(names))), html.Small(listed)]
