"""The mark of a hollow rise, and a unit's guardrails."""

from __future__ import annotations

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.integrity import words
from layouts.state import State
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


def mark_text() -> str:
    """Sign and words as one text, for a grid."""
    return f"{SIGN} {mark_words()}"


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


def marked_card(hollow: Hollow, units: pd.DataFrame, state: State) -> Component:
    """The units whose rise is marked. `units`: with code, name and name_en."""
    title = _("Rises while quality falls")
    marked = units[units["code"].isin(hollow.marked)].to_dict("records")
    names = [
        html.Li(
            parts.unit_link(
                state, row | {"unit_code": row["code"], "unit_name": row["name"]}
            )
        )
        for row in marked
    ]
    rule = _(
        "The online or end-to-end share of dossiers rose over the last {days} days, "
        "while completions, resubmissions, refusals, lateness or paper rose too. "
        "A harder mix of procedures looks the same.",
        days=formats.number(hollow.days),
    )
    body = html.Ul(names) if names else parts.nothing(_("No unit's rise is marked."))
    measured = html.P(
        [html.B(_("False alarms")), ": ", words.alarm_words(hollow.alarms)]
    )
    return parts.card([html.P(rule), body, measured], title)
