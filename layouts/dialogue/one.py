"""One request: what it rests on, and all that was said of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.dialogue import title_of
from layouts import parts
from layouts.dialogue import words
from layouts.dialogue.listed import About
from layouts.dialogue.promised import Promised
from layouts.state import here, href
from layouts.words import who_name
from metrics.dialogue import PAUSED, Entry, Request


def facts_card(
    request: Request, about: About, more: Sequence[Component] = ()
) -> Component:
    """Who is asked what by when, on which facts; `more`: where its ladder stands."""
    state = about.state
    back = parts.link(_("All requests"), here(state, id=None, said=None))
    evaluation = request.facts.get("evaluation")
    rest = []
    if evaluation:
        known = _("As known in evaluation {number}, frozen.", number=evaluation)
        to = href(
            "/rankings", state, evaluation=evaluation, indicator=request.indicator
        )
        rest = [parts.note([f"{known} ", parts.link(_("Open it"), to)])]
    return parts.card(
        [
            html.P(back, className="no-print"),
            html.P(
                [
                    about.unit_link(request.unit_code),
                    " ",
                    words.state_pill(request, about.day),
                ]
            ),
            html.P(words.facts(request, state), className="asked"),
            html.P(words.asked_words(request), className="quiet"),
            html.P(words.due_words(request, about.day), className="quiet"),
            *more,
            *rest,
        ],
        f"{request.id} · {title_of(request, about.rules)}",
    )


def history_card(
    request: Request,
    promised: Promised,
    about: About,
    steps: Sequence[tuple[str, Component]] = (),
) -> Component:
    """Everything said and done, the newest first; an answer with what was promised.
    `steps`: those of its ladder, each with its moment."""
    title = _("What was said and done")
    if not request.entries and not steps:
        return parts.card(parts.nothing(_("Nobody has said anything yet.")), title)
    said = [(one.at, _entry(one, promised, about)) for one in request.entries]
    ordered = sorted([*said, *steps], key=lambda line: line[0], reverse=True)
    lines = [line for _at, line in ordered]
    rule = _("Nothing is changed afterwards: what is said is added, the newest counts.")
    return parts.card(
        [html.Ol(lines, className="plain-list history"), parts.note(rule)], title
    )


def _entry(entry: Entry, promised: Promised, about: About) -> Component:
    who = who_name(entry.who)
    did = _(words.ENTRIES.get(entry.what, entry.what))
    cause: list[Any] = []
    if entry.cause:
        cause = [html.B(words.cause_word(entry.cause)), ". "]
    own = [one for one in promised.commitments if one.entry_id == entry.id]
    lines = [html.Li(promised.line(one, about)) for one in own]
    until = ""
    if entry.due_on is not None:
        by = _("Up to {day}.") if entry.what == PAUSED else _("Answer by {day}.")
        until = " · " + by.format(day=formats.day(entry.due_on))
    head = f"{formats.moment(entry.at)} · {who} {did}"
    return html.Li(
        [
            html.Small(head),
            html.Div([*cause, html.Span(f"{entry.text}{until}", className="typed")]),
            html.Ul(lines) if lines else None,
        ]
    )
