"""One unit, as its Chair reads it on a phone; without a code the list of units."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import borders, parts, pickers
from layouts.pages import Page
from layouts.state import State
from layouts.unit import choose, fairness, gap, have, head
from metrics.answers import Header, Ranking, Trend, UnitAnswer

PAGE = Page(
    "unit", "/units", "Units", "building-community", 40, with_code=True, kept=True
)
# The indicator whose window the dossiers and channels of the page speak of.
DOSSIERS = "online_dossiers"


def controls(header: Header, state: State) -> list[Component]:
    """A search where a unit has still to be picked; else the way to take it away."""
    if not state.code:
        return [choose.search(state)]
    buttons = parts.download_buttons("unit", paper=True)
    return [pickers.bar(borders.switch(header, state), buttons)]


def units(ranking: Ranking, state: State) -> list[Component]:
    """The list of units."""
    return [choose.list_card(ranking, state)]


def content(
    answer: UnitAnswer,
    trend: Trend,
    header: Header,
    state: State,
    hollow: bool = False,
    done: gap.Done = gap.nobody,
) -> list[Component]:
    """A unit's page, the most needed first; `hollow`: its rise is marked; `done`: who
    solved what it lacks."""
    dossiers = answer.readings[DOSSIERS]
    faults = _stack(have.faults_card(answer, state), have.reconciliation_card(answer))
    return [
        _top(answer, trend, header, state, hollow, done),
        *_children(answer, header, state),
        parts.columns(
            [_neighbours(answer, header, state), _peers(answer, header, state)]
        ),
        parts.columns(
            [
                have.resources_card(answer, dossiers),
                have.channels_card(answer, dossiers),
            ]
        ),
        fairness.all_card(answer, state),
        parts.columns([faults, fairness.fair_card(answer, header, state)]),
    ]


def _top(
    answer: UnitAnswer,
    trend: Trend,
    header: Header,
    state: State,
    hollow: bool,
    done: gap.Done,
) -> Component:
    """Standing, gap and trend: in this order on a phone, the gap beside on a desk."""
    leading = answer.readings[header.pair[0]]
    return html.Div(
        [
            head.head_card(answer, header, state, hollow),
            head.standing_card(answer, header, state),
            html.Div(gap.gap_card(answer, leading, state, done), className="beside"),
            gap.trend_card(trend, answer, state),
        ],
        className="unit-top",
    )


def _stack(*cards: Component) -> Component:
    return html.Div(list(cards), className="stack")


def _neighbours(answer: UnitAnswer, header: Header, state: State) -> Component:
    return gap.units_card(
        answer.neighbours,
        answer.readings[header.pair[0]],
        state,
        _("Neighbours"),
        _("the nearest units on the map"),
    )


def _peers(answer: UnitAnswer, header: Header, state: State) -> Component:
    return gap.units_card(
        answer.peers,
        answer.readings[header.pair[0]],
        state,
        _("Units of similar volume"),
        _("those that receive about as many dossiers"),
    )


def _children(answer: UnitAnswer, header: Header, state: State) -> list[Component]:
    if answer.children.empty:
        return []
    return [
        gap.units_card(
            answer.children,
            answer.readings[header.pair[0]],
            state,
            _("Subordinate units"),
            _("the unit's number is their sum and its own dossiers"),
        )
    ]
