"""Office-holders in words."""

from __future__ import annotations

from core.language import _
from figures import formats
from metrics.terms import Holder, Term


def holder_words(holder: Holder) -> str:
    """The Chair's name, marked when acting; that nobody is in office, and on which
    day, where nobody is."""
    if not holder.somebody:
        return _("nobody is Chair on {day}", day=formats.day(holder.day))
    return _named(holder.person, holder.acting)


def term_words(term: Term | None) -> str:
    """The same of a term; None is nobody."""
    return _named(term.person, term.acting) if term else _("nobody in office")


def _named(person: str, acting: bool) -> str:
    return _("{person} (acting)", person=person) if acting else person
