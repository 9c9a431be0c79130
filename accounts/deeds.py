"""What the audit calls what was done, in words for readers. A word that stands in none
of these is shown as it was written."""

from __future__ import annotations

from core.language import translate

DEEDS = {
    "saw": "saw single rows or a dialogue",
    "export": "took a table away",
    "sign_in": "signed in",
    "sign_out": "signed out",
    "sign_in_failed": "failed to sign in",
    "code_failed": "gave a wrong code",
    "sessions_ended": "ended sessions",
    "account_made": "made an account",
    "account_changed": "changed an account",
    "account_locked": "locked an account",
    "account_unlocked": "unlocked an account",
    "account_erased": "erased an account",
    "password_changed": "set a password",
    "password_forgotten": "asked for another password",
    "link_made": "made a link that sets a password",
    "link_sent": "mailed a link that sets a password",
    "second_step_on": "switched a second step on",
    "second_step_off": "switched a second step off",
    "recovery_codes": "made other recovery codes",
    "identity_linked": "tied an account to a provider",
    "upload_received": "handed files in",
    "upload_undo_asked": "asked to undo a load",
    "upload_confirmed": "confirmed what was handed in",
    "upload_discarded": "discarded what was handed in",
    "undo": "undid a load",
    "release": "released held rows",
    "discard": "discarded held rows",
    "verdict": "said what a signal is",
    "term_entered": "entered a term of office",
    "term_confirmed": "confirmed a term of office",
    "term_discarded": "discarded a term of office",
    "dispute": "disputed or entered an incident",
    "decision": "decided on a dispute",
    "withdrawal": "withdrew a dispute or an incident",
    "exemption_entered": "entered an exemption",
    "exemption_confirmed": "confirmed an exemption",
    "exemption_ended": "ended an exemption",
    "request_asked": "asked a unit",
    "request_answered": "answered a request",
    "request_accepted": "accepted an answer",
    "request_returned": "returned an answer",
    "request_commented": "commented on an answer",
    "checked_in": "checked in",
    "ladder_step": "took a step of the ladder",
    "ladder_paused": "paused the ladder",
    "ladder_resumed": "ended a pause of the ladder",
    "meeting_unit_added": "added a unit to a meeting",
    "meeting_unit_removed": "took a unit out of a meeting",
    "message_again": "sent a message again",
    "meeting_prepared": "prepared a meeting",
    "meeting_discarded": "discarded a meeting",
    "meeting_pack_sent": "had the pages of a meeting mailed",
    "meeting_minutes_sent": "had the minutes of a meeting mailed",
    "meeting_frozen": "froze a meeting",
    "meeting_agreed": "wrote down what was agreed",
    "subscription": "chose which messages come",
}


def in_words(deed: str) -> str:
    """The word of a deed in the reader's language."""
    return translate(DEEDS[deed]) if deed in DEEDS else deed
