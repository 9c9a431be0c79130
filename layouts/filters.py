"""Filters that also have "all": the address leaves that out."""

from __future__ import annotations

from collections.abc import Sequence

from dash.development.base_component import Component

from core.language import _
from layouts import pickers
from layouts.state import State

ALL = "all"


def one_or_all(
    name: str,
    label: str,
    options: Sequence[tuple[str, str]],
    state: State,
    *,
    width: int = 170,
    searchable: bool = False,
) -> Component:
    """One of `options` (value, label), or all; a value of the address that is not
    among them is offered as it is, so that what is filtered by stands to read."""
    value = state.get(name)
    strange = value and value != ALL and value not in dict(options)
    return pickers.select(
        name,
        label,
        [(ALL, _("All")), *options, *([(value, value)] if strange else [])],
        value,
        ALL,
        width=width,
        searchable=searchable,
    )
