"""The words of stored vocabularies in the reader's language. Values are catalogue
keys; a word that is not known is shown as it is stored."""

from __future__ import annotations

from collections.abc import Mapping

from core.account import ERASED
from core.language import _
from core.reasons import DOUBTS
from figures.names import LEVELS as LEVELS
from metrics.indicators import Indicator, Terms

# Who did something without an account; accounts are shown by their names.
WHO = {"operator": "operator", "rule": "a rule"}
UNIT_KINDS = {
    "city": "City",
    "center": "Service centre",
    "ward": "Ward",
    "commune": "Commune",
    "special_zone": "Special zone",
    "province": "Province",
    "department": "Department",
    "group": "Group",
}
# What indicators are sums of, as it stands in a formula.
TERMS = {
    "in_force": "procedures in force",
    "offered": "procedures offered online",
    "full": "procedures offered end to end",
    "used": "procedures with at least one online dossier",
    "received": "dossiers received",
    "online": "dossiers received online",
    "post": "dossiers received by post",
    "full_online": "online dossiers of procedures offered end to end",
    "level_unknown": "online dossiers of unknown level",
    "eligible": "dossiers of procedures offered online",
    "online_eligible": "online dossiers of procedures offered online",
    "full_eligible": "dossiers of procedures offered end to end",
    "finished": "finished dossiers",
    "due_known": "finished dossiers whose lateness can be told",
    "on_time": "dossiers finished on time",
    "e_result": "finished dossiers with an electronic result",
    "fee_due": "dossiers with a fee due",
    "paid_online": "dossiers whose fee was paid online",
}
RESOURCES = {
    "staff": "Officers at the one-stop desk",
    "kiosks": "Kiosks",
    "lawyers": "Lawyers a day",
    "volunteers": "Volunteers",
    "trained_officers": "Trained officers",
    "contacts_helped": "People helped by hotline or chat",
}
REASONS = {
    "malformed_row": "More cells than columns",
    "missing_value": "A required cell is empty",
    "bad_date": "The date cannot be read",
    "bad_number": "The number cannot stand here",
    "negative": "Number below zero",
    "unknown_unit": "Unknown unit code",
    "unknown_procedure": "Unknown procedure code",
    "unknown_word": "Word not in the list",
    "future_date": "Time in the future",
    "finished_before_received": "Finished before received",
    "not_in_force": "Unit or procedure not in force",
    "part_exceeds_whole": "Part larger than its whole",
    "duplicate_in_file": "Same identity twice in the file",
    **DOUBTS,
}
USED = {
    "counted": "Included",
    "reconciles": "Only compared",
    "set_aside": "Set aside",
    "incomplete": "Left out: a measure is missing",
}
OUTCOMES = {
    "taken": "Taken",
    "refused": "Refused",
    "running": "Running",
    "done": "Done",
    "failed": "Failed",
    "interrupted": "Interrupted",
    "": "Has not run yet",
}
CIRCUITS = {
    "closed": "In use",
    "open": "Left alone after failures",
    "half_open": "Being tried again",
}
JOBS = {
    "inbox": "Take files from the inbox",
    "sources": "Fetch from the sources",
    "nightly": "Nightly evaluation",
    "retention": "Forgetting what was kept long enough",
    "alerts": "Alerts",
    "digest": "Weekly digests",
    "before_deadline": "Digests before a deadline",
    "deadlines": "Freeze at deadlines",
    "uploads": "Look at and take uploads",
    "meetings": "Write the mails of meetings",
    "dialogue": "Ask units for explanations",
    "ladder": "Steps of escalation",
    "mail": "Send messages",
}
CAUSES = {
    "load": "After a load",
    "nightly": "Nightly",
    "recount": "After a recount",
    "deadline": "At a deadline",
    "undo": "After a load was undone",
    "meeting": "For a meeting",
}
FILE_KINDS = {
    "units": "Units",
    "procedures": "Procedures",
    "services": "Services offered",
    "dossiers": "Dossiers",
    "counts": "Reported counts",
    "targets": "Targets",
    "office_terms": "Terms of office",
    "resources": "Resources",
    "events": "Events",
    "boundaries": "Boundaries",
}
FAMILIES = {
    "online": "Online",
    "end_to_end": "End to end",
    "service": "Quality of service",
}
BASES = {
    "catalogue": "Catalogue of services on the day",
    "dossiers": "Dossiers received in the period",
    "both": "Catalogue and dossiers",
}
WINDOWS = {
    "state": "on the day",
    "cumulative": "cumulative",
    "month": "this month",
    "week": "this week",
}


def who_name(who: str) -> str:
    """Who did something: an account by its name, or what did it without one."""
    if who.startswith(ERASED):
        return _("erased account {mark}", mark=who.removeprefix(ERASED))
    return word(WHO, who)


def word(vocabulary: Mapping[str, str], key: object) -> str:
    """The word for `key`; a key that the vocabulary lacks as it is."""
    text = "" if key is None or key != key else str(key)
    return _(vocabulary[text]) if text in vocabulary else text


def kind_word(kind: object) -> str:
    """A unit's kind."""
    return word(UNIT_KINDS, kind)


def sum_words(terms: Terms) -> str:
    """A sum of measures: "dossiers received − by post"."""
    said = []
    for place, (measure, sign) in enumerate(terms):
        name = word(TERMS, measure)
        said.append(f"− {name}" if sign < 0 else f"+ {name}" if place else name)
    return " ".join(said)


def formula(about: Indicator) -> str:
    """What is divided by what, in words."""
    below = sum_words(about.denominator)
    bracketed = f"({below})" if len(about.denominator) > 1 else below
    told = f"{sum_words(about.numerator)} ÷ {bracketed}"
    return told[:1].upper() + told[1:]
