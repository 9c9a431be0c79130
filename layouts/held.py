"""What is held back, told beside the number it could move; and what is doubtful."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.cards import card_table, folded_table
from layouts.filters import ALL
from layouts.state import State, href
from layouts.words import REASONS, word
from metrics.data_answer import DataAnswer
from metrics.held import HeldBack

# Lines in sight, and those read on the screen at all.
_SHOWN, _LISTED = 20, 200


def held_words(held: HeldBack) -> str:
    """How many dossiers are held back, and what they are worth at most."""
    count = formats.number(held.dossiers)
    if held.worth is None:
        return _(
            "{count} dossiers held back; how far this figure could move is not known",
            count=count,
        )
    return _(
        "{count} dossiers held back, worth at most {points} points",
        count=count,
        points=formats.number(held.points, 1),
    )


def held_line(held: HeldBack | None, state: State) -> list[Component]:
    """The same as a line with the way to the rows; nothing where none is held."""
    if held is None:
        return []
    to = href("/data", state, show="doubts")
    return [html.P(parts.link(held_words(held), to))]


def held_card(answer: DataAnswer, state: State) -> Component:
    """What each load holds back."""
    title = _("Rows held back")
    if answer.held.empty:
        words = _("No row is held back.")
        return parts.card(parts.nothing(words), title)
    heads: list[parts.Column | str] = [
        _("Load"),
        _("Reason"),
        parts.Column(_("Rows"), True),
    ]
    lines = [
        (
            [row["file"], html.Small(_("load {number}", number=row["load_id"]))],
            word(REASONS, row["reason"]),
            formats.number(row["rows"]),
        )
        for row in standing.rows(answer.held)
    ]
    return parts.card(
        card_table(heads, lines, title),
        title,
        _("they do not count until they are released, or are discarded"),
    )


def doubts_card(answer: DataAnswer, state: State) -> Component:
    """Doubtful rows that count, by unit, of one load or of all."""
    title = _("Doubtful rows that count")
    chosen = state.get("load", ALL)
    of = "" if chosen == ALL else _("load {number}", number=chosen)
    if answer.doubts.empty:
        return parts.card(parts.nothing(_("No row is doubtful.")), title, of)
    rows = standing.rows(answer.doubts.head(_LISTED))
    lines = [(parts.unit_link(state, row), *_doubt(row, state)) for row in rows]
    body = folded_table([_("Unit"), *_heads()], lines, title, _SHOWN)
    where = _(
        "What a check does with a row, its limit and who must look stand in "
        "checks.yaml in the folder of HAICAP_VAR (docs/checks.md)."
    )
    if len(answer.doubts) > _LISTED:
        words = _(
            "The first {shown} of {count} lines.",
            shown=formats.number(_LISTED),
            count=formats.number(len(answer.doubts)),
        )
        body.append(parts.note(words))
    return parts.card([*body, parts.note(where)], title, of, className="long")


def unit_doubts(frame: pd.DataFrame, state: State) -> list[Component]:
    """A unit's doubtful rows that count; nothing where it has none."""
    if frame.empty:
        return []
    title = _("Doubtful rows that count")
    lines = [_doubt(row, state) for row in standing.rows(frame)]
    return [html.H3(title), card_table(_heads(), lines, title)]


def _heads() -> list[parts.Column | str]:
    return [
        _("Doubt"),
        parts.Column(_("Rows"), True),
        _("Newest load"),
        _("Who must look"),
    ]


def _doubt(row: dict[str, Any], state: State) -> tuple[Any, ...]:
    to = href("/data", state, show="doubts", load=row["load_id"])
    return (
        word(REASONS, row["doubt"]),
        formats.number(row["rows"]),
        parts.link(str(row["load_id"]), to),
        _(row["owner"]),
    )
