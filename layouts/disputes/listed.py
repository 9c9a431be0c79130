"""Disputes as a list: those that wait first; and what they were about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table, folded_table
from layouts.disputes import words
from layouts.disputes.words import About
from layouts.state import href
from metrics.dispute_reasons import ReasonCount
from metrics.disputes import Dispute

# More lines than this are folded away.
SHOWN = 25


def ways_card(ways: Sequence[tuple[str, str]], about: About) -> list[Component]:
    """The ways to the forms; `ways`: what the address says, and what it is called."""
    if not ways:
        return []
    links = [
        parts.link(title, href("/disputes", about.state, new=new), className="button")
        for new, title in ways
    ]
    rule = _(
        "What was counted is never edited: an accepted correction stands beside it, "
        "with its reason, for all to read."
    )
    return [parts.card([html.P(links, className="deeds"), parts.note(rule)])]


def list_card(found: Sequence[Dispute], about: About, filtered: bool) -> Component:
    """Disputes and incidents, the newest first; `filtered`: there are others."""
    title = _("Disputes and incidents")
    if not found:
        text = (
            _("No dispute fits these filters.")
            if filtered
            else _("Nothing is disputed that is open to you.")
        )
        return parts.card(parts.nothing(text), title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Reason"),
        parts.Column(_("Dossiers"), True),
        _("Effect when it was sent"),
        _("Sent on"),
        _("State"),
    ]
    lines = [_line(one, about) for one in reversed(found)]
    subtitle = _("{count} disputes and incidents", count=formats.number(len(found)))
    table = folded_table(heads, lines, title, SHOWN)
    return parts.card(table, title, subtitle, className="long")


def _line(one: Dispute, about: About) -> tuple[Any, ...]:
    to = href("/disputes", about.state, id=one.id)
    state: list[Any] = [words.state_pill(one, about.day)]
    if due := words.due_words(one, about.day):
        state += [" ", html.Small(due, className="quiet")]
    return (
        about.unit_link(one.unit_code),
        [parts.link(f"{one.id} · {words.reason_word(one.reason)}", to)],
        formats.number(one.dossiers),
        words.effect_words(one),
        formats.moment(one.at, about.timezone),
        state,
    )


def reasons_card(rows: Sequence[ReasonCount]) -> list[Component]:
    """What was disputed for which reason."""
    if not rows:
        return []
    title = _("What is disputed, by reason")
    heads: list[parts.Column | str] = [
        _("Reason"),
        *(
            parts.Column(head, True)
            for head in (
                _("Sent"),
                _("Waiting"),
                _("Correction accepted"),
                _("Correction refused"),
                _("Dossiers"),
                _("Units"),
            )
        ),
    ]
    lines = [
        (words.reason_word(row.reason), *(formats.number(one) for one in row[1:]))
        for row in rows
    ]
    note = _(
        "The faults of the city's systems, as its units tell them: of what is open to "
        "you, without what was withdrawn. A dossier in two disputes counts twice; an "
        "incident is of no unit of its own."
    )
    return [parts.card([card_table(heads, lines, title), parts.note(note)], title)]
