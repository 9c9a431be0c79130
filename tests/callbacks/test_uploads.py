"""The clock of the page *Upload*, as a browser tells of it."""

import io

import pytest

from actions import upload
from app import create_app
from tests.asking import callback_of, payload
from tests.make import cast


@pytest.mark.parametrize(("beats", "shown"), [(None, False), (0, False), (1, True)])
def test_what_stands_is_replaced_by_a_beat_and_not_by_a_clock_that_appears(
    board_over, beats, shown
):
    board = board_over(cast)
    files = [("a.csv", io.BytesIO(b"a\n"))]
    token = upload.receive(board.db, board.settings, files)
    app = create_app(board.settings, board)
    asked = payload(
        callback_of(app, "upload-body", "children"),
        {
            "upload-tick.n_intervals": beats,
            "url.pathname": "/upload",
            "url.search": f"?id={token}",
        },
    )

    answer = app.server.test_client().post("/_dash-update-component", json=asked)

    assert answer.status_code == 200, answer.text
    assert ("upload-body" in answer.get_json()["response"]) == shown
