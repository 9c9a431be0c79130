"""Disputes in words: where they stand, of what they speak, what they change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.names import Named
from metrics.disputes import REASONS, STATES, Dispute, Move, Pick
from metrics.indicators import BY_KEY
from metrics.integrity import HEADLINES
from metrics.overlay import AS_ONLINE, LEAVE_OUT

# State -> (colour of a pill, sign); "overdue" is one of them for readers.
_SIGNS = {
    "open": ("at_risk", "●"),
    "overdue": ("off_track", "▼"),
    "accepted": ("met", "✓"),
    "partly": ("on_track", "◐"),
    "refused": ("unknown", "✕"),
    "withdrawn": ("unknown", "↩"),
}
# Less than this (a share) shows as nothing.
_LEAST = 0.00005
CORRECTIONS = {
    LEAVE_OUT: "Leave them out of all counts",
    AS_ONLINE: "Read them as received online",
}
CHANNELS = {
    "online": "online",
    "counter": "at the counter",
    "post": "by post",
    "unknown": "channel unknown",
}


@dataclass(frozen=True)
class About(Named):
    """What disputes are told with: today, where the reader disputes (None:
    everywhere), the zone of moments; of exemptions the share that may be left out. The
    unit "" is all."""

    day: date
    own: frozenset[str] | None
    timezone: str
    most: float = 1.0

    def unit_name(self, code: str) -> str:
        return super().unit_name(code) if code else _("All units")

    def unit_link(self, code: str) -> parts.Content:
        return super().unit_link(code) if code else self.unit_name(code)


def state_pill(one: Dispute, day: date) -> Component:
    """Where a dispute stands, as sign and word."""
    late = one.overdue(day)
    colour, sign = _SIGNS["overdue" if late else one.state]
    text = _("Decision overdue") if late else state_word(one, one.state)
    return parts.marked(colour, sign, text)


def state_word(one: Dispute, state: str) -> str:
    """A state; an incident is entered and not decided on."""
    if one.incident and state in ("accepted", "withdrawn"):
        return _("Incident entered") if state == "accepted" else _("Incident withdrawn")
    return _(STATES[state])


def reason_word(reason: str) -> str:
    """The name of a reason."""
    return _(REASONS[reason][0]) if reason in REASONS else reason


def due_words(one: Dispute, day: date) -> str:
    """Until when it is to be decided, and how far that is; "" where nothing waits."""
    if one.due_on is None or one.state != "open":
        return ""
    left = (one.due_on - day).days
    until = _("decide by {day}", day=formats.day(one.due_on))
    if left < 0:
        return f"{until} · " + _("{days} days late", days=formats.number(-left))
    return f"{until} · " + _("{days} days left", days=formats.number(left))


def pick_words(pick: Pick, timezone: str) -> str:
    """Which dossiers were meant."""
    said = []
    if pick.first and pick.last:
        days = [formats.day(day) for day in (pick.first, pick.last)]
        span = days[0] if days[0] == days[1] else " – ".join(days)
        said.append(_("received {days}", days=span))
    if pick.since:
        since, until = (
            formats.moment(one, timezone) for one in (pick.since, pick.until)
        )
        said.append(_("between {since} and {until}", since=since, until=until))
    if pick.procedures:
        said.append(_("procedures {codes}", codes=", ".join(pick.procedures)))
    if pick.channel:
        said.append(_(CHANNELS[pick.channel]))
    return "; ".join(said) or _("named by their codes")


def changed(moves: Iterable[Move]) -> list[Move]:
    """Those of them that change anything, headline by headline in their order."""
    found = [
        one
        for one in moves
        if (one.numerator, one.denominator)
        != (one.with_numerator, one.with_denominator)
    ]
    return sorted(found, key=lambda one: HEADLINES.index(one.indicator))


def effect_words(one: Dispute) -> str:
    """What it would change at its unit, in the first headline that it changes: "+0,4
    points of …"; of an incident at how many units."""
    moved = changed(one.moves)
    if one.incident:
        units = len({move.unit_code for move in moved})
        return _("{count} units", count=formats.number(units))
    first = next((move for move in moved if move.unit_code == one.unit_code), None)
    if first is None:
        return _("changes no figure")
    return f"{points(first)} · {_(BY_KEY[first.indicator].short)}"


def points(move: Move) -> str:
    """The change of a value in points; a value that comes or goes is said in words."""
    before, after = move.value, move.with_value
    if before is None or after is None:
        return _("value known") if after is not None else _("no value left")
    change = float(after - before)
    if 0 < abs(change) < _LEAST:
        return _("less than 0.01 points")
    return _("{points} points", points=formats.change(change))
