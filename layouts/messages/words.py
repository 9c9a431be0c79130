"""Messages in words: where they stand, why, to whom they went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State
from layouts.words import WHO, word
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
class About:
    """What messages are told with: units by code (name, name_en), the zone of moments,
    how the page is looked at."""

    units: Mapping[str, Mapping[str, Any]]
    timezone: str
    state: State

    def unit_link(self, code: str) -> parts.Content:
        """A unit's name that leads to its page; its code where there is none now."""
        unit = self.units.get(code)
        if unit is None:
            return code
        row = {**unit, "unit_code": code, "unit_name": unit["name"]}
        return parts.unit_link(self.state, row)

    def moment(self, at: str) -> str:
        """A moment where readers are."""
        return formats.moment(at, self.timezone)


def state_pill(state: str) -> Component:
    """Where a message stands, as sign and word."""
    colour, sign = _SIGNS[state]
    hidden = parts.aria(hidden="true")
    inside: list[Any] = [html.Span(sign, **hidden), f" {_(STATES[state])}"]
    return html.Span(inside, className=f"pill {colour}")


def reason_words(why: Reason) -> str:
    """A reason in the reader's language; "" without one."""
    key, values = why
    return _(key, **values) if key else ""


def who_words(who: str) -> str:
    """Who wished it."""
    return _("the reader") if who == "reader" else word(WHO, who)
