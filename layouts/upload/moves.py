"""Which standings would move: before and after, counts beside each share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.reconciled import MEASURES
from layouts import parts
from layouts.cards import folded_table
from layouts.state import State, href
from layouts.words import word
from metrics.indicators import BY_KEY

Side = Mapping[str, Any]
_COUNTED = ("received", "online", "full_online")
# Rows in sight, and those folded away; more would make the page slow.
_SHOWN, _MOST = 8, 40


def cards(moves: Mapping[str, Any], state: State) -> list[Component]:
    """The units whose dossiers add up to something else, and the units that move by
    each indicator."""
    moved = [one for one in moves["indicators"] if _any(one)]
    shown = [_indicator_card(one, state) for one in moved]
    return [*_units_card(moves["units"], state), *shown]


def summary_card(moves: Mapping[str, Any]) -> Component:
    """What moves in few lines; one plain line where nothing does."""
    moved = any(_any(one) for one in moves["indicators"])
    if not moved and not moves["units"] and not _frame(moves):
        words = _("Nothing moves: no share, no rank, no status, no count of dossiers.")
        return parts.card(html.P(words), _("What would change"))
    return parts.card(_summary(moves), _("What would change"))


def _any(one: Mapping[str, Any]) -> bool:
    before, after = one["whole"]
    return bool(one["moved"] or one["counts_only"] or before != after)


def _frame(moves: Mapping[str, Any]) -> list[Component]:
    """What all numbers hang on: the day measured and the plan."""
    told: list[Component] = []
    first, last = moves["as_of"]
    if first != last:
        days = [formats.day(date.fromisoformat(day)) for day in (first, last)]
        words = _(
            "The last day with data: {before} → {after}.", before=days[0], after=days[1]
        )
        told.append(html.Li(words))
    before, after = moves["plan"]
    if before != after:
        none = _("none")
        words = _(
            "The plan in force: {before} → {after}.",
            before=before or none,
            after=after or none,
        )
        told.append(html.Li(words))
    return told


def _summary(moves: Mapping[str, Any]) -> Component:
    """One line an indicator: the whole before and after, and how many units move."""
    lines = []
    for one in moves["indicators"]:
        name = _(BY_KEY[one["indicator"]].name)
        if not _any(one):
            lines.append(html.Li([html.B(name), ": ", _("nothing moves")]))
            continue
        words = _(
            "{moved} of {units} units move; {ranks} change rank, {statuses} change "
            "status",
            moved=formats.number(one["moved"]),
            units=formats.number(one["units"]),
            ranks=formats.number(one["ranks"]),
            statuses=formats.number(one["statuses"]),
        )
        lines.append(html.Li([html.B(name), ": ", _whole(one), " · ", words]))
    return html.Ul([*_frame(moves), *lines], className="plain-list")


def _whole(one: Mapping[str, Any]) -> str:
    before, after = one["whole"]
    if before == after:
        return _("the whole stays at {value}", value=_said(after))
    return f"{_said(before)} → {_said(after)}"


def _said(side: Side | None) -> str:
    """A share with its counts: "59,71 % (312/408)"."""
    if side is None:
        return formats.NOTHING
    counts = formats.counts(side["numerator"], side["denominator"])
    return f"{formats.percent(side['value'])} ({counts})"


def _indicator_card(one: Mapping[str, Any], state: State) -> Component:
    name = _(BY_KEY[one["indicator"]].name)
    lines = [_line(row, state) for row in one["rows"][:_MOST]]
    if not lines:
        return parts.card(parts.nothing(_("No unit moves; only the whole does.")), name)
    subtitle = _("before → after, the widest move first")
    body = folded_table(_heads(), lines, name, _SHOWN)
    unlisted = one["moved"] + one["counts_only"] - len(lines)
    if unlisted > 0:
        words = _("{count} more units move less.", count=formats.number(unlisted))
        body.append(parts.note(words))
    return parts.card(body, name, subtitle, className="long")


def _heads() -> list[parts.Column | str]:
    return [
        _("Unit"),
        parts.Column(_("Share"), True),
        parts.Column(_("Change"), True),
        parts.Column(_("Rank"), True),
        _("Status"),
    ]


def _line(row: Mapping[str, Any], state: State) -> tuple[Any, ...]:
    before, after = row["before"], row["after"]
    old, new = (side or {} for side in (before, after))
    change = None
    if formats.known(old.get("value")) and formats.known(new.get("value")):
        change = new["value"] - old["value"]
    return (
        parts.link(row["name"], href(f"/units/{row['code']}", state), "", "unit"),
        _shares(_said(before), _said(after)),
        [parts.signed(change), html.Small(_points(change))],
        _rank(old.get("rank"), new.get("rank")),
        _status(old.get("status"), new.get("status")),
    )


def _shares(before: str, after: str) -> list[Any]:
    """Of a unit that only changes its rank the share is said once."""
    return [after] if before == after else [f"{before} →", html.Br(), after]


def _points(change: float | None) -> str:
    return "" if change is None else _("points")


def _rank(before: int | None, after: int | None) -> str:
    old, new = formats.number(before), formats.number(after)
    return new if before == after else f"{old} → {new}"


def _status(before: str | None, after: str | None) -> list[Any]:
    if before == after:
        return [parts.pill(after)]
    return [parts.pill(before) or formats.NOTHING, " → ", parts.pill(after)]


def _units_card(units: list[Mapping[str, Any]], state: State) -> list[Component]:
    """The units whose dossiers add up to something else, over all days."""
    if not units:
        return []
    title = _("Dossiers counted, by unit")
    heads: list[parts.Column | str] = [
        _("Unit"),
        *[parts.Column(word(MEASURES, name), True) for name in _COUNTED],
    ]
    lines = [
        (
            parts.link(one["name"], href(f"/units/{one['code']}", state), "", "unit"),
            *[_old_new(one["before"][name], one["after"][name]) for name in _COUNTED],
        )
        for one in units[:_MOST]
    ]
    words = _(
        "{count} units; over all days, before → after", count=formats.number(len(units))
    )
    body = folded_table(heads, lines, title, _SHOWN)
    return [parts.card(body, title, words, className="long")]


def _old_new(before: int, after: int) -> str:
    if before == after:
        return formats.number(after)
    return f"{formats.number(before)} → {formats.number(after)}"
