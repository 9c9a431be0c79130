"""The units that nothing is known of, or nothing new."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import completeness, parts, standing
from layouts.state import State
from metrics import plain
from metrics.answers import Overview


def silent_card(answer: Overview, state: State) -> list[Component]:
    """Each such unit with its Chair and why it stands here; nothing where none is."""
    silent = plain.rows(answer.silent)
    if not silent:
        return []
    names = html.Ul([_unit(row, state) for row in silent], className="silent")
    title = _("{count} units late with their data", count=formats.number(len(silent)))
    subtitle = _("no value, or no dossier or report for more than two days")
    return [parts.card(names, title, subtitle)]


def _unit(row: dict[str, Any], state: State) -> Component:
    without = "" if formats.known(row["value"]) else _("no value of this indicator")
    told = (
        standing.chair_words(row),
        without,
        _last_data(row),
        completeness.lacks(row),
    )
    return html.Li(
        [parts.unit_link(state, row), *(html.Small(words) for words in told if words)]
    )


def _last_data(row: dict[str, Any]) -> str:
    if not formats.known(row["last_day"]):
        return _("no data yet")
    return _("data to {day}", day=formats.day(row["last_day"]))
