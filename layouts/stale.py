"""Saying that a source is late, wherever its numbers stand."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from metrics.freshness import StaleSource, touching

# How many late sources are named in a line; the page of data names all.
_NAMED = 3


def stale_words(one: StaleSource) -> str:
    """A late source, and since when, in the reader's language."""
    if not one.since:
        return _("{source} (nothing came yet)", source=one.title)
    since = formats.moment(one.since)
    return _("{source} (since {moment})", source=one.title, moment=since)


def stale_line(stale: Sequence[StaleSource]) -> list[Component]:
    """One line that names the late sources; nothing where none is."""
    if not stale:
        return []
    names = ", ".join(map(stale_words, stale[:_NAMED]))
    if len(stale) > _NAMED:
        others = formats.number(len(stale) - _NAMED)
        names = _("{names} and {count} more", names=names, count=others)
    said = _("▲ Out of date: {sources}", sources=names)
    return [html.Div(said, className="stale")]


def stale_badge(stale: Sequence[StaleSource], things: str = "") -> list[Component]:
    """A mark at a figure by `things` ("dossiers" or "procedures"; "": by both) that
    hangs on a late source."""
    late = touching(stale, things)
    if not late:
        return []
    told = [one.since for one in late if one.since]
    words = (
        _("▲ out of date since {moment}", moment=formats.moment(min(told)))
        if len(told) == len(late)
        else _("▲ out of date")
    )
    names = ", ".join(map(stale_words, late))
    return [html.Span(words, className="badge stale", title=names)]
