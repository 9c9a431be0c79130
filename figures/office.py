"""Office-holders in words."""

from __future__ import annotations

from core.language import _
from figures import formats
from metrics.terms import Holder


def holder_words(holder: Holder) -> str:
    """The Chair's name, marked when acting; that nobody is in office, and on which
    day, where nobody is."""
    if not holder.somebody:
        return _("nobody is Chair on {day}", day=formats.day(holder.day))
    if holder.acting:
        return _("{person} (acting)", person=holder.person)
    return holder.person
