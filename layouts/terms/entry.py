"""One entry: what it would change, before it counts, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.state import State, href
from layouts.terms import ids, words
from layouts.words import who_name
from metrics.handing import Kept, Span
from metrics.terms import Term


@dataclass(frozen=True)
class Told:
    """What stands beside an entry: the unit's name, the days with another holder,
    the terms it brings, other units of the same name, the accounts by person, whether
    another must confirm it (`other`) and whether it no longer fits (`stale`)."""

    unit_name: str
    spans: Sequence[Span]
    terms: Sequence[Term]
    elsewhere: Sequence[str]
    accounts: Mapping[str, str]
    other: bool
    stale: bool


def entry_cards(kept: Kept, told: Told, state: State) -> list[Component]:
    """An entry as it stands."""
    cards = [_head(kept, told, state)]
    if kept.waits:
        cards += [_spans_card(told.spans), _follows_card(told)]
    return cards


def _head(kept: Kept, told: Told, state: State) -> Component:
    said = _(
        "entered {moment} by {who}",
        moment=formats.moment(kept.at),
        who=who_name(kept.who),
    )
    body: list[Any] = [
        html.P(said, className="quiet"),
        html.P(html.B(_(words.STATES[kept.state]))),
        html.P(_("Decision: {number}", number=kept.entry.decision_no)),
        *(_buttons(kept, told) if kept.waits else _became(kept, state)),
        html.P("", id=ids.DONE, role="alert"),
        html.P(
            parts.link(
                _("Terms of this unit"),
                href("/terms", state, unit=kept.entry.unit_code),
            )
        ),
    ]
    return parts.card(body, words.named(kept.entry), told.unit_name)


def _became(kept: Kept, state: State) -> list[Component]:
    if kept.load_id is None:
        return []
    said = _(
        "confirmed {moment} by {who}, taken as load {load}",
        moment=formats.moment(kept.state_at),
        who=who_name(kept.state_by),
        load=kept.load_id,
    )
    undo = parts.link(
        _("Undo load {number}", number=kept.load_id),
        href("/upload", state, undo=kept.load_id),
        className="button",
    )
    return [html.P(said), html.P(undo)]


def _buttons(kept: Kept, told: Told) -> list[Component]:
    if told.stale:
        words_ = _(
            "The terms of this unit changed since this was entered. Discard it and "
            "enter it again."
        )
        return [html.P(words_, className="stale"), html.P(_discard())]
    if told.other:
        words_ = _(
            "Another administrator than the one who entered it confirms this "
            "(HAICAP_TERMS_TWO)."
        )
        return [html.P(words_, className="remark"), html.P(_discard())]
    hint = _("Nothing counts yet. Read what would change, then confirm.")
    confirm = html.Button(
        _("Confirm"), id=ids.deed("confirm"), className="button strong"
    )
    return [html.P(hint), html.P([confirm, " ", _discard()], className="deeds")]


def _discard() -> Component:
    return html.Button(_("Discard"), id=ids.deed("discard"), className="button")


def _spans_card(spans: Sequence[Span]) -> Component:
    title = _("Who is Chair, by day")
    if not spans:
        words_ = _(
            "Nobody else becomes Chair on any day: the present one stays, or only a "
            "last day becomes known."
        )
        return parts.card(parts.nothing(words_), title)
    heads: list[parts.Column | str] = [_("Days"), _("Now on record"), _("Afterwards")]
    lines = [
        (_days(span), words.holder(span.before), words.holder(span.after))
        for span in spans
    ]
    return parts.card(card_table(heads, lines, title), title)


def _days(span: Span) -> str:
    first = formats.day(span.first)
    if span.last == date.max:
        return _("from {day} on", day=first)
    return f"{first} – {formats.day(span.last)}"


def _follows_card(told: Told) -> Component:
    """Whose standing, mail and tasks change with it."""
    items = [html.Li(text) for span in told.spans for text in _follows(span, told)]
    for name in told.elsewhere:
        words_ = _(
            "The same name is in office at {unit}, too. Two people of one name are one "
            "to the software: write them apart.",
            unit=name,
        )
        items.append(html.Li(words_))
    revised = _(
        "No count, share or rank of the unit moves; from here on reports and the page "
        "of Chairs name who is in office by these days. It is taken as a load, stands "
        "in the ledger and can be undone."
    )
    return parts.card(
        [html.Ul(items, className="plain-list"), parts.note(revised)],
        _("Standing, mail and tasks"),
    )


def _follows(span: Span, told: Told) -> list[str]:
    days, after = _days(span), span.after
    if after is None:
        return [
            _(
                "{days}: nobody is Chair. What is received counts in nobody's term, "
                "and nobody gets mail or tasks for the unit.",
                days=days,
            )
        ]
    return [
        _(
            "{days}: what is received counts in the term of {person}; what stood "
            "before is inherited.",
            days=days,
            person=after.person,
        ),
        _mail(after),
        _tasks(after, told.accounts),
    ]


def _mail(term: Term) -> str:
    if not term.email:
        return _("{person} has no mail address on record.", person=term.person)
    return _("Mail for the unit goes to {mail}.", mail=term.email)


def _tasks(term: Term, accounts: Mapping[str, str]) -> str:
    account = accounts.get(term.person)
    if account is None:
        return _(
            "No account is tied to {person}: until one is made with exactly this name, "
            "nobody sees the unit's rows or answers for it.",
            person=term.person,
        )
    return _(
        "Requests, commitments and disputes of the unit are those of the account "
        "“{account}”.",
        account=account,
    )
