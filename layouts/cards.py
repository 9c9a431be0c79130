"""Tables of many columns that become cards on a phone: each cell then carries its
column's name (assets/pages.css)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from layouts import parts


def card_table(
    heads: Sequence[parts.Column | str],
    lines: Iterable[Sequence[parts.Content]],
    caption: str,
    className: str = "",
) -> Component:
    """`parts.table`, its cells ready for a phone. Empty cells are left out there."""
    titles = [head if isinstance(head, str) else head.title for head in heads]
    named = [
        [
            cell if place == 0 else _named(cell, title)
            for place, (cell, title) in enumerate(zip(line, titles, strict=True))
        ]
        for line in lines
    ]
    return parts.table(heads, named, caption, f"cards {className}".strip())


def _named(cell: parts.Content, title: str) -> parts.Content:
    if cell is None or cell == "":
        return ""
    content = cell if isinstance(cell, list) else [cell]
    return [html.Span(title, className="cell-name"), *content]
