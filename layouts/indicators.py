"""Choosing an indicator: all twelve, by family, in plain names."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash.development.base_component import Component

from core.language import _
from layouts.pickers import control_id
from layouts.state import State
from layouts.words import FAMILIES, word
from metrics.answers import Header
from metrics.indicators import INDICATORS, indicator

# The plan's leading indicator: it changes with plan and basis, so the address keeps
# this word out and the control needs not be asked for again.
LEADING = "lead"


def chosen(state: State, header: Header) -> str:
    """The indicator asked for; without one the plan's leading indicator. UsageError
    for an unknown key."""
    return indicator(state.get("indicator") or header.pair[0]).key


def picker(state: State) -> Component:
    """The control for the page parameter `indicator`."""
    first = {"value": LEADING, "label": _("The plan's leading indicator")}
    groups = [
        {
            "group": word(FAMILIES, family),
            "items": [
                {"value": about.key, "label": _(about.name)}
                for about in INDICATORS
                if about.variant_of == family
            ],
        }
        for family in FAMILIES
    ]
    return dmc.Select(
        id=control_id("indicator", LEADING),
        data=[first, *groups],
        value=state.get("indicator") or LEADING,
        label=_("Indicator"),
        allowDeselect=False,
        size="sm",
        w=340,
        maw="100%",
        maxDropdownHeight=420,
    )
