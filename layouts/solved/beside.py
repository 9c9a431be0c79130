"""Who solved what a unit lacks, in its gap list; what it solved itself, on its page."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.solved import share_words
from layouts import parts
from layouts.names import Named
from layouts.state import href
from metrics.solvers import Solved, Solver

# Units named below a procedure.
_NAMED = 2


def done_by(
    answer: Solved | None,
    procedure: str,
    code: str,
    peers: Collection[str],
    about: Named,
) -> list[Component]:
    """The units other than `code` that solved a procedure, those of similar volume
    (`peers`) first, and the way to all of them."""
    if answer is None:
        return []
    found = [one for one in answer.of_procedure(procedure) if one.unit_code != code]
    if not found:
        return []
    first = sorted(found, key=lambda one: one.unit_code not in peers)[:_NAMED]
    to = href("/solved", about.state, procedure=procedure)
    words = _("{count} units solved it", count=formats.number(len(found)))
    return [
        html.Small(parts.link(words, to)),
        *(html.Small(_named(one, about)) for one in first),
    ]


def _named(one: Solver, about: Named) -> list[Any]:
    said = _(
        "{before} → {after} since {day}",
        before=share_words(one.rise.before),
        after=share_words(one.rise.after),
        day=formats.day(one.since, year=False),
    )
    return [about.unit_link(one.unit_code), f" {said}"]


def unit_card(answer: Solved | None, code: str, about: Named) -> list[Component]:
    """What a unit solved itself; nothing where it solved none."""
    found: Sequence[Solver] = answer.of_unit(code) if answer else ()
    if answer is None or not found:
        return []
    lines = [_solved(one, answer) for one in found]
    to = href("/solved", about.state, unit=code)
    return [
        parts.card(
            [
                html.Ul(lines, className="plain-list"),
                html.P(parts.link(_("With what happened there then"), to)),
            ],
            _("Solved here"),
            _("share of dossiers received online that rose sharply and stayed up"),
        )
    ]


def _solved(one: Solver, answer: Solved) -> Component:
    said = _(
        "{before} → {after} since the week of {day}",
        before=share_words(one.rise.before),
        after=share_words(one.rise.after),
        day=formats.day(one.since),
    )
    return html.Li([html.B(answer.names[one.procedure_code]), f": {said}"])
