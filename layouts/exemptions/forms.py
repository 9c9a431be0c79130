"""The forms of exemptions: entering one, ending one early."""

from __future__ import annotations

from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.disputes.words import About
from layouts.exemptions.ids import FIELD, LOOK, SAID, SEEN, deed
from layouts.fields import Form, Options
from layouts.state import here
from metrics.exemptions import Exemption

FORM = Form(FIELD)
# What the choice of all units is called in the field.
ALL = "all"
# Days that are offered to begin with.
_OFFERED = 30


def enter_card(
    units: Options, chosen: str, procedures: Options, most: int, about: About
) -> Component:
    """Entering an exemption. `procedures`: of the unit chosen, the most frequent first;
    `most`: days that it lasts at most."""
    back = parts.link(_("All exemptions"), here(about.state, new=None, unit=None))
    until = about.day + timedelta(days=_OFFERED)
    rule = _(
        "It always ends, after {days} days at most. The counted figure, its rank and "
        "its status stay the official ones; what is exempt stands beside them, for all "
        "who sign in to read.",
        days=formats.number(most),
    )
    return parts.card(
        [
            html.P(back),
            FORM.select("unit", _("Unit"), units, chosen, True),
            FORM.many("procedures", _("Procedures"), procedures, _("Choose")),
            FORM.area("codes", _("Or other procedures by their codes"), ""),
            FORM.day("first", _("Received from"), about.day.isoformat()),
            FORM.day("last", _("Received until"), until.isoformat()),
            FORM.line("decision", _("Number of the decision"), ""),
            FORM.area("text", _("Why, for all to read"), ""),
            html.Button(
                _("See the effect"),
                id={"type": LOOK, "what": "exempt"},
                className="button strong",
            ),
            _said(),
            html.Div(id=SEEN, role="status"),
            parts.note(rule),
        ],
        _("Enter an exemption"),
        _("First the effect is shown; nothing is kept before you enter it."),
        className="talk-form no-print",
    )


def enter_button(seen: str) -> list[Component]:
    """Keeps what was looked at; `seen`: actions.picking.seen."""
    button = html.Button(
        _("Enter the exemption"), id=deed("enter", seen), className="button strong"
    )
    return [html.P(button, className="deeds")]


def confirm_button(number: int, seen: str) -> list[Component]:
    """Confirms what was looked at; `seen`: actions.picking.seen."""
    mark = f"{number}-{seen}"
    button = html.Button(
        _("Confirm the exemption"), id=deed("confirm", mark), className="button strong"
    )
    return [html.P(button, className="deeds")]


def for_another() -> list[Component]:
    """Instead of it, for who entered the exemption."""
    words = _("It counts once somebody else than who entered it confirmed it.")
    return [parts.note(words)]


def _said() -> Component:
    return html.P("", id=SAID, role="alert", className="wrong")


def give_up_card(one: Exemption) -> Component:
    """Giving up one that waits to be confirmed; what is wrong with either is said
    here."""
    return parts.card(
        [
            FORM.area("text", _("Why, for all to read"), ""),
            html.Button(_("Give it up"), id=deed("end", one.id), className="button"),
            _said(),
        ],
        _("Give it up"),
        className="talk-form no-print",
    )


def end_card(one: Exemption, day: date) -> Component:
    """Ending one before its day."""
    text = _("End it from {day} on", day=formats.day(day))
    return parts.card(
        [
            FORM.area("text", _("Why, for all to read"), ""),
            html.Button(text, id=deed("end", one.id), className="button"),
            _said(),
            parts.note(_("What was received before stays left out.")),
        ],
        _("End it early"),
        className="talk-form no-print",
    )
