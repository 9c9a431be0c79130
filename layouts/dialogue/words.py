"""Requests in words: where they stand, what they rest on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.dialogue import STATES, state_of
from layouts import parts
from layouts.state import State
from layouts.words import who_name
from metrics.dialogue import CAUSES, Request
from metrics.meetings import MEETING
from metrics.requests import FELL, MISSED, OFF_TRACK

# State -> (colour of a pill, sign).
_PILLS = {
    "asked": ("at_risk", "●"),
    "returned": ("at_risk", "↩"),
    "overdue": ("off_track", "▼"),
    "answered": ("on_track", "✎"),
    "closed": ("met", "✓"),
}
# What an entry says it is.
ENTRIES = {
    "answered": "answered",
    "returned": "returned the answer",
    "accepted": "accepted the answer",
    "commented": "commented",
    "agreed": "kept what was agreed in the meeting",
    "paused": "paused the steps of escalation",
    "resumed": "let the steps of escalation go on",
}
Facts = Mapping[str, Any]


def state_pill(request: Request, day: date) -> Component:
    """Where a request stands, as sign and word."""
    state = state_of(request, day)
    return parts.marked(*_PILLS[state], _(STATES[state]))


def cause_word(cause: str) -> str:
    """The name of a cause."""
    return _(CAUSES[cause]) if cause in CAUSES else cause


def asked_words(request: Request) -> str:
    """Who asked whom, on which day; or in which meeting it was agreed, and who keeps
    the record of it."""
    asker = who_name(request.who)
    if held_on := request.facts.get("held_on"):
        told = _(
            "Agreed in the meeting of {day}, entered by {asker}.",
            day=_day(held_on),
            asker=asker,
        )
        chair = _("{who} was in office.", who=request.person) if request.person else ""
        return f"{told} {chair}".strip()
    return _(
        "Asked on {day} by {asker}; {who} answers.",
        day=formats.day(request.day),
        asker=asker,
        who=request.person or _("nobody on record"),
    )


def due_words(request: Request, day: date) -> str:
    """Until when the answer is awaited, and how far that is."""
    if request.facts.get(MEETING):
        return ""
    left = (request.due - day).days
    until = _("answer by {day}", day=formats.day(request.due))
    if not request.waits:
        return until
    if left < 0:
        return f"{until} · " + _("{days} days late", days=formats.number(-left))
    if left == 0:
        return f"{until} · " + _("today")
    return f"{until} · " + _("{days} days left", days=formats.number(left))


def facts(request: Request, state: State) -> list[Any]:
    """What the request rests on, as known when it was asked."""
    if held_on := request.facts.get("held_on"):
        agreed = _("Agreed in the meeting of {day}:", day=_day(held_on))
        return [f"{agreed} {request.text}"]
    if not request.rule:
        return [request.text]
    told = request.facts
    if request.rule == OFF_TRACK:
        return _off_track(request, told, state)
    if request.rule == FELL:
        return _fell(request, told, state)
    return _missed(told) if request.rule == MISSED else [request.text]


def _share(request: Request, told: Facts, state: State) -> list[Any]:
    counts = formats.counts(told["numerator"], told["denominator"])
    day = date.fromisoformat(told["as_of"])
    linked = parts.number(
        formats.percent(told["value"], 1),
        state,
        request.indicator,
        request.unit_code,
        as_of=day,
    )
    return [linked, f" ({counts})"]


def _off_track(request: Request, told: Facts, state: State) -> list[Any]:
    more = _(
        "on {day}; target {target}, today's path {path}. Off track for {days} days "
        "running, since {since}.",
        day=_day(told["as_of"]),
        target=formats.target(told["target"]),
        path=formats.percent(told["expected"], 1),
        days=formats.number(told["days"]),
        since=_day(told["since"]),
    )
    return [*_share(request, told, state), f" {more}"]


def _fell(request: Request, told: Facts, state: State) -> list[Any]:
    before, after = (
        f"{formats.percent(top / below, 1)} ({formats.counts(top, below)})"
        for top, below in (told["before"], told["after"])
    )
    change, low, high = told["change"]
    fallen = _(
        "From {before} to {after} in the week to {day}: {change} points (between {low} "
        "and {high}), more than chance does.",
        before=before,
        after=after,
        day=_day(told["as_of"]),
        change=formats.change(change),
        low=formats.change(low),
        high=formats.change(high),
    )
    return [
        f"{fallen} ",
        _("Since the start of the plan:"),
        " ",
        *_share(request, told, state),
    ]


def _missed(told: Facts) -> list[Any]:
    if told["basis"] == "reports":
        spans = [" – ".join(_day(day) for day in gap) for gap in told["gaps"]]
        return [_("No report came for {periods}.", periods="; ".join(spans))]
    return [
        _(
            "No dossier has come since {day}: {days} working days without data while "
            "others had some.",
            day=_day(told["last_day"]),
            days=formats.number(told["behind"]),
        )
    ]


def _day(text: str | None) -> str:
    return formats.day(date.fromisoformat(text)) if text else formats.NOTHING
