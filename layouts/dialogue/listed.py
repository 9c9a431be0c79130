"""Requests as a list: what waits for the reader first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.dialogue import title_of
from layouts import parts
from layouts.cards import folded_table
from layouts.dialogue import words
from layouts.names import Named
from layouts.state import href
from metrics.dialogue import Request
from metrics.ladder import pause_on
from metrics.meetings import MEETING
from metrics.requests import RequestRule

# More lines than this are folded away.
SHOWN = 25


@dataclass(frozen=True)
class About(Named):
    """What requests are told with: the day the dialogue counts by, and the rules."""

    day: date
    rules: Mapping[str, RequestRule]


def waiting_card(
    requests: Sequence[Request], about: About, mine: Callable[[Request], str]
) -> Component:
    """What waits for the reader; `mine`: what is to be done with a request, "" where
    it waits for others."""
    title = _("What waits for you")
    ordered = sorted(requests, key=lambda one: (one.due, one.id))
    waiting = [(one, mine(one)) for one in ordered]
    lines = [_waits(one, to_do, about) for one, to_do in waiting if to_do]
    if not lines:
        return parts.card(parts.nothing(_("Nothing waits for you.")), title)
    return parts.card(
        html.Ul(lines, className="plain-list waiting"),
        title,
        _("{count} requests", count=formats.number(len(lines))),
    )


def _waits(request: Request, to_do: str, about: About) -> Component:
    to = href("/dialogue", about.state, id=request.id)
    return html.Li(
        [
            html.Div(
                [
                    html.B(about.unit_name(request.unit_code)),
                    " ",
                    words.state_pill(request, about.day),
                ]
            ),
            html.Div(title_of(request, about.rules)),
            html.Small(words.due_words(request, about.day)),
            parts.link(to_do, to, className="button"),
        ]
    )


def list_card(
    requests: Sequence[Request], about: About, filtered: bool = True
) -> Component:
    """Requests, the newest first; `filtered`: there are others."""
    title = _("Requests for explanations")
    if not requests:
        text = (
            _("No request fits these filters.")
            if filtered
            else _("Nothing was asked yet: the rules look every morning at six.")
        )
        return parts.card(parts.nothing(text), title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("What is asked"),
        _("Who answers"),
        _("Asked on"),
        _("Answer by"),
        _("State"),
    ]
    lines = [_line(one, about) for one in reversed(requests)]
    subtitle = _("{count} requests", count=formats.number(len(requests)))
    table = folded_table(heads, lines, title, SHOWN)
    return parts.card(table, title, subtitle, className="long")


def _line(request: Request, about: About) -> tuple[Any, ...]:
    to = href("/dialogue", about.state, id=request.id)
    text = title_of(request, about.rules)
    agreed = MEETING in request.facts
    paused = pause_on(request.entries, about.day) is not None and request.waits
    state = [words.state_pill(request, about.day)]
    state += [html.Small(f" ‖ {_('paused')}")] if paused else []
    return (
        about.unit_link(request.unit_code),
        [parts.link(f"{request.id} · {text}", to)],
        request.person or _("nobody on record"),
        formats.day(request.day),
        formats.NOTHING if agreed else formats.day(request.due),
        state,
    )
