"""One function for each question a reader asks; every way out asks here."""

from board.board import Board

__all__ = ["Board"]
