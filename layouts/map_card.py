"""The map of the units by status."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures.hexmap import Shapes, boundary_map, placed, tile_map
from layouts import parts, pickers, standing
from layouts.charts import graph, twin
from layouts.state import State
from metrics import plain
from metrics.answers import Overview

MAP = {"type": "map", "name": "overview"}


def map_card(answer: Overview, state: State, shapes: Shapes) -> Component:
    """The units by their status, as tiles or, where boundaries (`shapes`, by unit
    code) are loaded, as they lie; with its table twin."""
    ranking = answer.pair[0]
    things = ranking.reading.indicator.things
    units = standing.units_of(ranking)
    spoken = {
        str(row["unit_code"]): standing.said(
            row, answer.unit_status.get(row["unit_code"], "unknown"), things
        )
        for row in units
    }
    frame = ranking.frame[~ranking.frame["is_parent"].astype(bool)]
    real = bool(shapes) and state.get("map") == "real"
    figure = (
        boundary_map(frame, answer.unit_status, spoken, shapes)
        if real
        else tile_map(frame, answer.unit_status, spoken)
    )
    title = _("Each area is one unit") if real else _("Each tile is one unit")
    return parts.card(
        [
            graph(figure, "min(40rem, 105vw)", _("Map: {title}", title=title), id=MAP),
            _legend(),
            *_unplaced(placed(frame)[1], state),
            twin(_map_table(answer, state)),
        ],
        title,
        _("The colour and sign is the worse of its two statuses"),
        _map_switch(state) if shapes else None,
    )


def _map_switch(state: State) -> Component:
    options = [("tiles", _("Tiles")), ("real", _("Boundaries"))]
    return pickers.switch("map", _("Kind of map"), options, state.get("map"), "tiles")


def _legend() -> Component:
    return html.Div(
        [parts.pill(status) for status in parts.STATUS_NAMES], className="legend"
    )


def _unplaced(frame: Any, state: State) -> list[Component]:
    if frame.empty:
        return []
    names = [
        html.Li(parts.unit_link(state, row), className="chip")
        for row in plain.rows(frame)
    ]
    return [html.P(_("Without a position:")), html.Ul(names, className="chips")]


def _map_table(answer: Overview, state: State) -> Component:
    ranking = answer.pair[0]
    return parts.table(
        [_("Unit"), parts.Column(_("Value"), True), _("Status")],
        [
            (
                parts.unit_link(state, row),
                standing.value_cell(row, ranking.reading, state),
                standing.status_cell(
                    row, answer.unit_status.get(row["unit_code"], "unknown")
                ),
            )
            for row in standing.units_of(ranking)
        ],
        _("The units of the map, with value and status"),
    )
