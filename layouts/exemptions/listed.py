"""Exemptions as a list, one of them, and those of a unit on its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.disputes.words import About
from layouts.state import here, href
from layouts.words import who_name
from metrics.exemptions import RUNNING, STATES, Exemption

_PILLS = {
    "waits": ("off_track", "●"),
    "to_come": ("unknown", "◷"),
    "in_force": ("at_risk", "◐"),
    "over": ("unknown", "–"),
    "ended": ("unknown", "↩"),
    "given_up": ("unknown", "✕"),
}


def state_pill(one: Exemption, about: About) -> Component:
    """Where an exemption stands, as sign and word."""
    state = one.state(about.day)
    return parts.marked(*_PILLS[state], _(STATES[state]))


def span_words(one: Exemption) -> str:
    """Its days; where it ended early, which it was to have."""
    days = f"{formats.day(one.starts_on)} – {formats.day(one.last)}"
    if one.ended is None:
        return days
    return f"{days} ({_('was to last until {day}', day=formats.day(one.ends_on))})"


def list_card(found: Sequence[Exemption], may: bool, about: About) -> Component:
    """All exemptions, the newest first, and the way to the form for who `may`."""
    title = _("Exemptions")
    ways: list[Any] = []
    if may:
        to = href("/exemptions", about.state, new="exempt")
        link = parts.link(_("Enter an exemption"), to, className="button")
        ways.append(html.P(link, className="deeds"))
    rule = _(
        "For a while, by decision, dossiers of some procedures are left out of a "
        "unit's shares. The counted figure stays the official one: the other stands "
        "beside it, and only where no more than {share} of the unit's dossiers is left "
        "out.",
        share=formats.percent(about.most, 0),
    )
    if not found:
        body: list[Any] = [*ways, parts.nothing(_("No unit is exempt from anything."))]
        return parts.card([*body, parts.note(rule)], title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Why"),
        _("Procedures"),
        _("Days"),
        _("Decision"),
        _("State"),
    ]
    lines = [_line(one, about) for one in reversed(found)]
    count = _("{count} exemptions", count=formats.number(len(found)))
    table = card_table(heads, lines, title)
    return parts.card([*ways, table, parts.note(rule)], title, count, className="long")


def _line(one: Exemption, about: About) -> tuple[Any, ...]:
    to = href("/exemptions", about.state, id=one.id)
    return (
        about.unit_link(one.unit_code),
        [parts.link(f"{one.id} · {one.reason}", to)],
        ", ".join(one.procedures),
        span_words(one),
        one.decision_no,
        state_pill(one, about),
    )


def one_card(one: Exemption, names: dict[str, str], about: About) -> Component:
    """One exemption with all that is known of it; `names`: of procedures by code."""
    back = parts.link(_("All exemptions"), here(about.state, id=None, said=None))
    entered = _(
        "Entered {moment} by {who}; it left out {count} dossiers then.",
        moment=formats.moment(one.at, about.timezone),
        who=who_name(one.who),
        count=formats.number(one.dossiers),
    )
    procedures = [
        html.Li(f"{names[code]} ({code})" if code in names else code)
        for code in one.procedures
    ]
    ended = []
    if one.ended is not None:
        words = "Ended {moment} by {who}: {reason}"
        if one.confirmed is None:
            words = "Given up {moment} by {who}: {reason}"
        text = _(
            words,
            moment=formats.moment(one.ended.at, about.timezone),
            who=who_name(one.ended.who),
            reason=one.ended.reason,
        )
        ended = [html.P(text)]
    return parts.card(
        [
            html.P(back, className="no-print"),
            html.P([about.unit_link(one.unit_code), " ", state_pill(one, about)]),
            html.P(one.reason, className="typed"),
            html.P(f"{span_words(one)} · {_('decision')} {one.decision_no}"),
            html.Ul(procedures, className="plain-list"),
            html.P(entered, className="quiet"),
            *_confirmed(one, about),
            *ended,
        ],
        _("Exemption {number}", number=one.id),
    )


def _confirmed(one: Exemption, about: About) -> list[Component]:
    """Who confirmed it, where that was somebody else, or later than its entry."""
    seen = one.confirmed
    if seen is None or (seen.who, seen.at) == (one.who, one.at):
        return []
    text = _(
        "Confirmed {moment} by {who}; it left out {count} dossiers then.",
        moment=formats.moment(seen.at, about.timezone),
        who=who_name(seen.who),
        count=formats.number(seen.dossiers),
    )
    return [html.P(text, className="quiet")]


def unit_card(found: Sequence[Exemption], code: str, about: About) -> list[Component]:
    """On a unit's page: the exemptions that hold there, will or wait to be confirmed,
    the newest first; nothing without any."""
    own = [
        one
        for one in reversed(found)
        if one.holds_at(code) and one.state(about.day) in RUNNING
    ]
    lines = [
        html.Li(
            [
                parts.link(
                    f"{one.id} · {one.reason}",
                    href("/exemptions", about.state, id=one.id),
                ),
                f" · {span_words(one)} ",
                state_pill(one, about),
            ]
        )
        for one in own
    ]
    if not lines:
        return []
    return [parts.card(html.Ul(lines, className="plain-list"), _("Exemptions"))]
