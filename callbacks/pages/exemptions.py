"""Exemptions: all of them, one, or the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from accounts import rights
from callbacks.pages.disputes import told_with as disputes_told_with
from core.errors import UsageError
from core.language import _
from layouts.disputes.words import About
from layouts.exemptions import forms, listed
from layouts.pages import exemptions as page
from layouts.state import State
from reports import exemptions
from reports.files import File

if TYPE_CHECKING:
    from board import Board


def controls(board: Board, state: State) -> Any:
    """The buttons of the list."""
    return page.controls(state)


def told_with(board: Board, state: State) -> About:
    """What exemptions are told with: the day is that of the figures' city."""
    about = disputes_told_with(board, state)
    return replace(about, day=board.dialogue_day(), most=board.settings.exempt_share)


def show(board: Board, state: State) -> list[Any]:
    """The page at an address."""
    if board.header(state.plan, state.basis, state.as_of).empty:
        return page.empty()
    about, number = told_with(board, state), state.whole("id")
    if state.get("new"):
        return [_form(board, about)]
    found = board.exemptions()
    if number is None:
        return [listed.list_card(found, rights.may(rights.DECIDE), about)]
    one = next((one for one in found if one.id == number), None)
    if one is None:
        raise UsageError("There is no exemption {number}.", number=number)
    names = {code: name for code, name, _f in board.promisable(one.unit_code)}
    runs = one.state(about.day) in ("in_force", "to_come")
    may = runs and rights.may(rights.DECIDE, one.unit_code)
    end = [forms.end_card(one, about.day)] if may else []
    return [listed.one_card(one, names, about), *end]


def _form(board: Board, about: About) -> Any:
    rights.allow(rights.DECIDE)
    options = [(forms.ALL, _("All units"))]
    options += [
        (code, about.unit_name(code))
        for code, row in about.units.items()
        if not row["is_parent"]
    ]
    asked = about.state.get("unit")
    # Nobody is exempt because a form was sent too soon.
    chosen = asked if asked in dict(options) else ""
    most_of = chosen or options[-1][0]
    procedures = [
        (code, f"{name} ({code})") for code, name, _f in board.promisable(most_of)
    ]
    most = board.settings.exempt_days
    return forms.enter_card(options, chosen, procedures, most, about)


def file(board: Board, state: State, form: str) -> File:
    """The list, in the format `form` (reports/formats)."""
    return exemptions.file(board, form)
