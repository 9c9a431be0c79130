"""Rejected rows to read: file, line, reason in plain words, the row itself."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, pickers
from layouts.cards import card_table
from layouts.filters import ALL, one_or_all
from layouts.state import State, here, href
from layouts.words import REASONS, word
from metrics import plain
from metrics.data_answer import DataAnswer

# Rows read on the screen; the file to download holds all of them.
LISTED = 200
# Rows in sight below the loads.
_NEWEST = 10


def rejected_card(answer: DataAnswer, state: State, whose: str = "all") -> Component:
    """The rejected rows that fit load, reason and unit of the address; `whose`: see
    layouts.pages.data.Place."""
    if whose in ("closed", "sign_in"):
        return closed_card(answer, whose)
    if whose == "own":
        return _own_card(answer, state)
    rows = fitting(answer.rejected, state)
    title = _("Rejected rows")
    subtitle = _("kept, counted, tried again when the file comes again")
    if answer.reasons.empty:
        words = _("No row was rejected.")
        return parts.card(parts.nothing(words), title, subtitle)
    body = [_filters(answer, state), *unit_filter(state), _list(rows)]
    body += _remarks(answer, len(rows), state)
    buttons = parts.download_buttons("rejected")
    return parts.card(body, title, subtitle, buttons, "long")


def closed_card(answer: DataAnswer, whose: str) -> Component:
    """How many rows are rejected and why, to a reader who does not see them."""
    count = formats.number(answer.reasons["rows"].sum())
    told = _("{count} rows are rejected.", count=count)
    lines = [
        [word(REASONS, row["reason"]), formats.number(row["rows"])]
        for row in plain.rows(answer.reasons)
    ]
    heads = (_("Reason"), parts.Column(_("Rows"), numeric=True))
    table = [parts.table(heads, lines, _("Rejected rows"))] if lines else []
    who = _(
        "Single rows are read by those whose work it is: an analyst, an administrator, "
        "a leader, or the Chair of the unit."
    )
    way = [html.P(parts.sign_in_link())] if whose == "sign_in" else []
    body = [html.P(told), *table, parts.note(who), *way]
    return parts.card(body, _("Rejected rows"))


def _own_card(answer: DataAnswer, state: State) -> Component:
    """The rejected rows of the reader's own units, which are all there are here."""
    rows = fitting(answer.rejected, state)
    told = parts.note(_("Only rows of the units where you are in office."))
    buttons = parts.download_buttons("rejected")
    body = [told, *unit_filter(state), _list(rows)]
    return parts.card(body, _("Rejected rows"), "", buttons, "long")


def newest_rejected(answer: DataAnswer, state: State, whose: str = "all") -> Component:
    """The newest rejected rows, and the way to all of them; `whose` as above."""
    if whose != "all" or answer.rejected.empty:
        return rejected_card(answer, state, whose)
    words = _(
        "All rejected rows ({count})",
        count=formats.number(answer.reasons["rows"].sum()),
    )
    rows = plain.rows(answer.rejected.head(_NEWEST))
    every = parts.link(words, href("/data", state, show="rejected"))
    buttons = parts.download_buttons("rejected")
    return parts.card(
        [_list(rows), html.P(every)], _("Newest rejected rows"), "", buttons, "long"
    )


def _remarks(answer: DataAnswer, found: int, state: State) -> list[Component]:
    """What of the rejected rows is not in sight, and where it is."""
    told = []
    if found > LISTED:
        words = _(
            "The first {shown} of {count} rows. The download holds all of them.",
            shown=formats.number(LISTED),
            count=formats.number(found),
        )
        told.append(parts.note(words))
    if state.get("load", ALL) == ALL and answer.reasons["rows"].sum() > len(
        answer.rejected
    ):
        words = _(
            "Only the newest {count} rejected rows are looked through. "
            "Choose a load to look through all of its rows.",
            count=formats.number(len(answer.rejected)),
        )
        told.append(parts.note(words))
    return told


def fitting(frame: pd.DataFrame, state: State) -> list[dict[str, Any]]:
    """The rows of the load, reason and unit asked for."""
    load = state.get("load", ALL)
    reason, unit = state.get("reason", ALL), state.get("unit")
    return [
        row
        for row in plain.rows(frame)
        if load in (ALL, str(row["load_id"]))
        and reason in (ALL, row["reason"])
        and (not unit or row.get("unit_code") == unit)
    ]


def _filters(answer: DataAnswer, state: State) -> Component:
    loads = [
        (str(row["load_id"]), f"{row['load_id']} · {row['file']}")
        for row in plain.rows(answer.loads)
        if row["rejected"]
    ]
    reasons = [
        (
            str(row["reason"]),
            f"{word(REASONS, row['reason'])} ({formats.number(row['rows'])})",
        )
        for row in plain.rows(answer.reasons)
    ]
    return pickers.bar(
        [
            one_or_all("load", _("Load"), loads, state, width=260),
            one_or_all("reason", _("Reason"), reasons, state, width=300),
        ]
    )


def unit_filter(state: State) -> list[Component]:
    """That only the rows of one unit are shown, and the way to those of all."""
    unit = state.get("unit")
    if not unit:
        return []
    words = _("Only rows of unit {code}.", code=unit)
    every = parts.link(_("Show the rows of all units"), here(state, unit=None))
    return [html.P([words, " ", every])]


def _list(rows: list[dict[str, Any]]) -> Component:
    if not rows:
        return parts.nothing(_("No rejected row fits these filters."))
    heads: list[parts.Column | str] = [_("File and line"), _("Reason"), _("The row")]
    lines = [
        (
            [
                html.Span(row["file"], className="file"),
                html.Small(_("line {line}", line=formats.number(row["line"]))),
            ],
            [word(REASONS, row["reason"]), html.Small(_column(row["message"]))],
            html.Span(row_text(row["row"]), className="row-text"),
        )
        for row in rows[:LISTED]
    ]
    return card_table(heads, lines, _("Rejected rows"), "wide-last")


def _column(name: Any) -> str:
    return _("column {name}", name=name) if name else ""


def row_text(stored: Any) -> str:
    """The mapped columns of a row: "unit_code: 00004 · channel: online". Empty cells
    and the hash of the submitter are left out; text that is no object is shown as it
    is."""
    try:
        cells = json.loads(str(stored or "{}"))
    except ValueError:
        return str(stored)
    if not isinstance(cells, dict):
        return str(stored)
    shown = [
        f"{name}: {value}"
        for name, value in cells.items()
        if value not in ("", None) and name != "submitter_ref"
    ]
    return " · ".join(shown) or _("(an empty row)")
