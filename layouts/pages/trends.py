"""Any units over time, against the target's ladder and the straight path."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.recent import rule
from figures.trend import trend_figure
from layouts import borders, indicators, parts, pickers
from layouts.charts import chart_card, events_list
from layouts.pages import Page
from layouts.period_table import period_table
from layouts.state import State, href
from layouts.trend_tables import dates_card, ends_card
from metrics import plain
from metrics.answers import Header, Trend
from metrics.completion import Provisional

PAGE = Page("trends", "/trends", "Trends", "chart-line", 30, kept=True)
# Lines that can still be told apart.
MOST_UNITS = 6
STEPS = {
    "cumulative": "Cumulative",
    "day": "By day",
    "week": "By week",
    "month": "By month",
}
PUBLISHED = "published"
BOTH = "both"


def controls(header: Header, units: pd.DataFrame, state: State) -> Component:
    """Units, indicator, step, days and whose knowledge."""
    steps = [(key, _(name)) for key, name in STEPS.items()]
    knowledge = [
        ("now", _("As known now")),
        (PUBLISHED, _("As published")),
        (BOTH, _("Both")),
    ]
    return pickers.bar(
        [
            pickers.many(
                "units",
                _("Units (at most {count})", count=MOST_UNITS),
                unit_options(units),
                state.many("units"),
                placeholder=_("The whole"),
                width=340,
                most=MOST_UNITS,
            ),
            indicators.picker(state),
            pickers.switch("step", _("Step"), steps, state.get("step"), "cumulative"),
            pickers.switch(
                "known", _("Knowledge"), knowledge, state.get("known"), "now"
            ),
            *borders.switch(header, state),
            pickers.day("from", _("From"), state.get("from")),
            pickers.day("to", _("To"), state.get("to")),
        ],
        parts.download_buttons("trend"),
    )


def unit_options(units: pd.DataFrame) -> list[tuple[str, str]]:
    """Every unit as (code, name), in the order of the list."""
    return [
        (str(row["code"]), parts.unit_name(row | {"unit_name": row["name"]}))
        for row in plain.rows(units)
    ]


def content(trend: Trend, state: State) -> list[Component]:
    """The chart with its table, where each unit stands, events and terms."""
    if not trend.frame["value"].notna().any():
        return [_nothing(trend)]
    return [
        _chart(trend, state),
        parts.columns([ends_card(trend, state), dates_card(trend)]),
    ]


def _nothing(trend: Trend) -> Component:
    about = trend.reading.indicator
    words = (
        _(
            "No evaluation was frozen in these days. Choose “As known now”, or other "
            "days."
        )
        if trend.as_published
        else _(
            "There is no value in these days. Choose other units, another indicator "
            "or other days."
        )
    )
    return parts.card(parts.nothing(words), _(about.name))


def _subtitle(trend: Trend) -> str:
    reading = trend.reading
    days = _(
        "{start} to {end}",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )
    said = [_(STEPS[trend.step]), days]
    if reading.plan is not None:
        said.append(reading.plan.title)
    if trend.as_published:
        said.append(_("as published on each day"))
    if trend.published is not None:
        said.append(_("as known now, and as published on each day"))
    return " · ".join(said)


def _chart(trend: Trend, state: State) -> Component:
    about = trend.reading.indicator
    to = href("/definitions", state, indicator=about.key)
    return chart_card(
        _(about.name),
        _subtitle(trend),
        trend_figure(trend),
        period_table(trend, state),
        height=420,
        below=[
            events_list(trend),
            *borders.outside_note(trend.outside, trend.reading.borders, state),
            html.P(_legend(trend), className="note"),
            parts.link(_("How this indicator is counted"), to),
        ],
    )


def _legend(trend: Trend) -> str:
    said = [_("Each line is one unit; pointing at it tells the counts.")]
    if trend.steps:
        said.append(_("Red line: the target of each stage."))
    if trend.path:
        said.append(_("Dashed: the straight path to the target."))
    if not trend.band.empty:
        said.append(_("Band: the middle half of the ranked units."))
    if not trend.events.empty:
        said.append(_("Dotted upright: an event."))
    if trend.published is not None:
        said.append(_("Thin and dotted: as published on that day."))
    if trend.provisional is not None:
        said += _provisional(trend.provisional)
    return " ".join(said)


def _provisional(recent: Provisional) -> list[str]:
    marks = [_("Hollow points: provisional.")] if recent.days else []
    return [*marks, rule(recent)]
