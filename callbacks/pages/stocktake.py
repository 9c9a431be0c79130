"""Meetings: all of them, one with its units, or one unit in the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dash.development.base_component import Component

from accounts import rights
from callbacks.pages.dialogue import abouts
from core.errors import UsageError
from layouts import parts
from layouts.pages import stocktake as page
from layouts.state import State
from layouts.stocktake import forms, listed, offline, room
from layouts.stocktake.screen import Room
from layouts.stocktake.sending import sending_card
from metrics import plain
from metrics.commitments import Commitment
from metrics.meetings import Meeting
from reports import stocktake
from reports.files import File

if TYPE_CHECKING:
    from board import Board


def show(board: Board, state: State) -> list[Any]:
    """The page at an address."""
    rights.allow(rights.DIALOGUE)
    if board.header(state.plan, state.basis, state.as_of).empty:
        return page.empty()
    number = state.whole("meeting")
    if number is None:
        return _all(board, state)
    meeting = board.meeting(number)
    if meeting.frozen is None:
        return _prepared(board, meeting, state)
    return _frozen(board, meeting, state)


def _all(board: Board, state: State) -> list[Component]:
    meetings = board.meetings()
    if not rights.may(rights.STOCKTAKE):
        return [listed.list_card(meetings, state)]
    keys = board.stocktake_indicators(state.plan) or board.header(state.plan).pair
    options = forms.indicator_options(keys)
    form = forms.prepare_card(options, board.dialogue_day(), not meetings)
    return [form, listed.list_card(meetings, state)]


def _names(board: Board) -> dict[str, str]:
    rows = plain.rows(board.units())
    return {r["code"]: parts.unit_name({**r, "unit_name": r["name"]}) for r in rows}


def _prepared(board: Board, meeting: Meeting, state: State) -> list[Component]:
    if meeting.discarded is not None:
        return [
            listed.head_card(meeting, (), state),
            *listed.changes_card(meeting, _names(board)),
        ]
    now, names = board.prepared(meeting), _names(board)
    units = [(code, names[code]) for code in now.units if code in names]
    lacking = listed.missing_reasons(now)
    return [
        listed.head_card(meeting, now.pages, state),
        listed.units_card(meeting, now.pages, state),
        *([parts.note(lacking)] if lacking else []),
        *listed.changes_card(meeting, names),
        forms.change_card(units),
        forms.discard_card(),
    ]


def opened(board: Board, meeting: Meeting) -> Room:
    """The frozen pages of a meeting."""
    rules = {rule.key: rule for rule in board.dialogue_rules().requests}
    pages = board.meeting_pages(meeting.id)
    return Room(meeting, pages, rules, board.header().demo)


def agreed(board: Board, number: int) -> list[tuple[Commitment, str]]:
    """What was agreed in a meeting, with what was said."""
    return [(one.commitment, one.text) for one in board.agreed(number)]


def _frozen(board: Board, meeting: Meeting, state: State) -> list[Component]:
    inside, kept = opened(board, meeting), agreed(board, meeting.id)
    if state.get("unit"):
        place = inside.place_of(state.get("unit"))
        if place is None:
            raise UsageError("This unit has no page in this meeting.")
        form = _form(board, state.get("unit"), meeting)
        return [room.shown(inside, place, kept, form, state)]
    names = _names(board)
    return [
        listed.head_card(meeting, inside.pages, state),
        listed.units_card(meeting, inside.pages, state),
        listed.agreed_card(kept, names, state),
        *_sending(board, meeting, inside, names, state),
        *listed.changes_card(meeting, names),
    ]


def _sending(
    board: Board, meeting: Meeting, inside: Room, names: dict[str, str], state: State
) -> list[Component]:
    if not rights.may(rights.STOCKTAKE):
        return []
    held = board.holders(board.dialogue_day())
    codes = [page["unit_code"] for page in inside.pages]
    unheld = [code for code in codes if code not in held or not held[code].mail]
    sent = board.sendings(meeting.id)
    return [sending_card(sent, unheld, names, state)]


def _form(board: Board, code: str, meeting: Meeting) -> list[Component]:
    if not rights.may(rights.DECIDE, code):
        return []
    keys = board.stocktake_indicators(meeting.plan)
    options = forms.indicator_options(dict.fromkeys((meeting.indicator, *keys)))
    about = abouts(board, code)
    return [forms.agree_form(code, about, options, board.dialogue_day())]


def file(board: Board, state: State, form: str) -> File:
    """The file for the projector: the pages of a frozen meeting, of a Chair those of
    their own units."""
    rights.allow(rights.DIALOGUE)
    if form != "html":
        raise UsageError("The pages of a meeting are taken away as HTML alone.")
    inside = opened(board, _of(board, state))
    pages = offline.pages_html(inside)
    mark = stocktake.mark_pages(board, inside.meeting, pages)
    evaluation = inside.meeting.frozen.evaluation if inside.meeting.frozen else 0
    made = offline.document(inside, pages, evaluation, mark)
    return stocktake.pages_file(inside.meeting, made, mark)


def minutes(board: Board, state: State, form: str) -> File:
    """What was agreed in a meeting, for a Chair of their own units."""
    rights.allow(rights.DIALOGUE)
    meeting = _of(board, state)
    return stocktake.minutes_file(board, meeting, board.agreed(meeting.id), form)


def _of(board: Board, state: State) -> Meeting:
    meeting = board.meeting(state.whole("meeting") or 0)
    if meeting.frozen is None:
        raise UsageError("Freeze the meeting first: then it has pages and minutes.")
    return meeting
