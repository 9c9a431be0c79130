"""Signals: what may be looked at in a unit's figures, each defined once.

A signal is never a finding. Each says in plain words what was counted, first of all
what else explains it, and what a Chair can answer. Texts are catalogue keys; the
Vietnamese stands in `locales/vi/signals.po`. How dossiers are counted for each is
`store/signals.py`, from which numbers on a signal shows is `board/signals.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

# Threshold name -> number, of one signal.
Limits = Mapping[str, Fraction]

# What a threshold's number is in: the unit a reader is told.
UNITS = {
    "least": "dossiers",
    "share": "share",
    "readable": "share",
    "in_a_day": "dossiers",
    "batch": "dossiers",
    "minutes": "minutes",
    "seconds": "seconds",
    "hours": "hours",
    "days": "days",
    "times": "times",
    "drop": "share",
    "width": "share",
    "rise": "share",
    "worse": "share",
}
SHARES = frozenset(name for name, unit in UNITS.items() if unit == "share")


@dataclass(frozen=True)
class Seen:
    """What was counted of one signal at one unit: `found` of `of`, both dossiers;
    `known` of `whole` say what could be looked at; `usual` is what `found` is held
    against where that is not a share (None elsewhere)."""

    found: int = 0
    of: int = 0
    known: int = 0
    whole: int = 0
    usual: Fraction | None = None


Rule = Callable[[Seen, Limits], bool]


def many_of(seen: Seen, limits: Limits) -> bool:
    """At least `least` dossiers, and at least `share` of those they are among."""
    return seen.found >= limits["least"] and seen.found >= limits["share"] * seen.of


def above_usual(seen: Seen, limits: Limits) -> bool:
    """At least `least` dossiers, and at least `times` what is usual."""
    if seen.usual is None:
        return False
    return seen.found >= limits["least"] and seen.found >= limits["times"] * seen.usual


@dataclass(frozen=True)
class Signal:
    """One signal. `indicator`: the headline it touches; `among`: what `found` is
    counted among; `thresholds`: names in UNITS; `blind`: why it may not be visible;
    `others`: what else explains it, told before anything; `answer`: what a Chair can
    say; `listed`: whether it points at single dossiers."""

    key: str
    title: str
    meaning: str
    others: tuple[str, ...]
    answer: str
    blind: str
    indicator: str
    among: str
    thresholds: tuple[str, ...]
    rule: Rule = many_of
    listed: bool = True

    def state(self, seen: Seen | None, limits: Limits) -> str:
        """ "unseen": what is needed is not in the data, so nothing can be said;
        "look": the numbers reach the thresholds; "quiet": they do not."""
        if seen is None or not seen.whole:
            return "unseen"
        if seen.known < limits["readable"] * seen.whole:
            return "unseen"
        return "look" if self.rule(seen, limits) else "quiet"


_SHARE = ("least", "share", "readable")
_NO_REFERENCE = "The files carry no submitter reference for most of these dossiers."
_NO_TIMES = "The clock times needed are missing for most of these dossiers."

SIGNALS: tuple[Signal, ...] = (
    Signal(
        key="one_reference",
        title="Many dossiers on one day from one submitter reference",
        meaning="Online dossiers of references that handed in many on the same day at "
        "the unit.",
        others=(
            "A kiosk or a volunteer helped citizens through one account.",
            "A notary, a company or a village head handed in for many people.",
        ),
        answer="Say who uses the reference, and whether the citizens were present.",
        blind=_NO_REFERENCE,
        indicator="online_dossiers",
        among="online dossiers",
        thresholds=("in_a_day", *_SHARE),
    ),
    Signal(
        key="reentered",
        title="Counter dossiers followed by online ones minutes later",
        meaning="Online dossiers received within minutes after a counter dossier of "
        "the same procedure from the same submitter.",
        others=(
            "The citizen brought a second case of the same kind.",
            "A wrong entry was made again and the first one not closed.",
        ),
        answer="Say why both dossiers exist, and which one is the citizen's case.",
        blind=_NO_REFERENCE,
        indicator="online_dossiers",
        among="online dossiers",
        thresholds=("minutes", *_SHARE),
    ),
    Signal(
        key="submitted_after",
        title="Online forms sent after the dossier was already received",
        meaning="Online dossiers whose form was sent later than the dossier was "
        "received at the unit.",
        others=(
            "The clocks of the portal and of the one-stop system differ.",
            "A dossier given back for completion was sent again and keeps its first "
            "receipt.",
        ),
        answer="Say how the paper reached the unit, and who filled in the form.",
        blind=_NO_TIMES,
        indicator="online_dossiers",
        among="online dossiers",
        thresholds=("minutes", *_SHARE),
    ),
    Signal(
        key="resubmitted",
        title="Withdrawn and handed in again",
        meaning="Dossiers that replace an earlier one of the same case, or follow a "
        "withdrawn one of the same submitter and procedure. Folded together they are "
        "fewer cases than dossiers.",
        others=(
            "The citizen withdrew to correct the form.",
            "The software cannot reopen a dossier, so a new one is made.",
        ),
        answer="Say why dossiers are withdrawn, and how citizens could be spared it.",
        blind=_NO_REFERENCE,
        indicator="online_dossiers",
        among="dossiers received",
        thresholds=("days", *_SHARE),
    ),
    Signal(
        key="vanished",
        title="Fewer counter dossiers, and no more online ones",
        meaning="Counter dossiers missing in the last days against the days before, "
        "the movement of the whole taken out, that did not come online instead.",
        others=(
            "The unit was closed, moved or without power for some days.",
            "Days are not yet entered, or a procedure went to another unit.",
        ),
        answer="Say which days are missing, and where citizens went.",
        blind="The unit's days are not complete, or too few lie before the window.",
        indicator="online_dossiers",
        among="dossiers expected",
        thresholds=("days", *_SHARE),
        listed=False,
    ),
    Signal(
        key="taken_out",
        title="Dossiers taken out after they had counted",
        meaning="Dossiers that counted at the unit once and were later deleted or "
        "moved to another unit.",
        others=(
            "Double entries were cleaned up.",
            "Dossiers were handed over to the unit that is responsible.",
        ),
        answer="Name the order or the reason by which they were taken out.",
        blind="No dossier of these days is on record.",
        indicator="online_dossiers",
        among="dossiers received",
        thresholds=_SHARE,
    ),
    Signal(
        key="deadline_burst",
        title="A burst of online dossiers just before a deadline",
        meaning="Online dossiers received in the last hours before a deadline of the "
        "plan, against what is usual in as many hours of the days before.",
        others=(
            "A campaign day or a mobile team worked that day.",
            "Dossiers held back by an outage came in together.",
        ),
        answer="Say what took place in these hours, and who handed in.",
        blind="No deadline lies in the window, or receipts carry no clock time.",
        indicator="online_dossiers",
        among="online dossiers",
        thresholds=("hours", "days", "times", "least", "readable"),
        rule=above_usual,
    ),
    Signal(
        key="stopped",
        title="Online dossiers fell back right after the target was reached",
        meaning="The unit's share passed its target, and of the dossiers received "
        "since then far fewer came online than in the days before.",
        others=(
            "A campaign ended as planned.",
            "The portal was down, or the mix of procedures changed.",
        ),
        answer="Say what changed after the day the target was reached.",
        blind="The unit has not passed a target of online dossiers in the window.",
        indicator="online_dossiers",
        among="dossiers received since",
        thresholds=("days", "drop", "width", "least", "readable"),
        rule=lambda seen, limits: seen.found > 0,
        listed=False,
    ),
    Signal(
        key="counter_visit",
        title="End-to-end dossiers with a visit to the counter",
        meaning="End-to-end online dossiers that were completed on request, ended on "
        "paper alone, or were handed in by an officer or at a kiosk.",
        others=(
            "Citizens asked for help or for a paper copy.",
            "The procedure still needs an original.",
        ),
        answer="Say what brings citizens to the counter in spite of the online "
        "service.",
        blind="Neither helper, result form nor completion is recorded for most.",
        indicator="e2e_dossiers",
        among="end-to-end dossiers",
        thresholds=_SHARE,
    ),
    Signal(
        key="too_fast",
        title="Finished within seconds, or before being handed in",
        meaning="Finished dossiers whose result came within seconds of the receipt, or "
        "before the form was sent.",
        others=(
            "The case was done at once and entered afterwards.",
            "A system answers by itself.",
            "Clocks differ between systems.",
        ),
        answer="Say when the case was handled, and when it was entered.",
        blind=_NO_TIMES,
        indicator="on_time",
        among="finished dossiers",
        thresholds=("seconds", *_SHARE),
    ),
    Signal(
        key="same_second",
        title="Whole batches finished in the same second",
        meaning="Finished dossiers that share their second of finishing with many "
        "others of the unit.",
        others=(
            "Results were signed and released together.",
            "Data were moved from another system in one go.",
        ),
        answer="Say what was done in that moment, and when the cases were really "
        "ready.",
        blind=_NO_TIMES,
        indicator="on_time",
        among="finished dossiers",
        thresholds=("batch", *_SHARE),
    ),
)
BY_KEY: dict[str, Signal] = {signal.key: signal for signal in SIGNALS}
