"""Thin adapters between the browser, the board and the layouts."""

from __future__ import annotations

from dash import Dash

from board import Board
from callbacks import downloads, frame


def register(app: Dash, board: Board) -> None:
    """Tie every callback to `app`; they ask `board`."""
    frame.register(app, board)
    downloads.register(app, board)
