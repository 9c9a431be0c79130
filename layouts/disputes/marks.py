"""What stands beside a counted figure on other pages: accepted corrections, and how
much is under dispute. The figure itself stays as counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.disputes import words
from layouts.disputes.words import About
from layouts.state import State, href
from metrics.disputes import Beside, Dispute, Standing
from metrics.indicators import BY_KEY


def mark_words(beside: Beside) -> str:
    """One line for a row: what is under dispute, and what corrections come to."""
    return " · ".join([*_under(beside), *_corrected(beside.accepted)])


def _under(beside: Beside) -> list[str]:
    if not beside.open:
        return []
    if beside.under is None:
        return [_("under dispute")]
    points = formats.points(float(beside.under))
    return [_("{points} points under dispute", points=points)]


def _corrected(accepted: Standing | None) -> list[str]:
    if accepted is None:
        return []
    if accepted.value is None:
        return [_("with corrections: no value left")]
    value = formats.percent(float(accepted.value))
    return [_("with corrections {value}", value=value)]


def beside_line(beside: Beside | None, indicator: str, state: State) -> list[Component]:
    """The same of one figure, with counts and the way to the disputes."""
    if beside is None:
        return []
    said = mark_words(beside)
    if beside.accepted is not None and beside.accepted.value is not None:
        counts = formats.counts(beside.accepted.numerator, beside.accepted.denominator)
        said = f"{said} ({counts})"
    words = f"{_(BY_KEY[indicator].name)}: {said}"
    return [html.P(parts.link(words, href("/disputes", state)), className="disputed")]


def unit_card(
    besides: Mapping[str, Beside], found: Sequence[Dispute], about: About, may: bool
) -> list[Component]:
    """On a unit's page: what stands beside its headlines, its disputes and incidents;
    `may`: the reader may dispute its dossiers. Nothing where there is nothing."""
    state = about.state
    body = [
        line
        for key, beside in besides.items()
        if beside is not None
        for line in beside_line(beside, key, state)
    ]
    if found:
        body.append(
            html.Ul([_line(one, about) for one in found], className="plain-list")
        )
    if may:
        to = href("/disputes", state, new="dispute", unit=state.code)
        text = _("Dispute dossiers of this unit")
        body.append(html.P(parts.link(text, to, className="button"), className="deeds"))
    return [parts.card(body, _("Disputes and incidents"))] if body else []


def _line(one: Dispute, about: About) -> Component:
    to = href("/disputes", about.state, id=one.id)
    name = f"{one.id} · {words.reason_word(one.reason)}"
    count = _("{count} dossiers", count=formats.number(one.dossiers))
    pill = words.state_pill(one, about.day)
    return html.Li([parts.link(name, to), f" · {count} ", pill])
