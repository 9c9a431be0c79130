"""A unit on the projector: its screen, and the way to the others."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures.dialogue import promise_words
from layouts import parts
from layouts.state import State, href
from layouts.stocktake.screen import Room, screen
from metrics.commitments import Commitment
from metrics.meetings import Page


def shown(
    room: Room,
    place: int,
    agreed: Sequence[tuple[Commitment, str]],
    form: Sequence[Component],
    state: State,
) -> Component:
    """The room at one unit: what was agreed of it stands below what it said before,
    with the form of who may keep more."""
    code = room.pages[place]["unit_code"]
    own = [(one, text) for one, text in agreed if one.unit_code == code]
    kept = [html.Li(f"{text}. {promise_words(one)}") for one, text in own]
    more: list[Component] = []
    if kept:
        title = html.H2(_("Agreed in this meeting"))
        more.append(html.Section([title, html.Ul(kept, className="room-list")]))
    more += _behind(room.pages[place], state)
    return html.Div(
        [_bar(room, place, state), screen(room, place, [*more, *form])],
        className="room",
    )


def _behind(page: Page, state: State) -> list[Component]:
    """The ways to what the screen names, which holds no link itself."""
    links = [
        parts.link(
            _("Request {number}", number=one["id"]),
            href("/dialogue", state, id=one["id"]),
        )
        for one in page["requests"]
    ]
    links += [
        parts.link(
            _("Dispute {number}", number=one["id"]),
            href("/disputes", state, id=one["id"]),
        )
        for one in page["disputes"]
    ]
    if not links:
        return []
    spaced = [part for link in links for part in (link, " · ")][:-1]
    return [html.P([f"{_('Open')}: ", *spaced], className="no-print room-quiet")]


def _bar(room: Room, place: int, state: State) -> Component:
    last = len(room.pages) - 1
    number = room.meeting.id
    to_list = href("/stocktake", state, meeting=number)
    links = [parts.link(_("List of units"), to_list, className="button go-back")]
    if place > 0:
        links.append(_to(room, place - 1, "← " + _("Previous"), "go-before", state))
    if place < last:
        links.append(_to(room, place + 1, _("Next") + " →", "go-next", state))
    hint = _("Keys: arrows and space to turn, Escape to the list, F full screen")
    full = html.Button(_("Full screen"), className="button go-full")
    place_ = _("{page} of {pages}", page=place + 1, pages=last + 1)
    return html.Nav(
        [*links, html.B(place_), html.Small(hint, className="desk-only"), full],
        className="room-bar no-print",
        **parts.aria(label=_("Pages of the meeting")),
    )


def _to(room: Room, place: int, text: str, name: str, state: State) -> Component:
    code = room.pages[place]["unit_code"]
    to = href("/stocktake", state, meeting=room.meeting.id, unit=code)
    return parts.link(text, to, className=f"button {name}")
