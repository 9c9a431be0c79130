"""What is told of the last days: how complete they are, as past days say."""

from __future__ import annotations

from core.language import _
from figures import formats
from metrics.completion import LEAST_DAYS, MATURE, Provisional


def rule(recent: Provisional) -> str:
    """Which days are provisional and how much of them is known; or why that cannot be
    told. "" where all days are complete enough."""
    if recent.curve is None:
        return _(
            "Whether dossiers of the last days are still to come is not known: fewer "
            "than {least} past days were loaded within {mature} days to tell.",
            least=LEAST_DAYS,
            mature=MATURE,
        )
    if not recent.days:
        return ""
    return f"{_days(recent)} {_known(recent, recent.curve.days)}"


def _days(recent: Provisional) -> str:
    first, last = min(recent.days), max(recent.days)
    if first == last:
        return _(
            "{day} is provisional: dossiers received then are still to come.",
            day=formats.day(first),
        )
    return _(
        "{start} to {end} ({days} days) are provisional: dossiers received then are "
        "still to come.",
        start=formats.day(first),
        end=formats.day(last),
        days=len(recent.days),
    )


def _known(recent: Provisional, learned: int) -> str:
    if recent.share is None:
        return _("How many is not known: past days were never loaded so early.")
    return _(
        "About {share} are known ({known} of about {expected}), as {learned} past days "
        "tell.",
        share=formats.percent(float(recent.share), 0),
        known=formats.number(recent.known),
        expected=formats.number(recent.expected),
        learned=learned,
    )
