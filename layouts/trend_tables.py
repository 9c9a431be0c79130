"""The tables under the chart of a trend: first and last values, events, Chairs."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.cards import card_table
from layouts.state import State
from layouts.words import WINDOWS, word
from metrics import plain
from metrics.answers import Trend


def ends_card(trend: Trend, state: State) -> Component:
    """Where each unit begins and ends in the days shown."""
    lines = []
    for code, rows in trend.frame.groupby("unit_code", sort=False):
        known = plain.rows(rows[rows["value"].notna()])
        if known:
            lines.append(_end(trend, str(code), known, state))
    heads: list[parts.Column | str] = [
        _("Unit"),
        parts.Column(_("First value"), True),
        parts.Column(_("Last value"), True),
        parts.Column(_("Change, points"), True),
    ]
    window = word(WINDOWS, trend.reading.window)
    return parts.card(
        card_table(heads, lines, _("First and last value of each unit")),
        _("First and last value of each unit"),
        _("target window: {window}", window=window) if trend.steps else "",
    )


def _end(
    trend: Trend, code: str, known: list[dict[str, Any]], state: State
) -> tuple[Any, ...]:
    first, last = known[0], known[-1]
    name = parts.unit_link(state, last) if code else last["unit_name"] or _("The whole")
    days = [formats.day(row["period_end"], year=False) for row in (first, last)]
    begun, linked = (standing.point_link(row, trend, state) for row in (first, last))
    return (
        name,
        [
            begun,
            html.Small(f"{parts.counted(first)} · {days[0]}"),
        ],
        [linked, html.Small(f"{parts.counted(last)} · {days[1]}")],
        parts.signed(last["value"] - first["value"]),
    )


def dates_card(trend: Trend) -> Component:
    """Events and terms of office as text, for those who cannot see the chart."""
    body: list[Component] = []
    events = plain.rows(trend.events)
    if events:
        lines = [(formats.day(one["day"]), _event(one)) for one in events]
        body.append(parts.table([_("Day"), _("Event")], lines, _("Events")))
    terms = plain.rows(trend.terms)
    if terms:
        names = dict(
            zip(trend.frame["unit_code"], trend.frame["unit_name"], strict=True)
        )
        lines = [(_since(one), _term(one, names)) for one in terms]
        body.append(html.H3(_("Chairs")))
        body.append(parts.table([_("Since"), _("Chair")], lines, _("Chairs")))
    if not body:
        body = [parts.nothing(_("No event and no term of office is on record."))]
    return parts.card(body, _("Events and Chairs in these days"))


def _event(one: dict[str, Any]) -> list[Any]:
    until = (
        _(" (until {day})", day=formats.day(one["ends_on"])) if one["ends_on"] else ""
    )
    return [f"{one['title']}{until}", html.Small(one["note"] or "")]


def _since(one: dict[str, Any]) -> str:
    until = f" – {formats.day(one['ends_on'])}" if one["ends_on"] else ""
    return f"{formats.day(one['starts_on'])}{until}"


def _term(one: dict[str, Any], names: dict[str, str]) -> list[Any]:
    person = (
        _("{person} (acting)", person=one["person"]) if one["acting"] else one["person"]
    )
    return [person, html.Small(names.get(one["unit_code"], ""))]
