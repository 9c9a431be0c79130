"""How signals, thresholds and verdicts are told. Other explanations stand first."""

from __future__ import annotations

from fractions import Fraction

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from metrics.integrity import Alarms, Beside, Judged
from metrics.signals import Limits, Signal

# "": nobody has said anything yet.
VERDICTS = {
    "": "Not yet reviewed",
    "open": "Under review",
    "legitimate_help": "Legitimate help",
    "data_fault": "Fault in the data",
    "misuse": "Misuse",
}
STATES = {
    "look": "Worth a look",
    "quiet": "Nothing to see",
    "unseen": "Cannot be seen",
}
_THRESHOLDS = {
    "in_a_day": "{number} or more from one reference on one day",
    "minutes": "{number} minutes",
    "seconds": "within {number} seconds",
    "batch": "{number} or more in one second",
    "hours": "{number} hours before the deadline",
    "days": "{number} days compared",
    "times": "{number} times the usual",
    "drop": "{share} less than before",
    "least": "at least {number} dossiers",
    "share": "at least {share} of them",
    "readable": "seen where {share} carry what is needed",
}


def threshold_words(signal: Signal, limits: Limits) -> str:
    """From which numbers on it shows: "at least 10 dossiers · …"."""
    said = [
        _(
            _THRESHOLDS[name],
            number=formats.number(limits[name], _digits(limits[name])),
            share=formats.target(limits[name]),
        )
        for name in signal.thresholds
        if name in _THRESHOLDS and not (name == "readable" and limits[name] == 0)
    ]
    return " · ".join(said)


def _digits(number: Fraction) -> int:
    return 0 if number.denominator == 1 else 1


def seen_words(judged: Judged) -> str:
    """What was counted at the unit: "42 of 380 online dossiers (11,1 %)"."""
    seen = judged.seen
    if judged.state == "unseen":
        return _(judged.signal.blind)
    if seen.usual is not None:
        return _(
            "{found} online dossiers, usually {usual}",
            found=formats.number(seen.found),
            usual=formats.number(seen.usual, 1),
        )
    share = formats.percent(Fraction(seen.found, seen.of), 1) if seen.of else ""
    told = _(
        "{found} of {of} {things}",
        found=formats.number(seen.found),
        of=formats.number(seen.of),
        things=_(judged.signal.among),
    )
    return f"{told} ({share})" if share else told


def alarm_words(alarms: Alarms | None) -> str:
    """How often it shows where nothing was planted, in the measured demo city."""
    if alarms is None:
        return _("How often it shows without cause has not been measured.")
    found = _(
        "Measured on the demo city: {found} of {planted} plantings found.",
        found=alarms.found,
        planted=alarms.planted,
    )
    if not alarms.without:
        return f"{found} " + _("No other unit could be looked at there.")
    if not alarms.false:
        return f"{found} " + _(
            "None of {without} units without any cause showed it.",
            without=alarms.without,
        )
    rate = _(
        "Of 100 units without any cause about {rate} show this ({false} of {without}).",
        rate=formats.number(Fraction(100 * alarms.false, alarms.without), 1),
        false=alarms.false,
        without=alarms.without,
    )
    return f"{found} {rate}"


def verdict_word(verdict: str) -> Component:
    """A verdict in words, as a badge."""
    return html.Span(_(VERDICTS[verdict]), className="badge")


def worth_words(beside: Beside | None) -> str:
    """What it adds to the headline, in points; "–" where that is not known."""
    if beside is None or beside.worth is None:
        return formats.NOTHING
    points = formats.change(beside.worth, 2)
    return _("about {points}", points=points) if beside.estimate else points


def others_list(signal: Signal) -> Component:
    """What else explains it."""
    return html.Ul([html.Li(_(other)) for other in signal.others], className="others")
