"""What is held back, told beside the number it could move."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.state import State, href
from layouts.words import REASONS, word
from metrics import plain
from metrics.data_answer import DataAnswer
from metrics.held import HeldBack


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
        for row in plain.rows(answer.held)
    ]
    return parts.card(
        card_table(heads, lines, title),
        title,
        _("they do not count until they are released, or are discarded"),
    )
