"""Who owes what: on the page of Chairs, and on a unit's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import folded_table
from layouts.state import State, href
from metrics.owed import Owed

# More lines than this are folded away.
SHOWN = 5


def owed_card(
    owed: Mapping[str, Owed], units: Mapping[str, Mapping[str, Any]], state: State
) -> list[Component]:
    """The units that owe something, the most overdue first; nothing where none does.
    `units`: by code, with unit_name, name_en and chair."""
    if not owed:
        return []
    title = _("Who owes what")
    ordered = sorted(
        owed, key=lambda code: (-owed[code].late, -owed[code].requests, code)
    )
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Chair"),
        parts.Column(_("Answers awaited"), True),
        _("Escalated"),
        parts.Column(_("To be decided"), True),
        parts.Column(_("Commitments running"), True),
        parts.Column(_("Commitments kept"), True),
        _("Check-ins"),
    ]
    lines = [_line(units.get(code, {}), code, owed[code], state) for code in ordered]
    late = sum(one.late for one in owed.values())
    subtitle = _(
        "{units} units; {late} answers are overdue",
        units=formats.number(len(owed)),
        late=formats.number(late),
    )
    table = folded_table(heads, lines, title, SHOWN)
    return [parts.card(table, title, subtitle, className="long")]


def _line(
    unit: Mapping[str, Any], code: str, one: Owed, state: State
) -> tuple[parts.Content, ...]:
    name = parts.unit_name(unit) if unit else code
    to = href("/dialogue", state, q=code, state="all")
    return (
        parts.link(name, to, className="unit"),
        str(unit.get("chair") or ""),
        _awaited(one),
        _climbs(one),
        formats.number(one.answered),
        formats.number(one.promised),
        _kept(one),
        _checkins(one),
    )


def _awaited(one: Owed) -> str:
    count = formats.number(one.requests)
    if not one.late:
        return count
    return _("{count}, {late} overdue", count=count, late=formats.number(one.late))


def _climbs(one: Owed) -> str:
    told = []
    if one.raised:
        told.append(_("{count} beyond the Chair", count=formats.number(one.raised)))
    if one.paused:
        told.append(_("{count} paused", count=formats.number(one.paused)))
    return ", ".join(told) or formats.NOTHING


def _checkins(one: Owed) -> str:
    told = [_("awaited")] if one.awaited else []
    if one.missed:
        missed = formats.counts(one.missed, one.asked)
        told.append(_("{missed} weeks without one", missed=missed))
    return ", ".join(told) or formats.NOTHING


def _kept(one: Owed) -> str:
    if not one.graded:
        return formats.NOTHING
    return formats.counts(one.kept, one.graded)


# Where the list of what waits stands on a unit's page.
WAITS = "what-waits"


def head_line(one: Owed, state: State) -> list[Component]:
    """On a unit's page, near its head: what waits for who answers there, and the way to
    the list below; nothing where nothing waits."""
    told = []
    if one.requests:
        told.append(f"{_('Answers awaited')}: {_awaited(one)}")
    if one.awaited:
        told.append(_("this week's check-in"))
    if not told:
        return []
    below = html.A(_("What waits"), href=f"#{WAITS}")
    to = href("/dialogue", state)
    inside: list[Any] = [f"● {'; '.join(told)}. ", parts.link(_("Answer"), to)]
    inside += [" · ", below]
    return [html.P(inside, className="note waits-line", role="status")]


def unit_card(one: Owed | None, code: str, state: State) -> list[Component]:
    """On a unit's page: what waits there, and what was promised."""
    if one is None:
        return []
    lines = (
        (one.requests, _("Answers awaited"), _awaited(one)),
        (one.raised or one.paused, _("Escalated"), _climbs(one)),
        (one.answered, _("To be decided"), formats.number(one.answered)),
        (one.promised, _("Commitments running"), formats.number(one.promised)),
        (one.graded, _("Commitments kept"), _kept(one)),
        (one.awaited or one.missed, _("Check-ins"), _checkins(one)),
    )
    told = [html.Li(f"{name}: {text}") for any_, name, text in lines if any_]
    to = href("/dialogue", state, q=code, state="all")
    weeks = href("/dialogue", state, checkin=code)
    ways: list[Any] = [parts.link(_("The dialogue with this unit"), to)]
    ways += [" · ", parts.link(_("Check-ins by week"), weeks)]
    body = [html.Ul(told, className="plain-list"), html.P(ways)]
    return [html.Div(parts.card(body, _("What waits")), id=WAITS)]
