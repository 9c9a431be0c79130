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


def promise_words(one: Commitment) -> str:
    """A commitment in one line."""
    about = one.procedure_code or one.field
    named = _(BY_KEY[one.indicator].name) + (f" ({about})" if about else "")
    return _(
        "{indicator}: {gain} points more by {day}; {owner} sees to it.",
        indicator=named,
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
