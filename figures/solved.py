"""What happened around a rise, and the rule by which it is told, in words."""

from __future__ import annotations

from core.language import _
from figures import formats
from figures.dialogue import promise_words
from figures.names import LEVELS
from metrics.dialogue import CAUSES
from metrics.solved import Counts, Rule
from metrics.solvers import ANSWERED, SERVICE, Did

# Letters of an answer that are shown; all of it stands in its request.
_SHOWN = 160


def did_words(did: Did) -> str:
    """What happened, without its day."""
    if did.promise is not None:
        return _("Promised: {promise}", promise=promise_words(did.promise))
    if did.what == SERVICE:
        before, after = (_(LEVELS[level]) for level in (did.title, did.note))
        return _("Service: {before} → {after}", before=before, after=after)
    if did.what == ANSWERED:
        cause = _(CAUSES[did.title]) if did.title in CAUSES else did.title
        return _("Answered: {cause}. {text}", cause=cause, text=_short(did.note))
    return f"{did.title}: {_short(did.note)}" if did.note else did.title


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"


def share_words(counts: Counts) -> str:
    """A share with its counts: "12.0% (12 / 100)"."""
    share = formats.percent(counts[0] / counts[1], 1)
    return f"{share} ({formats.counts(*counts)})"


def rule_words(rule: Rule) -> str:
    """By which rule something is told as solved."""
    return _(
        "Told is who rose by at least {points} points and by at least {beyond} more "
        "than all other units in the same weeks, with at least {least} dossiers before "
        "and after, beyond chance ({sure} standard errors), and still stands there in "
        "the newest {held} weeks. It rose from that week on: not because of what "
        "is named beside it.",
        points=formats.number(rule.points, 0),
        beyond=formats.number(rule.beyond, 0),
        least=formats.number(rule.least),
        sure=formats.number(rule.sure, 1),
        held=formats.number(rule.held),
    )
