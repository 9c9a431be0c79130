"""The list of units to pick one from, and what stands where a code is not known."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import fold
from figures import formats
from layouts import parts, pickers, standing
from layouts.cards import card_table
from layouts.state import State, href
from layouts.words import kind_word
from metrics import plain
from metrics.answers import Ranking


def search(state: State) -> Component:
    """The search field above the list."""
    return pickers.bar(
        [
            pickers.text(
                "q",
                _("Find a unit, with or without accents"),
                state.get("q"),
                _("e.g. ba dinh"),
            )
        ]
    )


def found(ranking: Ranking, wanted: str) -> list[dict[str, Any]]:
    """The units whose name, code or former district holds `wanted`, in the order of
    the list; accents do not matter."""
    bare = fold(wanted)
    return [
        row
        for row in plain.rows(ranking.frame)
        if bare
        in fold(
            f"{row['unit_name']} {row['name_en'] or ''} {row['unit_code']} "
            f"{row['former_district'] or ''}"
        )
    ]


def list_card(ranking: Ranking, state: State) -> Component:
    """Every unit with its standing, or those that were searched for."""
    reading = ranking.reading
    rows = found(ranking, state.get("q"))
    title = _("{count} units", count=formats.number(len(rows)))
    if not rows:
        return parts.card(parts.nothing(_("No unit has this name or code.")), title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Former district"),
        _("Chair"),
        parts.Column(_("Rank"), True),
        parts.Column(_(reading.indicator.short), True),
        _("Status"),
    ]
    lines = [
        (
            [parts.unit_link(state, row), html.Small(_about(row))],
            row["former_district"] or "",
            standing.chair_words(row),
            formats.number(row["rank"]),
            standing.value_cell(row, reading, state),
            parts.pill(row["status"]),
        )
        for row in rows
    ]
    table = card_table(heads, lines, _("The units, each with a link to its page"))
    return parts.card(table, title, _(reading.indicator.name), className="long")


def _about(row: dict[str, Any]) -> str:
    return f"{kind_word(row['kind'])} · {row['unit_code']}"


def unknown(text: str, state: State) -> list[Component]:
    """What stands where there is no such unit: why, and the way to the list."""
    to = href("/units", state)
    back = parts.link(_("Choose from the list of units"), to, className="button")
    return [parts.problem(text), html.P(back)]
