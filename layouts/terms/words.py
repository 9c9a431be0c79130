"""Words on terms of office."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.language import _
from figures import formats
from layouts import parts
from metrics.handing import ACTING, CORRECT, HAND_OVER, Entry
from metrics.terms import Term

WHAT = {
    HAND_OVER: "Hand over the office",
    ACTING: "Acting Chair for a time",
    CORRECT: "Correct a term",
}
STATES = {
    "entered": "Waits to be confirmed",
    "confirmed": "Confirmed",
    "discarded": "Discarded",
}
POSTS = {"chair": "Chair", "vice_chair": "Vice-chair"}


def named(entry: Entry) -> str:
    """What an entry does, and for whom."""
    return f"{_(WHAT[entry.what])}: {entry.person}"


def first_day(day: date | None) -> str:
    """A first day; "–" for one that is not told."""
    return formats.NOTHING if day in (None, date.min) else formats.day(day)


def last_day(day: date | None) -> str:
    """A last day; a term without one goes on."""
    return _("no end set") if day in (None, date.max) else formats.day(day)


def holder(term: Term | None) -> list[Any]:
    """The person of a term, marked when acting; that there is nobody."""
    if term is None:
        return [_("nobody")]
    return [term.person, *parts.acting(term.acting)]
