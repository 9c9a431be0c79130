"""How the figure of one procedure is cited: no evaluation freezes it, a file does."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.passport.figure import address, copying
from layouts.state import State
from metrics.citation import SHORT
from metrics.passports import Passport


def taken_card(
    passport: Passport, state: State, public_url: str, mark: str
) -> Component:
    """The link that reopens the figure, its hash, and the file by which it can be
    checked later."""
    to = address(passport, state, None)
    shown = f"{public_url.rstrip('/')}{to}"
    copy = shown if public_url else f"{{origin}}{to}"
    rule = _(
        "Evaluations freeze the numbers of units, not of single procedures. Take this "
        "figure away as a file: the file carries evaluation {number} and the hash "
        "{hash}, and can be handed in here later to see whether it is still current.",
        number=passport.reading.evaluation or 0,
        hash=mark[:SHORT],
    )
    return parts.card(
        [
            html.P(html.A(shown, href=to, className="cite")),
            html.P(rule, className="quiet"),
        ],
        _("To cite this figure"),
        "",
        [
            html.Button(_("Copy"), className="button no-print", **copying(copy)),
            *parts.download_buttons("procedures"),
        ],
    )
