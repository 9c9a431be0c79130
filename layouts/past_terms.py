"""The terms of one person, each with what happened in it."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.chairs import attribution_rule
from layouts.state import State, here, href
from metrics import plain
from metrics.past_terms import PastTerm, PersonTerms
from metrics.reading import Amount


def terms_card(answer: PersonTerms, state: State) -> Component:
    """Every term of the person, the newest first."""
    back = html.P(parts.link(_("All Chairs"), here(state, person=None)))
    if not answer.terms:
        words = _("No term of this person began by the day that is measured.")
        return parts.card([parts.nothing(words), back], answer.person)
    subtitle = _(
        "{indicator} · {days} days in office, of these {acting} acting",
        indicator=_(answer.reading.indicator.name),
        days=formats.number(answer.days),
        acting=formats.number(answer.days_acting),
    )
    heads: list[parts.Column | str] = [
        _("Unit and term"),
        parts.Column(_("Inherited"), True),
        parts.Column(_("At the end, or now"), True),
        _("Status"),
        parts.Column(_("In the term"), True),
        parts.Column(_("Change"), True),
        parts.Column(_("Comparable units"), True),
    ]
    lines = [_line(one, state) for one in answer.terms]
    table = card_table(heads, lines, _("Terms of office"))
    rule = _(
        "Comparable units: the middle of how the units most alike changed over the "
        "same days. Where other units became part of this one within the term, "
        "nothing is compared. On-time counts by the day received, not by the day due."
    )
    body = [table, parts.note(attribution_rule()), parts.note(rule), back]
    return parts.card(body, answer.person, subtitle, className="long")


def _line(one: PastTerm, state: State) -> tuple[Any, ...]:
    standing = dict(one.standing)
    days = f"{formats.day(one.term.starts_on)} – {formats.day(one.end)}"
    name = parts.link(
        one.unit_name, href(f"/units/{one.term.unit_code}", state), "", "unit"
    )
    joined = [
        html.Small(_("joined within the term: {units}", units=", ".join(one.joined)))
    ]
    return (
        [
            name,
            *parts.acting(one.term.acting),
            html.Small(f"{days} · {one.term.decision_no}"),
            *(joined if one.joined else []),
        ],
        _amount(one.inherited),
        [formats.percent(standing["value"]), html.Small(parts.counted(standing))],
        parts.pill(standing["status"]),
        _amount(one.own),
        parts.signed(plain.number(one.change)),
        _peers(one),
    )


def _amount(amount: Amount | None) -> list[Any]:
    if amount is None or amount.value is None:
        return [formats.NOTHING]
    counts = {"numerator": amount.numerator, "denominator": amount.denominator}
    return [formats.percent(float(amount.value)), html.Small(parts.counted(counts))]


def _peers(one: PastTerm) -> list[Any]:
    if one.peers_change is None:
        return [formats.NOTHING]
    count = _("{count} units", count=formats.number(len(one.peers)))
    return [parts.signed(plain.number(one.peers_change)), html.Small(count)]
