"""The twin of a trend's chart: every value of it in a table."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, published, standing
from layouts.state import State
from metrics import plain
from metrics.answers import Trend


def period_table(trend: Trend, state: State) -> Component:
    """One row a period, one column a unit; with both readings also what was published
    and the gap between them."""
    rows = plain.rows(trend.frame)
    names = {row["unit_code"]: row["unit_name"] for row in rows}
    periods: dict[Any, dict[str, Any]] = {}
    for row in rows:
        periods.setdefault(row["period_end"], {})[row["unit_code"]] = row
    before = _published(trend)
    lines = [
        (
            _period(trend, next(iter(of_units.values()))),
            *[_value(of_units.get(code), trend, state, before) for code in names],
        )
        for of_units in periods.values()
    ]
    heads: list[parts.Column | str] = [
        _("Period"),
        *[parts.Column(name, True) for name in names.values()],
    ]
    return parts.table(heads, lines, _("Values by period"))


def _period(trend: Trend, row: dict[str, Any]) -> str:
    last = formats.day(row["period_end"])
    recent = trend.provisional
    if recent is not None and recent.reached_by(row["period_end"]):
        last = f"{last} ({_('provisional')})"
    if trend.step in ("cumulative", "day"):
        return last
    first = formats.day(row["period_start"], year=False)
    return f"{first} – {last}"


def _published(trend: Trend) -> dict[tuple[str, Any], dict[str, Any]]:
    """What was published, by unit and day, where both readings are shown."""
    if trend.published is None:
        return {}
    rows = plain.rows(trend.published)
    return {(row["unit_code"], row["period_end"]): row for row in rows}


def _value(
    row: dict[str, Any] | None,
    trend: Trend,
    state: State,
    before: dict[tuple[str, Any], dict[str, Any]],
) -> list[Any]:
    if row is None:
        return [formats.NOTHING]
    key = row["unit_code"], row["period_end"]
    cell = [standing.point_link(row, trend, state), html.Small(parts.counted(row))]
    if key in trend.expected:
        count = formats.number(trend.expected[key])
        cell.append(html.Small(_("expected: about {count}", count=count)))
    if trend.published is not None:
        cell.append(html.Small(published.gap(row, before.get(key))))
    return cell
