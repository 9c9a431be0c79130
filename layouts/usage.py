"""Which Chairs have not opened their own unit's page this week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State
from metrics.usage import BY_DELEGATE, NO_ACCOUNT, NOT_OPENED, Usage, Use

Units = Mapping[str, Mapping[str, Any]]


def usage_card(usage: Usage, units: Units, state: State) -> list[Component]:
    """The Chairs that could have opened their page and have not, by name; apart from
    them whose page a delegate opened, and who has no account. Nothing where nobody is
    in office. `units`: by code, with unit_name and name_en."""
    if not usage.uses:
        return []
    week = _("week {week}, from {day}", week=_week(usage), day=formats.day(usage.week))
    folds = (
        (NOT_OPENED, "Show the {count} Chairs"),
        (BY_DELEGATE, "{count} pages were opened by a delegate alone"),
        (NO_ACCOUNT, "{count} Chairs have no account and could open none"),
    )
    body = [
        _folded(found, words, units, state)
        for kept, words in folds
        if (found := usage.of(kept))
    ]
    inside = [*body, parts.note(_rule())]
    buttons = parts.download_buttons("usage")
    return [parts.card(inside, unopened(usage), week, buttons)]


def unopened(usage: Usage) -> str:
    """How many of how many Chairs have not opened their page."""
    return _(
        "{count} of {all} Chairs have not opened their page this week",
        count=formats.number(len(usage.of(NOT_OPENED))),
        all=formats.number(usage.expected),
    )


def _rule() -> str:
    return _(
        "Counted from Monday to Sunday, local time, of the Chair in office today. Kept "
        "is only that the page was opened in a week, not when, how often or what else."
    )


def _week(usage: Usage) -> str:
    return formats.number(usage.week.isocalendar().week)


def _folded(found: Sequence[Use], words: str, units: Units, state: State) -> Component:
    told = _(words, count=formats.number(len(found)))
    return html.Details([html.Summary(told), _list(found, units, state)])


def _list(found: Sequence[Use], units: Units, state: State) -> Component:
    lines = [html.Li(_line(one, units, state)) for one in found]
    return html.Ul(lines, className="plain-list")


def _line(one: Use, units: Units, state: State) -> list[Any]:
    unit = units.get(one.unit_code)
    name = parts.unit_link(state, unit) if unit else one.unit_code
    told: list[Any] = [name, f" – {one.person}", *parts.acting(one.acting)]
    if one.new:
        told.append(f" · {_('in office since this week')}")
    if one.last is not None:
        week = one.last.isocalendar()
        last = _("last opened in week {week} of {year}", week=week.week, year=week.year)
        told.append(f" · {last}")
    return told
