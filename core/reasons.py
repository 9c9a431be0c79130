"""Why a row is not taken: the reason codes of the contract, in the order they win.

The first code that fits a row is the one it is rejected with. Messages are catalogue
keys; the Vietnamese stands in locales/vi/ingest.po.
"""

from __future__ import annotations

from core.language import translate

REASONS: dict[str, str] = {
    "malformed_row": "The row has more cells than the header has columns.",
    "missing_value": "A required cell is empty.",
    "bad_date": "This is no date or time, or a last day before its first day.",
    "bad_number": "This is no number that can stand here.",
    "negative": "A number below zero cannot stand here.",
    "unknown_unit": "No unit has this code.",
    "unknown_procedure": "No procedure has this code.",
    "unknown_word": "This word is not one of those allowed.",
    "future_date": "The time lies in the future.",
    "finished_before_received": "The dossier was finished before it was received.",
    "not_in_force": "The unit or the procedure was not in force on the day received.",
    "part_exceeds_whole": "The reported part is larger than its reported whole.",
    "duplicate_in_file": "A newer or later row of this file has the same identity.",
}


def reason_text(reason: str, language: str | None = None) -> str:
    """What `reason` tells a reader."""
    return translate(REASONS.get(reason, reason), language)
