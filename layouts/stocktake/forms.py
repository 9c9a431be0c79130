"""The forms of a meeting: preparing it, changing its units, keeping what is agreed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.dialogue import forms
from layouts.stocktake import words
from layouts.stocktake.ids import SAID, deed, field
from metrics.commitments import LEAST_DAYS, MOST_DAYS

Options = Sequence[tuple[str, str]]


def _named(name: str, component: Component) -> Component:
    """A field of the dialogue's sort, heard by the page of meetings."""
    component.id = field(name)  # type: ignore[attr-defined]
    return component


def _said() -> Component:
    return html.P("", id=SAID, role="alert", className="wrong")


def prepare_card(indicators: Options, day: date, opened: bool) -> Component:
    """Beginning to prepare a meeting; `opened`: where there is none yet."""
    inside = [
        _named("title", forms.line("title", _("What the meeting is called"), "")),
        _named(
            "held_on",
            forms.day_field(
                "held_on", _("Day of the meeting"), day.isoformat(), day, None
            ),
        ),
        _named(
            "indicator",
            forms.select(
                "indicator",
                _("Indicator that the meeting is on"),
                indicators,
                indicators[0][0] if indicators else None,
            ),
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
        _named("unit", forms.select("unit", _("Unit"), units, "", True)),
        _named("reason", forms.line("reason", _("Why, for the record"), "")),
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


def agree_form(
    unit_code: str, abouts: Options, indicators: Options, day: date
) -> Component:
    """What the unit commits itself to in the room."""
    keep = html.Button(
        _("Keep the commitment"), id=deed("agree", unit_code), className="button strong"
    )
    inside = [
        _named("text", forms.area("text", _("What was agreed"), "")),
        *_promise(abouts, indicators, day),
        keep,
        _said(),
    ]
    summary = html.Summary(_("Keep a commitment of this unit"))
    return html.Details(
        [summary, html.Div(inside, className="talk-form")],
        className="no-print room-form",
    )


def _promise(abouts: Options, indicators: Options, day: date) -> list[Component]:
    """The fields of one commitment, as in the dialogue."""
    every = [("", _("All procedures")), *abouts]
    leading = indicators[0][0]
    first, last = day + timedelta(days=LEAST_DAYS), day + timedelta(days=MOST_DAYS)
    made = {
        "indicator": forms.select("", _("What is to rise"), indicators, leading),
        "about": forms.select(
            "", _("Of which procedure or group (by dossiers only)"), every, ""
        ),
        "gain": forms.line("", _("By how many points"), "", "decimal"),
        "due": forms.day_field("", _("By when"), None, first, last),
        "owner": forms.line("", _("Who sees to it (name)"), ""),
    }
    return [_named(f"c1_{name}", one) for name, one in made.items()]


def indicator_options(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Indicators by name."""
    return [(key, words.indicator(key)) for key in keys]
