"""The forms of a meeting: preparing it, changing its units, keeping what is agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import stocktake as words
from layouts import parts
from layouts.dialogue.forms import promise_fields
from layouts.fields import Form, Options
from layouts.stocktake.ids import FIELD, SAID, deed

FORM = Form(FIELD)


def _said() -> Component:
    return html.P("", id=SAID, role="alert", className="wrong")


def prepare_card(indicators: Options, day: date, opened: bool) -> Component:
    """Beginning to prepare a meeting; `opened`: where there is none yet."""
    inside = [
        FORM.line("title", _("What the meeting is called"), ""),
        FORM.day("held_on", _("Day of the meeting"), day.isoformat(), day),
        FORM.select(
            "indicator",
            _("Indicator that the meeting is on"),
            indicators,
            indicators[0][0] if indicators else None,
        ),
        html.Button(_("Pick the units"), id=deed("prepare"), className="button strong"),
        _said(),
    ]
    summary = html.Summary(_("Prepare a meeting"))
    body = html.Details([summary, html.Div(inside, className="talk-form")], open=opened)
    return html.Section(body, className="card no-print")


def change_card(units: Options) -> Component:
    """Adding a unit, taking one out, freezing."""
    inside = [
        FORM.select("unit", _("Unit"), units, "", True),
        FORM.line("reason", _("Why, for the record"), ""),
        html.Div(
            [
                html.Button(_("Add the unit"), id=deed("add"), className="button"),
                html.Button(
                    _("Take the unit out"), id=deed("take_out"), className="button"
                ),
            ],
            className="actions",
        ),
        html.Button(
            _("Freeze the meeting"), id=deed("freeze"), className="button strong"
        ),
        _said(),
        parts.note(
            _(
                "Freezing keeps the pages as they stand, with the evaluation that they "
                "speak of. They are never changed afterwards."
            )
        ),
    ]
    return parts.card(
        inside, _("Change the units, freeze"), className="talk-form no-print"
    )


def discard_card() -> Component:
    """Saying that a meeting which is being prepared is not held."""
    inside = [
        FORM.line("why_not", _("Why it is not held, for the record"), ""),
        html.Button(_("Discard the meeting"), id=deed("discard"), className="button"),
        parts.note(_("It stays in the list with the reason, and cannot be frozen.")),
    ]
    summary = html.Summary(_("Discard the meeting"))
    body = html.Details([summary, html.Div(inside, className="talk-form")])
    return html.Section(body, className="card no-print")


def agree_form(
    unit_code: str, abouts: Options, indicators: Options, day: date
) -> Component:
    """What the unit commits itself to in the room."""
    keep = html.Button(
        _("Keep the commitment"), id=deed("agree", unit_code), className="button strong"
    )
    inside = [
        FORM.area("text", _("What was agreed"), ""),
        *promise_fields(FORM, lambda part: f"c1_{part}", {}, abouts, indicators, day),
        keep,
        _said(),
    ]
    summary = html.Summary(_("Keep a commitment of this unit"))
    return html.Details(
        [summary, html.Div(inside, className="talk-form")],
        className="no-print room-form",
    )


def indicator_options(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Indicators by name."""
    return [(key, words.indicator(key)) for key in keys]
