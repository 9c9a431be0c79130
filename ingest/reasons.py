"""Why a row is not taken; the words are shared with those who tell readers."""

from core.reasons import REASONS, reason_text

__all__ = ["REASONS", "reason_text"]
