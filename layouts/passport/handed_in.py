"""Handing in a table that was taken away, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import dcc, html
from dash.development.base_component import Component

from core.language import _
from layouts import parts

FILE, CHOOSE, SAID = "handed-in", "handed-in-choose", "handed-in-said"
MOST_MB = 5
# Beyond this a browser does not even send it.
_SENT = 50 << 20
_SIGNS = {"current": "✓", "superseded": "▲", "altered": "▼", "unknown": "–"}


def hand_in() -> Component:
    """Where a file is dropped or chosen, and where the answer appears."""
    told = _(
        "or drop it here: CSV, JSON, XLSX or HTML, at most {most} MB. It is compared "
        "and not kept.",
        most=MOST_MB,
    )
    drop = dcc.Upload(
        [
            html.Button(_("Check a file taken away"), id=CHOOSE, className="button"),
            " ",
            html.Span(told, className="quiet"),
        ],
        id=FILE,
        accept=".csv,.json,.xlsx,.html",
        max_size=_SENT,
        className="drop no-print",
        className_active="drop over no-print",
    )
    said = html.Div(id=SAID, role="status")
    return html.Div([drop, said], className="hand-in")


def answer_card(answer: str, lines: Sequence[str], file: str = "") -> Component:
    """Current, superseded by how much and why, altered, or not known."""
    titles = {
        "current": _("This table is current"),
        "superseded": _("This table is superseded"),
        "altered": _("This table was altered"),
        "unknown": _("Of this table nothing can be told"),
    }
    sign = html.Span(_SIGNS[answer], **parts.aria(hidden="true"))
    body: list[Component] = [html.H2([sign, " ", titles[answer]])]
    if file:
        body.append(html.P(file, className="file quiet"))
    body.append(html.Ul([html.Li(line) for line in lines], className="plain-list"))
    return html.Section(body, className=f"card verdict {answer}")
