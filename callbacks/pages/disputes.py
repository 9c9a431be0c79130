"""What units dispute, what is decided, and what happened to all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash.development.base_component import Component

from accounts import rights
from accounts.saw import saw
from core.clock import today
from core.language import _
from layouts.disputes import forms
from layouts.disputes.one import (
    LISTED,
    effect_card,
    evidence_card,
    facts_card,
    history_card,
)
from layouts.disputes.words import About
from layouts.pages import disputes as page
from layouts.state import State
from metrics import plain
from metrics.disputes import Dispute
from reports import disputes
from reports.files import File

if TYPE_CHECKING:
    from board import Board

DISPUTE, INCIDENT = "dispute", "incident"


def controls(board: Board, state: State) -> Any:
    """The filters of the list."""
    return page.controls(state)


def show(board: Board, state: State) -> list[Any]:
    """All that is open to the reader, one of them, or a form."""
    if board.header(state.plan, state.basis, state.as_of).empty:
        return page.empty()
    about = told_with(board, state)
    number = state.whole("id")
    if number is not None:
        return one(board, number, about)
    if state.get("new"):
        return [form(board, state.get("new"), about)]
    found = board.disputes(rights.units(rights.ROWS))
    return page.content(found, about, ways())


def told_with(board: Board, state: State) -> About:
    """What disputes are told with."""
    zone = board.settings.timezone
    own = rights.units(rights.DISPUTE)
    return About(plain.by_code(board.units()), state, today(zone), own, zone)


def ways() -> list[tuple[str, str]]:
    """The forms that the reader may fill in."""
    found = []
    if rights.may(rights.DISPUTE):
        found.append((DISPUTE, _("Dispute dossiers")))
    if rights.may(rights.SETTLE):
        found.append((INCIDENT, _("Enter an incident of the whole city")))
    return found


def form(board: Board, new: str, about: About) -> Component:
    """The form of a dispute or an incident; NotAllowedError for who may not."""
    header = board.header()
    if new == INCIDENT:
        rights.allow(rights.SETTLE)
        return forms.incident_card(header.last_day, about)
    rights.allow(rights.DISPUTE)
    options = [
        (code, about.unit_name(code))
        for code, row in about.units.items()
        if not row["is_parent"] and (about.own is None or code in about.own)
    ]
    asked = about.state.get("unit")
    chosen = asked if asked in dict(options) else options[0][0] if options else ""
    procedures = [
        (code, f"{name} ({code})")
        for code, name, _field in (board.promisable(chosen) if chosen else [])
    ]
    return forms.dispute_card(options, chosen, procedures, header.last_day, about)


def one(board: Board, number: int, about: About) -> list[Component]:
    """A dispute with the form of who may do something with it."""
    looked = board.dispute(number, rights.units(rights.ROWS), LISTED)
    found = looked.dispute
    saw(board.db, f"dispute {number}", found.unit_code)
    title = _("What it would change, as told when it was sent")
    return [
        facts_card(found, about),
        *_forms(found),
        effect_card(found.moves, found.unit_code, about, title),
        history_card(found, about),
        *evidence_card(found, looked.frame, about.timezone),
    ]


def _forms(found: Dispute) -> list[Component]:
    shown = []
    if not found.incident and found.state != "withdrawn" and rights.may(rights.SETTLE):
        shown.append(forms.decision_card(found))
    if found.incident:
        may = found.counts and rights.may(rights.SETTLE)
    else:
        may = found.state == "open" and rights.may(rights.DISPUTE, found.unit_code)
    # One form of a page has the line for what went wrong.
    return [*shown, forms.withdraw_card(found)] if may and not shown else shown


def file(board: Board, state: State, form: str) -> File:
    """The list as it stands, filters included."""
    about = told_with(board, state)
    found = board.disputes(rights.units(rights.ROWS))
    fitting = [one for one in found if page.fits(one, about)]
    return disputes.file(board, fitting, form)
