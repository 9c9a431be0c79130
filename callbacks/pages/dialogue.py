"""What the city asks of units, and what their Chairs answer."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from dash.development.base_component import Component

from accounts import rights
from accounts.saw import saw
from core.language import _
from layouts.dialogue import checkins, forms, ladder
from layouts.dialogue.listed import About
from layouts.dialogue.one import facts_card, history_card
from layouts.dialogue.promised import Promised
from layouts.pages import dialogue as page
from layouts.state import State
from metrics import plain
from metrics.checkins import running
from metrics.commitments import FIELD, standing
from metrics.dialogue import Request
from reports import dialogue
from reports.files import File

if TYPE_CHECKING:
    from board import Board

# A request asked by hand is answered within so many days, unless another is chosen.
DAYS = 5


def controls(board: Board, state: State) -> Any:
    """The filters of the list."""
    return page.controls(state)


def show(board: Board, state: State) -> list[Any]:
    """All requests that the reader may know of, or the one of the address."""
    rights.allow(rights.DIALOGUE)
    if board.header(state.plan, state.basis, state.as_of).empty:
        return page.empty()
    about = told_with(board, state)
    number = state.whole("id")
    if number is not None:
        return one(board, number, about)
    if state.get("checkin"):
        return checking(board, state.get("checkin"), about)
    found = board.requests(rights.units(rights.DIALOGUE))
    more = [*week(board, about), *asking(board, about)]
    return page.content(found, about, mine, more)


def week(board: Board, about: About) -> list[Component]:
    """The check-ins of the week, and the way to the reader's own."""
    found = board.checkins(rights.units(rights.DIALOGUE))
    own = rights.units(rights.ANSWER) or frozenset()
    stand = standing(board.requests(own), board.commitments(own))
    runs = {one.unit_code for one in running(stand, about.day)}
    return checkins.week_card(found, sorted(runs), about)


def checking(board: Board, code: str, about: About) -> list[Component]:
    """The check-ins of a unit, with the form for who may."""
    rights.allow(rights.DIALOGUE, code)
    weekly = board.checkins(frozenset({code})).get(code)
    shown = [checkins.history_card(weekly, about)]
    if rights.may(rights.ANSWER, code):
        facts = board.checkin_facts(code)
        if facts["commitments"]:
            return [checkins.form_card(code, facts, weekly, about), *shown]
    return shown


def file(board: Board, state: State, form: str) -> File:
    """The dialogue as far as the reader may know of it, by the filters of the list; of
    check-ins those of the units that are searched."""
    rights.allow(rights.DIALOGUE)
    about = told_with(board, state)
    told = dialogue.Told.of(board, rights.units(rights.DIALOGUE))
    fitting = [one for one in told.requests if page.fits(one, about)]
    codes = [code for code in told.weekly if page.named(code, about)]
    return dialogue.file(board, told.fitting(fitting, codes), form, page.chosen(state))


def told_with(board: Board, state: State) -> About:
    """What requests are told with."""
    rules = {rule.key: rule for rule in board.dialogue_rules().requests}
    return About(plain.by_code(board.units()), state, board.dialogue_day(), rules)


def mine(request: Request) -> str:
    """What the reader is to do with a request; "" where it waits for others."""
    if request.waits and rights.may(rights.ANSWER, request.unit_code):
        return _("Answer")
    if request.state == "answered" and rights.may(rights.DECIDE, request.unit_code):
        return _("Decide")
    return ""


def asking(board: Board, about: About) -> list[Component]:
    """The form to ask a unit by hand, for who may."""
    if not rights.may(rights.DECIDE):
        return []
    options = [
        (code, about.unit_name(code))
        for code, row in about.units.items()
        if not row["is_parent"]
    ]
    return [forms.ask_card(options, about.day + timedelta(days=DAYS))]


def one(board: Board, number: int, about: About) -> list[Component]:
    """A request with the form of who may do something with it."""
    units = rights.units(rights.DIALOGUE)
    request = board.request(number, units)
    saw(board.db, f"request {number}", request.unit_code)
    own = [one for one in board.commitments(units) if one.request_id == number]
    stand = frozenset(one.id for one in standing([request], own))
    promised = Promised(own, stand, board.grades(units))
    steps = [one for one in board.steps(units) if one.request_id == number]
    rungs = board.dialogue_rules().ladder
    now = [
        *ladder.pause_line(request, about),
        *ladder.next_line(request, steps, rungs, about),
    ]
    lines = [(one.at, ladder.step_line(one, rungs)) for one in steps]
    return [
        facts_card(request, about, now),
        *_forms(board, request, promised, about),
        history_card(request, promised, about, lines),
    ]


def abouts(board: Board, code: str) -> list[tuple[str, str]]:
    """The groups and procedures that a unit can promise of."""
    procedures = board.promisable(code)
    fields = sorted({field for _code, _name, field in procedures if field})
    found = [(FIELD + field, _("Group: {field}", field=field)) for field in fields]
    return found + [(one, f"{name} ({one})") for one, name, _field in procedures]


def _forms(
    board: Board, request: Request, promised: Promised, about: About
) -> list[Component]:
    code, found = request.unit_code, []
    if request.waits and rights.may(rights.ANSWER, code):
        leading = request.indicator or board.header().pair[0]
        draft = board.draft(request.id)
        found.append(
            forms.answer_card(request, abouts(board, code), draft, about.day, leading)
        )
    if rights.may(rights.DECIDE, code):
        climbs = request.state != "closed" or bool(promised.commitments)
        more = [ladder.pause_form(request, about.day)] if climbs else []
        by = about.day + timedelta(days=DAYS)
        found.append(forms.decision_card(request, by, more))
    return found
