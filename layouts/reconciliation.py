"""Reported figures beside counted ones, with the reason they are not added."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.cards import card_table
from layouts.state import State
from layouts.words import MEASURES, WHY, word


def reconciliation_table(frame: pd.DataFrame, state: State | None = None) -> Component:
    """The rows of DataAnswer.reconciliation; with `state` their units as links."""
    heads: list[parts.Column | str] = [
        _("Unit and period"),
        _("Figure"),
        parts.Column(_("Reported"), True),
        parts.Column(_("Counted"), True),
        parts.Column(_("Difference"), True),
        _("Why it is not added"),
    ]
    lines = [
        (
            _whose(row, state),
            [word(MEASURES, row["measure"]), html.Small(row["procedure_code"] or "")],
            formats.number(row["reported"]),
            formats.number(row["counted"]),
            signed_number(row["difference"]),
            word(WHY, row["why"]),
        )
        for row in standing.rows(frame)
    ]
    return card_table(heads, lines, _("Reported and counted"))


def signed_number(value: Any) -> str:
    """A difference with its sign: "+12", "−3", "0"."""
    text = formats.number(value)
    return f"+{text}" if formats.known(value) and value > 0 else text


def _whose(row: dict[str, Any], state: State | None) -> list[Any]:
    name = parts.unit_link(state, row) if state else row["unit_name"]
    first = formats.day(row["period_start"], year=False)
    return [name, html.Small(f"{first} – {formats.day(row['period_end'])}")]
