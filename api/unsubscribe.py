"""The page behind the link that ends messages: it works without signing in, by POST
alone, so that a program which only looks at links ends nothing (RFC 8058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask

from accounts import pages
from actions import subscriptions
from core.errors import KpiError
from core.language import set_language, translate

if TYPE_CHECKING:
    from board import Board

PATH = "/unsubscribe"
_MOST = 4096


def register(web: flask.Flask, board: Board) -> None:
    """Add the routes to `web`."""

    @web.get(PATH)
    def ask_unsubscribe() -> tuple[str, int]:
        set_language(flask.request.args.get("lang"))
        return _page(board, flask.request.args.get("m", ""))

    @web.post(PATH)
    def unsubscribe() -> tuple[str, int]:
        set_language(flask.request.args.get("lang"))
        flask.request.max_content_length = _MOST
        return _changed(board, flask.request.args.get("m", ""))


def _changed(board: Board, token: str) -> tuple[str, int]:
    given = flask.request.form
    wanted = {
        name.removeprefix("way-"): way
        for name, way in given.items()
        if name.startswith("way-")
    }
    try:
        if wanted:
            subscriptions.choose(board.db, board.settings, token, wanted)
        else:
            subscriptions.turn_off(board.db, board.settings, token)
    except KpiError as error:
        return pages.subscriptions(problem=error), 400
    return _page(board, token, translate("Your choice is kept."))


def _page(board: Board, token: str, remark: str = "") -> tuple[str, int]:
    try:
        of = subscriptions.meant(board.db, board.settings, token)
    except KpiError as error:
        return pages.subscriptions(problem=error), 404
    ways = subscriptions.ways(board.settings, of.address)
    now = subscriptions.chosen(board.db, of)
    told = pages.subscriptions(token, of.reader, of.kind, now, ways, remark=remark)
    return told, 200
