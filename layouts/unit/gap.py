"""What closes the gap, and where the rest stands: procedures, trend, neighbours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.trend import trend_figure
from layouts import parts, standing
from layouts.charts import chart_card, events_list
from layouts.state import State, href
from layouts.words import LEVELS, word
from metrics import plain
from metrics.answers import Trend, UnitAnswer
from metrics.questions import Reading

# What fits on a phone, and what is folded away below it.
SHOWN, FOLDED = 5, 15
# What stands below a procedure, by its code.
Done = Callable[[str], list[Component]]


def nobody(_procedure: str) -> list[Component]:
    """Where nobody is known to have solved it."""
    return []


def gap_card(
    answer: UnitAnswer, reading: Reading, state: State, done: Done = nobody
) -> Component:
    """Procedures with many dossiers that similar units already offer further; `done`:
    who solved one, by its code."""
    rows = doable_first(plain.rows(answer.gap_list))
    code = str(answer.unit["code"])
    title = _("What closes the gap")
    subtitle = _("procedures with many dossiers that other units already offer")
    if not rows:
        known = formats.known(answer.rows[reading.indicator.key]["value"])
        return parts.card(parts.nothing(_nothing(known)), title, subtitle)
    lines = [
        _gap_line(row, reading, code, state, done) for row in rows[: SHOWN + FOLDED]
    ]
    to_all = parts.link(_("All procedures"), href("/procedures", state))
    return parts.card(
        [
            html.P(_sum_words(answer, reading, rows)),
            _gap_table(lines[:SHOWN], title),
            *_folded(lines[SHOWN:]),
            html.P(to_all),
        ],
        title,
        subtitle,
    )


def _nothing(known: bool) -> str:
    if known:
        return _("No procedure was found that others offer further than this unit.")
    return _("Not enough data: load the unit's services or dossiers.")


def _gap_table(lines: list[tuple[Any, ...]], caption: str) -> Component:
    heads: list[parts.Column | str] = [
        _("Procedure"),
        parts.Column(_("Gain, points"), True),
    ]
    return parts.table(heads, lines, caption, "tight")


def _folded(lines: list[tuple[Any, ...]]) -> list[Component]:
    if not lines:
        return []
    words = _("{count} more procedures", count=formats.number(len(lines)))
    return [html.Details([html.Summary(words), _gap_table(lines, words)])]


def doable_first(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The procedures that some unit already offers further, then the others; the
    greatest gain first, equal ones in the order they came."""
    return sorted(rows, key=lambda row: (not row["peers"], -float(row["gain"] or 0)))


def _gap_line(
    row: dict[str, Any], reading: Reading, code: str, state: State, done: Done
) -> tuple[Any, ...]:
    name = parts.made_of(
        row["name"], state, reading.indicator.key, code, str(row["procedure_code"])
    )
    dossiers = (
        _(
            "{online} of {received} dossiers online",
            online=formats.number(row["online"]),
            received=formats.number(row["received"]),
        )
        if row["received"]
        else _("no dossiers in these days")
    )
    here = f"{word(LEVELS, row['level'])} · {dossiers}" if row["level"] else dossiers
    return (
        [
            html.B(name),
            html.Small(f"{row['procedure_code']} · {_others(row)}"),
            html.Small(here),
            *done(str(row["procedure_code"])),
        ],
        html.B(f"+{formats.points(row['gain'])}"),
    )


def _others(row: dict[str, Any]) -> str:
    if not row["peers"]:
        return _("no unit offers it further yet")
    return _(
        "{count} of {total} units offer it further",
        count=formats.number(row["peers"]),
        total=formats.number(row["of_units"]),
    )


def _sum_words(answer: UnitAnswer, reading: Reading, rows: list[dict[str, Any]]) -> str:
    """How much of the gap the first three close."""
    gap = answer.rows[reading.indicator.key]["gap"]
    if not isinstance(gap, float):
        return _("These procedures would lift the share.")
    if gap >= 0:
        return _("The target is met; these procedures would lift the share further.")
    gain = sum(float(row["gain"] or 0) for row in rows[:3])
    return _(
        "The first {count} close {share} of the gap of {points} points.",
        count=min(3, len(rows)),
        share=formats.percent(min(gain / -gap, 1.0), 0),
        points=formats.points(gap),
    )


def trend_card(trend: Trend, answer: UnitAnswer, state: State) -> Component:
    """The leading indicator over time, small."""
    about = trend.reading.indicator
    lines = [
        (
            formats.day(row["period_end"]),
            standing.point_link(row, trend, state),
            parts.counted(row),
        )
        for row in plain.rows(trend.frame)
    ]
    heads: list[parts.Column | str] = [
        _("Day"),
        parts.Column(_("Value"), True),
        parts.Column(_("Counts"), True),
    ]
    to = href("/trends", state, units=answer.unit["code"], indicator=about.key)
    return chart_card(
        _("Trend against the path"),
        _(
            "{indicator} · band: the middle half of the units · dashed: the path",
            indicator=_(about.name),
        ),
        trend_figure(trend),
        parts.table(heads, lines, _("The unit's values by day")),
        height=280,
        below=[
            events_list(trend),
            parts.link(_("Other days, steps and units"), to),
        ],
    )


def units_card(
    frame: pd.DataFrame, reading: Reading, state: State, title: str, subtitle: str
) -> Component:
    """A table of other units by the leading indicator."""
    rows = plain.rows(frame)
    if not rows:
        return parts.card(parts.nothing(_("There is none.")), title, subtitle)
    heads: list[parts.Column | str] = [
        _("Unit"),
        parts.Column(_(reading.indicator.short), True),
        parts.Column(_("7 days, points"), True),
    ]
    lines = [
        (
            [parts.unit_link(state, row), html.Small(_rank_and_status(row))],
            standing.value_cell(row, reading, state),
            parts.signed(row["change_7d"]),
        )
        for row in rows
    ]
    return parts.card(parts.table(heads, lines, title, "tight"), title, subtitle)


def _rank_and_status(row: dict[str, Any]) -> list[Any]:
    rank = _("rank {rank}", rank=formats.number(row["rank"])) if row["rank"] else ""
    return [parts.pill(row["status"]), " ", html.Span(rank, className="no-wrap")]
