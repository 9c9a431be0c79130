"""Thin adapters between the browser, the board and the layouts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dash import Dash

from callbacks import (
    dialogue,
    disputes,
    downloads,
    exemptions,
    frame,
    handed_in,
    messages,
    reviews,
    stocktake,
    terms,
    uploads,
)

if TYPE_CHECKING:
    from board import Board


def register(app: Dash, board: Board) -> None:
    """Tie every callback to `app`; they ask `board`."""
    frame.register(app, board)
    downloads.register(app, board)
    reviews.register(app, board)
    handed_in.register(app, board)
    uploads.register(app, board)
    terms.register(app, board)
    dialogue.register(app, board)
    stocktake.register(app, board)
    disputes.register(app, board)
    exemptions.register(app, board)
    messages.register(app, board)
