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

# What is unlike a unit's own earlier weeks (metrics/unusual.py): questions, no faults.
UNUSUAL: dict[str, str] = {
    "unusual_volume": "Far more or fewer dossiers a working day than in earlier weeks.",
    "unusual_share": "Far more or fewer of them came online than in earlier weeks.",
    "unusual_mix": "Dossiers of other procedures than in earlier weeks.",
    "unusual_speed": "Dossiers took far more or less time to finish than before.",
}

# What looks doubtful about a row; what is done with it is data (core/checks.yaml).
DOUBTS: dict[str, str] = {
    "returned_before_received": "The result was returned before the dossier came in.",
    "submitted_after_received": "The dossier was submitted after it was received.",
    "submitted_as_received": (
        "Nearly all dossiers of the unit were submitted in the second they came in."
    ),
    "finished_without_time": "Finished, but it is not told when.",
    "time_without_finish": "A time of finishing, but the dossier is not finished.",
    "due_missing": "It is not told when the result is due, so it counts as on time.",
    "paid_without_fee": "Paid online, but no fee was due.",
    "online_without_service": "Came online for a procedure not offered online.",
    "online_not_offered": (
        "Came online, but the catalogue does not offer it online there on that day."
    ),
    "many_supplements": "More requests to supplement the dossier than allowed.",
    "odd_dossier_code": "The dossier's number is not one of the national system.",
    "unknown_handling_unit": "The handling unit is not in the list of units.",
    "unknown_parent": "The parent unit is not in the list of units.",
    "unknown_successor": "A unit that took over is not in the list of units.",
    "period_not_over": "The period of the report is not over yet.",
    **UNUSUAL,
}

# What whoever hands the file in can do about it.
ADVICE: dict[str, str] = {
    "malformed_row": "Put the cells under their columns; quote cells that hold commas.",
    "missing_value": "Fill the cell in.",
    "bad_date": "Write the day as 2025-07-24, a time as 2025-07-24T08:30:00.",
    "bad_number": "Write digits alone; a share stands between 0 and 1.",
    "negative": "Write zero or more.",
    "unknown_unit": "Correct the code, or load the unit first.",
    "unknown_procedure": "Correct the code, or load the procedure first.",
    "unknown_word": "Use a word of the template: python -m ingest template KIND.",
    "future_date": "Correct the time, or hand the row in once it is past.",
    "finished_before_received": "Correct the one of the two times that is wrong.",
    "not_in_force": "Correct the code or the day, or load the days of validity first.",
    "part_exceeds_whole": "Correct the part or the whole and hand both in again.",
    "duplicate_in_file": "Nothing where the other row is right; else leave it out.",
}


def reason_text(reason: str, language: str | None = None) -> str:
    """What `reason`, a code of REASONS or DOUBTS, tells a reader."""
    return translate((REASONS | DOUBTS).get(reason, reason), language)


def advice_text(reason: str) -> str:
    """What can be done about a row rejected for `reason`; "" where none is known."""
    return translate(ADVICE[reason]) if reason in ADVICE else ""
