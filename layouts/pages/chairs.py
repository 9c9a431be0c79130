"""Each Chair in office against the target: what was inherited, what changed since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import alphabetical, fold
from layouts import indicators, parts, pickers
from layouts.chairs import inherited_card, table_card, without_card
from layouts.filters import ALL, one_or_all
from layouts.pages import Page
from layouts.state import State
from layouts.words import kind_word
from metrics import plain
from metrics.answers import ChairsAnswer
from metrics.freshness import StaleSource

PAGE = Page("chairs", "/chairs", "Accountability", "user-check", 50, kept=True)
SORTS = {
    "gap": "Widest gap first",
    "change": "Greatest change since taking office",
    "rank": "By rank",
    "name": "By unit",
    "new": "Newest in office first",
}


def controls(units: pd.DataFrame, state: State) -> Component:
    """Indicator, filters and order."""
    kinds = sorted({str(kind) for kind in units["kind"]}, key=kind_word)
    districts = sorted(
        {str(name) for name in units["former_district"] if name}, key=alphabetical
    )
    order = [(key, _(name)) for key, name in SORTS.items()]
    return pickers.bar(
        [
            indicators.picker(state),
            one_or_all(
                "kind",
                _("Kind of unit"),
                [(kind, kind_word(kind)) for kind in kinds],
                state,
            ),
            one_or_all(
                "district",
                _("Former district"),
                [(name, name) for name in districts],
                state,
                searchable=True,
            ),
            one_or_all("status", _("Status"), _statuses(), state),
            pickers.select(
                "sort", _("Order"), order, state.get("sort"), "gap", width=230
            ),
            pickers.text("q", _("Search a unit or Chair"), state.get("q"), "ba dinh"),
        ],
        parts.download_buttons("chairs", paper=True),
    )


def _statuses() -> list[tuple[str, str]]:
    return [(key, _(name)) for key, name in parts.STATUS_NAMES.items()]


def content(
    answer: ChairsAnswer, state: State, stale: Sequence[StaleSource] = ()
) -> list[Component]:
    """The table, the change since taking office, units without a Chair on record;
    `stale`: the late sources."""
    rows = [
        row
        for row in plain.rows(answer.frame)
        if fits(row, state) and not row.get("is_parent")
    ]
    people = ordered([row for row in rows if row["person"]], state.get("sort"))
    empty = [row for row in rows if not row["person"]]
    if not rows:
        return [_nothing(answer)]
    return [
        table_card(answer.reading, people, state, stale),
        inherited_card(answer.reading, people, state),
        *without_card(empty, state),
    ]


def fits(row: dict[str, Any], state: State) -> bool:
    """Whether a row passes the filters of the address."""
    for name, column in (
        ("kind", "kind"),
        ("district", "former_district"),
        ("status", "status"),
    ):
        wanted = state.get(name, ALL)
        if wanted != ALL and row[column] != wanted:
            return False
    told = f"{row['unit_name']} {row['person'] or ''} {row['unit_code']}"
    return fold(state.get("q")) in fold(told)


def ordered(rows: list[dict[str, Any]], sort: str) -> list[dict[str, Any]]:
    """The rows by `sort`; what has no value for it comes last. Without one they stay
    as they came: the widest gap first."""
    if sort == "name":
        return sorted(rows, key=lambda row: alphabetical(row["unit_name"]))
    columns = {
        "change": ("change", -1),
        "rank": ("rank", 1),
        "new": ("days_in_office", 1),
    }
    if sort not in columns:
        return rows
    column, sign = columns[sort]

    def place(row: dict[str, Any]) -> tuple[bool, float]:
        value = row[column]
        return value is None, sign * float(value or 0)

    return sorted(rows, key=place)


def _nothing(answer: ChairsAnswer) -> Component:
    words = (
        _("No term of office is on record. Load an office_terms file.")
        if answer.frame.empty
        else _("No Chair fits these filters. Take one of them away.")
    )
    return parts.card(html.Div(parts.nothing(words)), _("Chairs in office"))
