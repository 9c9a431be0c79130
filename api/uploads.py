"""Files sent by the browser: a small route of its own beside Dash.

Through a callback a file would travel as base64 inside JSON and stand in memory
several times over; here it goes from the request to the disk as it comes, and one that
is too large is refused before it is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask
from werkzeug.exceptions import RequestEntityTooLarge

from actions import upload
from core.errors import ClosedError, KpiError
from core.language import set_language

if TYPE_CHECKING:
    from board import Board

# A form of another site cannot send this header without asking first; what the door
# (accounts/door.py) does not see in an old browser is refused by it.
_MARK = "X-Haicap"
# What a form needs beside the files themselves.
_ENVELOPE = 1 << 20


def register(web: flask.Flask, board: Board) -> None:
    """Add the route to `web`."""

    @web.post("/uploads")
    def hand_in() -> tuple[flask.Response, int]:
        set_language(flask.request.args.get("lang"))
        answer, status = received(board, flask.request)
        return flask.jsonify(answer), status


def received(board: Board, request: flask.Request) -> tuple[dict[str, str], int]:
    """The token of the upload, or the error as a reader is told it; and the status."""
    try:
        upload.allow(board.settings)
        if request.headers.get(_MARK) != "upload":
            raise ClosedError("Files are taken from the page of uploads alone.")
        request.max_content_length = (board.settings.upload_mb << 20) + _ENVELOPE
        given = request.files.getlist("files")
        files = [(one.filename or "", one.stream) for one in given]
        return {"id": upload.receive(board.db, board.settings, files)}, 201
    except RequestEntityTooLarge:
        return {"error": upload.too_large(board.settings).text()}, 413
    except KpiError as error:
        status = 403 if isinstance(error, ClosedError) else 400
        return {"error": error.text()}, status
