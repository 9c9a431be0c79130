"""The mark of a hollow rise, and a unit's guardrails."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from metrics.guardrails import Hollow, Rail

SIGN = "◇"


def mark(shown: bool) -> Component | str:
    """Sign and words beside a status; "" where nothing is to be said."""
    if not shown:
        return ""
    sign = html.Span(SIGN, **parts.aria(hidden="true"))
    return html.Span([sign, f" {mark_words()}"], className="badge hollow")


def mark_words() -> str:
    """The mark in words."""
    return _("Rise, quality falls")


def guardrails_card(hollow: Hollow, code: str) -> Component:
    """Each guardrail of a unit, the last days against as many before."""
    title = _("What must not get worse")
    rows = hollow.rails.get(code, ())
    days = formats.number(hollow.days)
    subtitle = _("the last {days} days against the {days} before", days=days)
    if not rows:
        return parts.card(parts.nothing(_("No dossier is counted here.")), title)
    heads: list[parts.Column | str] = [
        _("Measure"),
        parts.Column(_("Before"), True),
        parts.Column(_("Now"), True),
        _("Change"),
    ]
    rule = _(
        "A headline of dossiers that rises while one of these gets worse beyond its "
        "threshold is marked; no status or rank changes by it."
    )
    table = card_table(heads, [_line(one) for one in rows], title)
    marked = mark(code in hollow.marked)
    body = [html.P(marked) if marked else None, table, parts.note(rule)]
    return parts.card(body, title, subtitle)


def _line(rail: Rail) -> tuple[parts.Content, ...]:
    return (
        _(rail.guardrail.title),
        [formats.percent(rail.was, 1), html.Small(formats.counts(*rail.before))],
        [formats.percent(rail.is_now, 1), html.Small(formats.counts(*rail.now))],
        f"▼ {_('worse')}" if rail.worse else _("within its threshold"),
    )
