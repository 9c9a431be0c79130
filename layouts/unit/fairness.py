"""All twelve indicators of a unit, and whether its number is fair."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.cards import card_table
from layouts.state import State, href
from metrics.answers import Header, UnitAnswer
from metrics.indicators import INDICATORS, Indicator, indicator


def all_card(answer: UnitAnswer, state: State) -> Component:
    """Every indicator with counts, target, rank and status."""
    heads: list[parts.Column | str] = [
        _("Indicator"),
        parts.Column(_("Value"), True),
        parts.Column(_("Target"), True),
        parts.Column(_("Rank"), True),
        parts.Column(_("7 days, points"), True),
        _("Status"),
        parts.Column(_("Coverage"), True),
    ]
    lines = [
        _line(answer, about, state) for about in INDICATORS if about.key in answer.rows
    ]
    title = _("All indicators of the unit")
    rule = _(
        "Coverage: the share of what should count that could be read. “–” means not "
        "known, never zero."
    )
    return parts.card([card_table(heads, lines, title), parts.note(rule)], title)


def _line(answer: UnitAnswer, about: Indicator, state: State) -> tuple[Any, ...]:
    row = {
        name: value if formats.known(value) else None
        for name, value in answer.rows[about.key].items()
    }
    official = answer.readings[about.key].official
    name = parts.link(
        _(about.name),
        href("/definitions", state, indicator=about.key),
        className="unit",
    )
    mark = html.Small(_("official for this plan")) if official else None
    return (
        [name, mark, html.Small(_days(answer, about))],
        standing.value_cell(row, answer.readings[about.key], state),
        formats.target(row["target"]),
        _rank(row),
        parts.signed(row["change_7d"]),
        parts.pill(row["status"]),
        formats.percent(row["coverage"], 0),
    )


def _days(answer: UnitAnswer, about: Indicator) -> str:
    """The days a number speaks of: they differ where the plan has no such target."""
    reading = answer.readings[about.key]
    if reading.start is None or about.basis == "catalogue":
        return _("on {day}", day=formats.day(reading.as_of))
    return _(
        "{start} to {end}",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )


def _rank(row: dict[str, Any]) -> list[Any]:
    moved = formats.places(row["rank"], row["previous_rank"])
    if not row["rank"]:
        return [formats.NOTHING]
    return [formats.number(row["rank"]), html.Small(moved)]


def fair_card(answer: UnitAnswer, header: Header, state: State) -> Component:
    """The same question asked in other ways, and how much could be read."""
    leading = indicator(header.pair[0])
    row = answer.rows[leading.key]
    ways = [
        _way(answer, about, state)
        for about in INDICATORS
        if about.variant_of == leading.variant_of and about.key in answer.rows
    ]
    coverage = _(
        "Of what should count, {share} could be read.",
        share=formats.percent(row["coverage"], 1),
    )
    to = href("/definitions", state, indicator=leading.key)
    return parts.card(
        [
            html.P(_("The same question can be counted in other ways:")),
            html.Ul(ways, className="plain-list"),
            html.P(coverage),
            html.P(parts.link(_("How it is counted, and who changes rank"), to)),
        ],
        _("Is this number fair?"),
    )


def _way(answer: UnitAnswer, about: Indicator, state: State) -> Component:
    row = answer.rows[about.key]
    rank = (
        _("rank {rank}", rank=formats.number(row["rank"]))
        if formats.known(row["rank"])
        else _("not ranked")
    )
    value = standing.percent_link(row, answer.readings[about.key], state)
    counts = f" ({parts.counted(row)})" if formats.known(row["value"]) else ""
    days = html.Span(f" · {_days(answer, about)}", className="quiet")
    told = f"{counts} · {rank}"
    return html.Li([f"{_(about.name)}: ", html.B(value), told, days])
