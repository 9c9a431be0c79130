"""Tables of many columns that become cards on a phone: each cell then carries its
column's name (assets/pages.css)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
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


def short_table(
    heads: Sequence[parts.Column | str],
    lines: Iterable[Sequence[parts.Content]],
    caption: str,
    names: Sequence[str],
) -> Component:
    """`card_table` for long lists: on a phone a row shows its first cell and those of
    columns of class "sight", and opens to the rest; `names`: whose row each is."""
    opened = [
        [[*_parts(line[0]), _more(name)], *line[1:]]
        for line, name in zip(lines, names, strict=True)
    ]
    return card_table(heads, opened, caption, "short")


def _more(name: str) -> Component:
    words = html.Span(_("More on {name}", name=name), className="unseen")
    return html.Details(html.Summary(words), className="more")


def folded_table(
    heads: Sequence[parts.Column | str],
    lines: Sequence[Sequence[parts.Content]],
    caption: str,
    shown: int,
) -> list[Component]:
    """The first lines as a card table, the others folded away below it."""
    first, folded = lines[:shown], lines[shown:]
    table = card_table(heads, first, caption)
    if not folded:
        return [table]
    words = _("{count} more rows", count=formats.number(len(folded)))
    rest = card_table(heads, folded, words)
    return [table, html.Details([html.Summary(words), rest])]


def _named(cell: parts.Content, title: str) -> parts.Content:
    if cell is None or cell == "":
        return ""
    return [html.Span(title, className="cell-name"), *_parts(cell)]


def _parts(cell: parts.Content) -> list[parts.Content]:
    return cell if isinstance(cell, list) else [cell]
