"""What taking a load back would change among the rows that count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.words import FILE_KINDS, word

_COUNTED = ("leaving", "differing", "returning", "rejected")


def undone_card(changes: Sequence[Mapping[str, Any]]) -> Component:
    """One line a kind of rows (ingest.swap.Change)."""
    title = _("Rows that would count otherwise")
    if not any(one[name] for one in changes for name in _COUNTED):
        words = _("None: later loads say the same, or it brought nothing that counts.")
        return parts.card(parts.nothing(words), title)
    heads: list[parts.Column | str] = [
        _("Rows"),
        parts.Column(_("Count no more"), True),
        parts.Column(_("Count with other values"), True),
        parts.Column(_("Count again"), True),
        parts.Column(_("Rejected otherwise"), True),
    ]
    lines = [
        (
            word(FILE_KINDS, one["kind"]),
            *(formats.number(one[name]) for name in _COUNTED),
        )
        for one in changes
    ]
    return parts.card(card_table(heads, lines, title), title)
