"""Uploads: the form, or one upload as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from actions import upload as actions
from actions.room import waited
from core.errors import UsageError
from layouts.pages import upload as page
from layouts.state import State

if TYPE_CHECKING:
    from board import Board


def show(board: Board, state: State) -> list[Any]:
    """The page at an address."""
    shown, under_way = standing(board, state)
    return page.content(shown, under_way)


def standing(board: Board, state: State) -> tuple[list[Any], bool]:
    """What stands now, and whether it will change by itself."""
    if board.settings.upload == "no":
        inbox = str(board.settings.inbox_folder)
        return page.closed(inbox, state.whole("undo")), False
    token = state.get("id")
    if token:
        return _one(board, token, state)
    if state.get("undo"):
        return page.undo(state.whole("undo") or 0), False
    if board.header().demo:
        return page.demo(actions.fresh_database(board.settings)), False
    newest = actions.newest(board.db)
    return page.start(newest, board.settings.upload_mb, state), False


def _one(board: Board, token: str, state: State) -> tuple[list[Any], bool]:
    try:
        found = actions.find(board.db, token)
    except UsageError as error:
        return page.gone(error.text()), False
    busy = actions.busy(board.db)
    another = actions.needs_another(board.settings, found)
    return page.one(found, waited(found), busy, another, state), found.under_way
