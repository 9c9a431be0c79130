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
    """One line for a row: what is under dispute, what corrections come to, and what
    the figure is without what is exempt."""
    return " · ".join([*_said(beside), *_exempt(beside)])


def _said(beside: Beside) -> list[str]:
    return [*_under(beside), *_corrected(beside.accepted)]


def _exempt(beside: Beside) -> list[str]:
    if not beside.left_out:
        return []
    if beside.exempt is None:
        return [_("exempt: more than may be left out")]
    if beside.exempt.value is None:
        return [_("without what is exempt: no value left")]
    value = formats.percent(float(beside.exempt.value))
    return [_("without what is exempt {value}", value=value)]


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
    name = _(BY_KEY[indicator].name)
    found = (
        (_said(beside), beside.accepted, "/disputes"),
        (_exempt(beside), beside.exempt, "/exemptions"),
    )
    return [
        html.P(
            parts.link(f"{name}: {' · '.join(said)}{_counts(told)}", href(path, state)),
            className="disputed",
        )
        for said, told, path in found
        if said
    ]


def _counts(told: Standing | None) -> str:
    if told is None or told.value is None:
        return ""
    return f" ({formats.counts(told.numerator, told.denominator)})"


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
