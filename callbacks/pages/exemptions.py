"""Exemptions: all of them, one, or the form."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from accounts import rights
from accounts.current import current
from actions.exemptions import needs_another
from actions.picking import seen
from callbacks.pages.disputes import told_with as disputes_told_with
from core.language import _
from layouts.disputes.one import EXEMPTING, of_effect
from layouts.disputes.words import About
from layouts.exemptions import forms, listed
from layouts.pages import exemptions as page
from layouts.state import State
from metrics.exemptions import RUNNING, Exemption
from metrics.overlay import LEAVE_OUT
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
    if number is None:
        listing = listed.list_card(board.exemptions(), rights.may(rights.DECIDE), about)
        return [listing]
    one = board.exemption(number)
    names = {code: name for code, name, _f in board.promisable(one.unit_code)}
    return [listed.one_card(one, names, about), *_deeds(board, one, about)]


def _deeds(board: Board, one: Exemption, about: About) -> list[Any]:
    """What the reader may do about one: confirm it, give it up, end it early."""
    runs = one.state(about.day) in RUNNING
    if not runs or not rights.may(rights.DECIDE, one.unit_code):
        return []
    if not one.waits:
        return [forms.end_card(one, about.day)]
    effect = board.exemption_effect(one.meant)
    if needs_another(board.db, one, current().name):
        button = forms.for_another()
    else:
        button = forms.confirm_button(one.id, seen(one.meant, LEAVE_OUT, effect))
    told = of_effect(effect, one.unit_code, about, button, EXEMPTING)
    return [told, forms.give_up_card(one)]


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
