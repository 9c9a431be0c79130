"""The forms of disputes: what is disputed, what is decided. Made for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.disputes import words
from layouts.disputes.ids import FIELD, LOOK, SAID, SEEN, deed
from layouts.disputes.words import About
from layouts.fields import Form, Options
from layouts.state import here
from metrics.disputes import CHANNELS, REASONS, Dispute

FORM = Form(FIELD)


def dispute_card(
    units: Options, chosen: str, procedures: Options, last: date | None, about: About
) -> Component:
    """Disputing dossiers. `units`: where the reader may; `procedures`: of the unit
    chosen, the most frequent first; `last`: the last day with data."""
    days = [
        FORM.day("first", _("Received from"), None, None, last),
        FORM.day("last", _("Received until"), None, None, last),
    ]
    return _form(
        "dispute",
        [
            FORM.select("unit", _("Unit"), units, chosen, True),
            _reason(REASONS),
            *days,
            *_closer(),
            FORM.many("procedures", _("Procedures"), procedures, _("All procedures")),
            FORM.area("codes", _("Or the codes of the dossiers, one a line"), ""),
            FORM.area("text", _("Why, as the city will read it"), ""),
        ],
        _("Dispute dossiers"),
        about,
    )


def incident_card(last: date | None, about: About) -> Component:
    """Entering what happened to all units at once."""
    return _form(
        "incident",
        [
            _reason(("portal_down", "wrong_channel", "entered_late", "other")),
            FORM.day("first", _("Received from"), None, None, last),
            FORM.day("last", _("Received until"), None, None, last),
            *_closer(),
            FORM.area("text", _("What happened, for all to read"), ""),
        ],
        _("Enter an incident of the whole city"),
        about,
    )


def _reason(reasons: Any) -> Component:
    options = [(key, words.reason_word(key)) for key in reasons]
    return FORM.select("reason", _("Reason"), options, None)


def _closer() -> list[Component]:
    """What narrows the days down."""
    channels = [("", _("All channels"))]
    channels += [(key, _(words.CHANNELS[key])) for key in CHANNELS]
    ways = [("", _("As the reason asks for"))]
    ways += [(key, _(text)) for key, text in words.CORRECTIONS.items()]
    inside = [
        FORM.line("from_hour", _("From what hour of the first day (09:30)"), ""),
        FORM.line("to_hour", _("Until what hour of the last day (11:45)"), ""),
        FORM.select("channel", _("Channel"), channels, ""),
        FORM.select("correction", _("How they are to be read"), ways, ""),
    ]
    return [html.Details([html.Summary(_("Hours, channel, reading")), *inside])]


def _form(
    what: str, fields: Sequence[Component], title: str, about: About
) -> Component:
    back = parts.link(_("All disputes"), here(about.state, new=None, unit=None))
    look = {"type": LOOK, "what": what}
    return parts.card(
        [
            html.P(back),
            *fields,
            html.Button(_("See the effect"), id=look, className="button strong"),
            html.P("", id=SAID, role="alert", className="wrong"),
            html.Div(id=SEEN, role="status"),
        ],
        title,
        _("First the effect is shown; nothing is sent before you send it."),
        className="talk-form no-print",
    )


def send_button(what: str, seen: str) -> list[Component]:
    """Sends what was looked at; `seen`: actions.picking.seen."""
    text = _("Send the dispute") if what == "dispute" else _("Enter the incident")
    note = _("The dossiers and the effect stay as they are now; a decision is added.")
    button = html.Button(text, id=deed(what, seen), className="button strong")
    return [html.P(button, className="deeds"), parts.note(note)]


def decision_card(one: Dispute) -> Component:
    """What an analyst does with a dispute."""
    buttons = [
        html.Button(text, id=deed(what, one.id), className="button")
        for what, text in (
            ("accepted", _("Accept the correction")),
            ("partly", _("Accept it in part")),
            ("refused", _("Refuse it")),
        )
    ]
    part = html.Details(
        [
            html.Summary(_("In part: which dossiers are accepted")),
            FORM.day("first", _("Received from"), None),
            FORM.day("last", _("Received until"), None),
            FORM.area("codes", _("Or the codes of the dossiers, one a line"), ""),
        ]
    )
    return parts.card(
        [
            FORM.area("note", _("Reason of the decision, for all to read"), ""),
            part,
            html.Div(buttons, className="deeds"),
            html.P("", id=SAID, role="alert", className="wrong"),
        ],
        _("Decide on it"),
        className="talk-form no-print",
    )


def withdraw_card(one: Dispute) -> Component:
    """Withdrawing a dispute that waits, or an incident with a reason."""
    note = FORM.area("note", _("Reason, for all to read"), "") if one.incident else None
    return parts.card(
        [
            note,
            html.Button(_("Withdraw"), id=deed("withdraw", one.id), className="button"),
            html.P("", id=SAID, role="alert", className="wrong"),
        ],
        _("Withdraw it"),
        className="talk-form no-print",
    )
