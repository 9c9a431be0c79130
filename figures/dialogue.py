"""Requests and commitments in one line each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from core.language import _
from figures import formats
from metrics.commitments import Commitment
from metrics.dialogue import Request
from metrics.indicators import BY_KEY
from metrics.meetings import MEETING
from metrics.requests import RequestRule

# Where a request stands for readers, and what became of a commitment; values are
# catalogue keys.
STATES = {
    "asked": "An answer is awaited",
    "returned": "Returned, another answer is awaited",
    "overdue": "Answer overdue",
    "answered": "Answered, to be decided",
    "closed": "Answer accepted",
}
VERDICTS = {
    "kept": "Kept",
    "partly": "Kept in part",
    "no_effect": "No effect",
    "late": "Kept late",
    "not_gradable": "Cannot be graded",
}
VERDICT_SIGNS = {
    "kept": "✓",
    "partly": "◐",
    "no_effect": "▼",
    "late": "↷",
    "not_gradable": "?",
}
# Where a request was asked by nobody but a leader; in a meeting by this one.
ASKED_BY_HAND = "Asked by a leader"


def title_of(request: Request, rules: Mapping[str, RequestRule]) -> str:
    """What asked: the rule's title, or a leader."""
    rule = rules.get(request.rule)
    if meeting := request.facts.get(MEETING):
        return _("Agreed in meeting {number}", number=meeting)
    if rule is None:
        return _(ASKED_BY_HAND) if not request.rule else request.rule
    about = BY_KEY.get(request.indicator)
    return f"{_(rule.title)}: {_(about.name)}" if about else _(rule.title)


def state_of(request: Request, day: date) -> str:
    """A key of STATES."""
    return "overdue" if request.is_overdue(day) else request.state


def promised_words(indicator: str, about: str) -> str:
    """What a commitment speaks of; `about`: a procedure or group, "" for all."""
    return _(BY_KEY[indicator].name) + (f" ({about})" if about else "")


def promise_words(one: Commitment) -> str:
    """A commitment in one line."""
    return _(
        "{indicator}: {gain} points more by {day}; {owner} sees to it.",
        indicator=promised_words(one.indicator, one.procedure_code or one.field),
        gain=formats.points(float(one.promised)),
        day=formats.day(one.due_on),
        owner=one.owner,
    )


def late_words(due: date, late: int, paused: int) -> str:
    """By when something was due, how many days late it is (below 0: days left), and how
    many days do not count because they were paused."""
    told = _("due on {day}", day=formats.day(due))
    if late < 0:
        return f"{told}, {_('{days} days left', days=formats.number(-late))}"
    if not late and not paused:
        return f"{told}, {_('today')}"
    told = f"{told}, {_('{days} days late', days=formats.number(late))}"
    if not paused:
        return told
    more = _("{days} paused days not counted", days=formats.number(paused))
    return f"{told} ({more})"
