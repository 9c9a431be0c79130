"""Doubtful rows that count: by unit, by procedure, or by both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, pickers
from layouts.cards import card_table, folded_table
from layouts.filters import ALL
from layouts.sources.rejected import unit_filter
from layouts.state import State, here, href
from layouts.words import REASONS, word
from metrics import plain
from metrics.data_answer import DataAnswer
from metrics.doubted import BOTH, BY, PROCEDURE, UNIT, DoubtsAsked

# Lines in sight, and those read on the screen at all.
_SHOWN, LISTED = 20, 200


def asked(state: State, load_id: int | None) -> DoubtsAsked:
    """The doubtful rows that an address asks for; `load_id` as there, None for all."""
    return DoubtsAsked(by(state), load_id, state.get("unit"), state.get("procedure"))


def doubts_card(answer: DataAnswer, state: State) -> Component:
    """Doubtful rows that count, of one load or of all; of a unit or procedure where
    the address names one."""
    title = _("Doubtful rows that count")
    chosen = state.get("load", ALL)
    of = "" if chosen == ALL else _("load {number}", number=chosen)
    filters = [*unit_filter(state), *_procedure_filter(state)]
    if answer.doubts.empty and not filters:
        return parts.card(parts.nothing(_("No row is doubtful.")), title, of)
    where = _(
        "What a check does with a row, its limit and who must look stand in "
        "checks.yaml in the folder of HAICAP_VAR (docs/checks.md)."
    )
    body = [_choice(state), *filters, *_lines(answer.doubts, state, title)]
    body.append(parts.note(where))
    return parts.card(body, title, of, parts.download_buttons("doubts"), "long")


def by(state: State) -> str:
    """By what the address asks the rows to be added up, a key of BY."""
    asked = state.get("by")
    return asked if asked in BY else UNIT


def _choice(state: State) -> Component:
    options = [
        (UNIT, _("Unit")),
        (PROCEDURE, _("Procedure")),
        (BOTH, _("Unit and procedure")),
    ]
    label = _("Added up by")
    return pickers.bar([pickers.switch("by", label, options, by(state), UNIT)])


def _procedure_filter(state: State) -> list[Component]:
    """That only the rows of one procedure are shown, and the way to those of all."""
    code = state.get("procedure")
    if not code:
        return []
    words = _("Only rows of procedure {code}.", code=code)
    to = here(state, procedure=None)
    return [html.P([words, " ", parts.link(_("Show those of all procedures"), to)])]


def _lines(found: pd.DataFrame, state: State, title: str) -> list[Component]:
    if found.empty:
        return [parts.nothing(_("No doubtful row fits these filters."))]
    chosen = by(state)
    named: dict[str, Callable[..., parts.Content]] = {}
    if chosen != PROCEDURE:
        named[_("Unit")] = parts.unit_link
    if chosen != UNIT:
        named[_("Procedure")] = _procedure
    lines = [
        (
            *(name(state, row) for name in named.values()),
            *_doubt(row, state, _closer(row, state)),
        )
        for row in plain.rows(found)
    ]
    body = folded_table([*named, *_heads()], lines, title, _SHOWN)
    in_all = int(found["lines"].max())
    if in_all > len(found):
        words = _(
            "The first {shown} of {count} lines.",
            shown=formats.number(len(found)),
            count=formats.number(in_all),
        )
        body.append(parts.note(words))
    return body


def _procedure(state: State, row: Mapping[str, Any]) -> parts.Content:
    if row["procedure_code"] is None:
        return html.Span(_("not kept by procedure"), className="quiet")
    if not row["procedure_code"]:
        return formats.NOTHING
    to = href("/procedures", state, q=row["procedure_code"])
    name = parts.link(str(row["procedure_name"]), to, className="unit")
    return [name, html.Small(row["procedure_code"])]


def _closer(row: dict[str, Any], state: State) -> str:
    """Where the same rows stand by unit and procedure; "" where they do already."""
    key = {UNIT: "unit", PROCEDURE: "procedure", BOTH: ""}[by(state)]
    code = row[f"{key}_code"] if key else ""
    return here(state, by=BOTH, **{key: code}) if code else ""


def unit_doubts(frame: pd.DataFrame, state: State) -> list[Component]:
    """A unit's doubtful rows that count; nothing where it has none."""
    if frame.empty:
        return []
    title = _("Doubtful rows that count")
    lines = [_doubt(row, state, _at(row, state)) for row in plain.rows(frame)]
    return [html.H3(title), card_table(_heads(), lines, title)]


def _at(row: dict[str, Any], state: State) -> str:
    return href("/data", state, show="doubts", by=BOTH, unit=row["unit_code"])


def _heads() -> list[parts.Column | str]:
    return [
        _("Doubt"),
        parts.Column(_("Rows"), True),
        _("Newest load"),
        _("Who must look"),
    ]


def _doubt(row: dict[str, Any], state: State, closer: str) -> tuple[Any, ...]:
    to = href("/data", state, show="doubts", load=row["load_id"])
    count: Any = formats.number(row["rows"])
    if closer:
        count = parts.link(count, closer, _("By unit and procedure"), "number")
    return (
        word(REASONS, row["doubt"]),
        count,
        parts.link(str(row["load_id"]), to),
        _(row["owner"]),
    )
