"""Messages in words: where they stand, why, to whom they went."""

from __future__ import annotations

from dataclasses import dataclass

from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.names import Named
from layouts.words import who_name
from metrics.message_log import STATES, Reason

# State -> (colour of a pill, sign).
_SIGNS = {
    "queued": ("at_risk", "●"),
    "sending": ("on_track", "◐"),
    "sent": ("met", "✓"),
    "failed": ("off_track", "✕"),
    "skipped": ("unknown", "–"),
}


@dataclass(frozen=True)
class About(Named):
    """What messages are told with: the zone of moments."""

    timezone: str

    def unit_link(self, code: str) -> parts.Content:
        """A unit's name that leads to its page; its code where there is none now."""
        return super().unit_link(code) if code in self.units else code

    def moment(self, at: str) -> str:
        """A moment where readers are."""
        return formats.moment(at, self.timezone)


def state_pill(state: str) -> Component:
    """Where a message stands, as sign and word."""
    colour, sign = _SIGNS[state]
    return parts.marked(colour, sign, _(STATES[state]))


def reason_words(why: Reason) -> str:
    """A reason in the reader's language; "" without one."""
    key, values = why
    return _(key, **values) if key else ""


def who_words(who: str) -> str:
    """Who wished it."""
    return _("the reader") if who == "reader" else who_name(who)
