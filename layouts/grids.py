"""Grids: long tables that sort by the Vietnamese alphabet and are read on a phone.

Texts come written; numbers stand beside them for sorting. Cells are drawn by
assets/dashAgGridComponentFunctions.js, functions stand in
assets/dashAgGridFunctions.js.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import dash_ag_grid as dag
from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts.parts import aria

# More rows than this are scrolled within the grid instead of laid out whole.
_WHOLE = 400
# The grid's own words, and our keys for them.
_WORDS = {
    "noRowsToShow": "Nothing to show",
    "loadingOoo": "Loading…",
    "ariaSortableColumn": "Press Enter to sort",
    "page": "Page",
    "of": "of",
    "to": "to",
    "more": "More",
    "nextPage": "Next page",
    "lastPage": "Last page",
    "firstPage": "First page",
    "previousPage": "Previous page",
    "pageSizeSelectorLabel": "Rows on a page:",
    "filterOoo": "Filter…",
    "equals": "Equal to",
    "notEqual": "Not equal to",
    "contains": "Contains",
    "notContains": "Does not contain",
    "startsWith": "Starts with",
    "endsWith": "Ends with",
    "blank": "Empty",
    "notBlank": "Not empty",
    "lessThan": "Less than",
    "greaterThan": "Greater than",
    "lessThanOrEqual": "At most",
    "greaterThanOrEqual": "At least",
    "inRange": "Between",
    "andCondition": "And",
    "orCondition": "Or",
    "applyFilter": "Apply",
    "resetFilter": "Reset",
    "clearFilter": "Clear",
    "ariaFilterInput": "Filter",
    "ariaColumn": "Column",
    "ariaRowSelect": "Press Space to select the row",
    "sortAscending": "Sort ascending",
    "sortDescending": "Sort descending",
    "sortUnSort": "Clear the sorting",
    "pinColumn": "Pin the column",
    "autosizeThisColumn": "Fit the width",
    "resetColumns": "Reset the columns",
}
_LOOK = (
    "themeQuartz.withParams({fontFamily: 'inherit', fontSize: 14, "
    "backgroundColor: 'var(--card)', foregroundColor: 'var(--ink)', "
    "headerBackgroundColor: 'var(--card)', headerTextColor: 'var(--muted)', "
    "headerFontSize: 12, headerFontWeight: 600, borderColor: 'var(--line)', "
    "accentColor: 'var(--link)', rowHoverColor: 'var(--page)', "
    "wrapperBorder: false, cellHorizontalPadding: 8})"
)


def text_column(field: str, title: str, **more: Any) -> dict[str, Any]:
    """A column of words, sorted by the Vietnamese alphabet."""
    compare = {"function": "viCompare"}
    return {"field": field, "headerName": title, "comparator": compare} | more


def number_column(field: str, title: str, **more: Any) -> dict[str, Any]:
    """A column of numbers; what is not known stays at the end."""
    return {
        "field": field,
        "headerName": title,
        "comparator": {"function": "knownFirst"},
        "type": "rightAligned",
        "sortingOrder": ["desc", "asc", None],
    } | more


def _options(context: Mapping[str, Any], whole: bool) -> dict[str, Any]:
    """What every grid is told; `whole`: all rows are laid out, none is scrolled."""
    return {
        "theme": {"function": _LOOK},
        "localeText": {word: _(key) for word, key in _WORDS.items()},
        "context": dict(context),
        "getRowHeight": {"function": "rowHeight(params)"},
        "domLayout": "autoHeight" if whole else "normal",
        "suppressCellFocus": False,
        "enableCellTextSelection": True,
        "ensureDomOrder": True,
        "suppressMovableColumns": True,
        "suppressColumnVirtualisation": True,
        "animateRows": False,
        "alwaysMultiSort": False,
    }


def grid(
    name: str,
    label: str,
    columns: Sequence[Mapping[str, Any]],
    rows: Sequence[Mapping[str, Any]],
    *,
    context: Mapping[str, Any] | None = None,
    row_key: str = "code",
    options: Mapping[str, Any] | None = None,
) -> Component:
    """A grid of `rows`. A column's `context` may say {"wide": True} (not on a phone)
    or {"narrow": True} (only there); `context` of the grid holds what its cells need
    and the row heights `row` and `phoneRow` in pixels."""
    whole = len(rows) <= _WHOLE
    own = _options(context or {}, whole)
    return html.Div(
        dag.AgGrid(
            id={"type": "grid", "name": name},
            columnDefs=[dict(column) for column in columns],
            rowData=[dict(row) for row in rows],
            getRowId=f"params.data.{row_key}",
            defaultColDef={
                "sortable": True,
                "resizable": False,
                "suppressHeaderMenuButton": True,
                "wrapHeaderText": True,
                "autoHeaderHeight": True,
            },
            columnSize="responsiveSizeToFit",
            dashGridOptions=own | dict(options or {}),
            style={"height": None if whole else "75vh", "width": "100%"},
        ),
        className="grid whole" if whole else "grid",
        role="region",
        **aria(label=label),
    )
