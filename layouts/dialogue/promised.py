"""Commitments in words, and what became of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.dialogue import VERDICT_SIGNS, VERDICTS, promise_words
from layouts import parts
from layouts.dialogue.listed import About
from metrics.commitments import Commitment, Graded
from metrics.grading import REASONS

# Verdict -> (colour of a pill, sign).
PILLS = {
    "kept": "met",
    "partly": "at_risk",
    "no_effect": "off_track",
    "late": "at_risk",
    "not_gradable": "",
}


@dataclass(frozen=True)
class Promised:
    """Commitments, which of them stand, and the grades of each, by its number, the
    newest last."""

    commitments: Sequence[Commitment]
    standing: frozenset[int]
    grades: Mapping[int, Sequence[Graded]]

    def line(self, one: Commitment, about: About) -> list[Any]:
        """What was promised, and below it what became of it."""
        return [promise_words(one), html.Div(self._became(one, about))]

    def _became(self, one: Commitment, about: About) -> list[Any]:
        if one.id not in self.standing:
            return [html.Small(_("Replaced by a newer answer; it is not graded."))]
        graded = self.grades.get(one.id, ())
        if graded:
            older = [_older(old) for old in reversed(graded[:-1])]
            return [*grade_words(one, graded[-1], about), *older]
        if one.due_on >= about.day:
            left = formats.number((one.due_on - about.day).days)
            return [html.Small(_("{days} days left; graded then.", days=left))]
        return [html.Small(_("Its day is over; graded once its days are complete."))]


def verdict_pill(verdict: str) -> Component:
    """What became of a commitment, as sign and word."""
    return parts.marked(PILLS[verdict], VERDICT_SIGNS[verdict], _(VERDICTS[verdict]))


def grade_words(one: Commitment, graded: Graded, about: About) -> list[Any]:
    """Promised against measured, units alike beside, all with their counts and days."""
    told = graded.facts
    lines = [_reason(graded)] if graded.reason else [_gained(one, told)]
    if told["gained"]:
        lines += [_counts(told), _alike(told, about)]
    known = _("Graded on {day}.", day=formats.day(graded.day))
    if graded.evaluation:
        known = _(
            "Graded on {day}, by what evaluation {number} knows.",
            day=formats.day(graded.day),
            number=graded.evaluation,
        )
    small = [html.Small(f"{line} ") for line in [*lines[1:], known]]
    return [verdict_pill(graded.verdict), f" {lines[0]} ", html.Div(small)]


def _reason(graded: Graded) -> str:
    return _(REASONS[graded.reason]) if graded.reason in REASONS else graded.reason


def _gained(one: Commitment, told: Mapping[str, Any]) -> str:
    return _(
        "Promised {promised}, gained {gained} points.",
        promised=formats.change(float(one.promised)),
        gained=_span(told["gained"]),
    )


def _counts(told: Mapping[str, Any]) -> str:
    return _(
        "From {before} in {before_days} to {after} in {days}.",
        before=_share(told["before"]),
        before_days=_days(told["before_start"], told["before_end"]),
        after=_share(told["after"]),
        days=_days(told["start"], told["end"]),
    )


def _alike(told: Mapping[str, Any], about: About) -> str:
    if not told["alike"]:
        return _("No unit alike that promised nothing can be held against it.")
    return _(
        "Units alike that promised nothing ({units}): {change}, from {before} to "
        "{after}; beyond them {beyond} points.",
        units=", ".join(about.unit_name(code) for code in told["alike"]),
        change=_span(told["alike_gained"]),
        before=_share(told["alike_before"]),
        after=_share(told["alike_after"]),
        beyond=_span(told["beyond"]),
    )


def _older(graded: Graded) -> Component:
    """An earlier grade: data were revised since, or the gain came late."""
    text = _(
        "Before, as of {day}: {verdict}.",
        day=formats.day(graded.day),
        verdict=_(VERDICTS[graded.verdict]),
    )
    return html.Div(html.Small(text))


def _span(told: Sequence[float]) -> str:
    value, low, high = told
    if low == high:
        return formats.change(value)
    return _(
        "{value} ({low} to {high})",
        value=formats.change(value),
        low=formats.change(low),
        high=formats.change(high),
    )


def _share(told: Sequence[int]) -> str:
    return f"{formats.percent(told[0] / told[1], 1)} ({formats.counts(*told)})"


def _days(first: str, last: str) -> str:
    days = [formats.day(date.fromisoformat(text)) for text in (first, last)]
    return days[0] if first == last else " – ".join(days)
