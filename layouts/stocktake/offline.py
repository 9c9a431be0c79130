"""The file for the projector: every page of a meeting in one HTML document that asks
for nothing else."""

from __future__ import annotations

from html import escape
from pathlib import Path

from dash import html
from dash.development.base_component import Component

from core.language import _, language
from core.settings import ROOT
from figures import formats
from figures import stocktake as words
from layouts.stocktake.as_html import as_html
from layouts.stocktake.screen import Room, cited, named, screen

_SCRIPT = Path(__file__).with_name("offline.js")
_SHEETS = ("main.css", "stocktake.css")
# The list is a page as the others are; one page is shown at a time.
_AWAY = """
@media screen { .room-page.away { display: none; } .room-page { min-height: 100vh; } }
@media print { .room-page.away { display: flex; } }
.room-units { width: 100%; } .room-page a { color: inherit; }
"""


def pages_html(room: Room) -> str:
    """All that a reader of the file sees: the list, then a page a unit."""
    listed = [_numbered(_list(room), "list")]
    told = [
        _numbered(screen(room, place), f"p{place + 1}")
        for place in range(len(room.pages))
    ]
    return as_html([*listed, *told])


def _numbered(page: Component, name: str) -> Component:
    page.id = name  # type: ignore[attr-defined]
    return page


def document(room: Room, pages: str, evaluation: int, mark: str) -> str:
    """The whole document; `pages`: what `pages_html` gives, `mark`: its hash."""
    sheets = [(ROOT / "assets" / name).read_text(encoding="utf-8") for name in _SHEETS]
    title = escape(f"{room.meeting.title} – {formats.day(room.meeting.held_on)}")
    return (
        f'<!DOCTYPE html>\n<html lang="{language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta name="haicap_evaluation" content="{evaluation}">'
        f'<meta name="haicap_hash" content="{mark}">'
        f"<title>{title}</title><style>{''.join(sheets)}{_AWAY}</style></head>"
        f'<body><main class="room">{pages}</main>'
        f"<script>{_SCRIPT.read_text(encoding='utf-8')}</script></body></html>\n"
    )


def _list(room: Room) -> Component:
    lines = [
        html.Tr(
            [
                html.Th(html.A(words.name_of(page), href=f"#p{place}"), scope="row"),
                html.Td(
                    [html.B(words.reason_name(page["reason"])), " ", words.why(page)]
                ),
                html.Td(page["chair"] or _("no Chair in office")),
            ]
        )
        for place, page in enumerate(room.pages, start=1)
    ]
    heads = (_("Unit"), _("Why"), _("Chair"))
    head = html.Tr([html.Th(one, scope="col") for one in heads])
    table = html.Table([html.Thead(head), html.Tbody(lines)], className="room-units")
    about = words.indicator(room.meeting.indicator)
    keys = _("Keys: arrows and space to turn, Home to the list, F full screen")
    return html.Article(
        [
            html.Header(
                [html.H1(room.meeting.title), html.P(f"{named(room)} · {about}")],
                className="room-head",
            ),
            html.Div(table, className="room-body-list"),
            html.Footer(
                [html.Span(cited(room.meeting)), html.Span(keys, className="no-print")],
                className="room-foot",
            ),
        ],
        className="room-page",
    )
