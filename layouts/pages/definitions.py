"""Each indicator in plain words, the rules, and the plans with their targets."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts
from layouts.definitions import definition_card
from layouts.pages import Page
from layouts.plans import Ladder, plan_card
from layouts.rules import rules_card
from layouts.state import State, here
from layouts.words import FAMILIES, word
from metrics.answers import Definition, Definitions, Header
from metrics.indicators import BY_KEY, INDICATORS

PAGE = Page("definitions", "/definitions", "Definitions", "vocabulary", 80, kept=True)


def content(
    answer: Definitions, ladders: Sequence[Ladder], header: Header, state: State
) -> list[Component]:
    """The list of indicators, then each of them or the one asked for, the rules and
    the plans."""
    wanted = state.get("indicator")
    shown = [one for one in answer.definitions if wanted in ("", _key(one))]
    return [
        _index(wanted, state),
        html.Div(
            [definition_card(one, header, state) for one in shown], className="stack"
        ),
        *([] if wanted else [rules_card(), *_plans(ladders, header, state)]),
    ]


def _key(one: Definition) -> str:
    return one.ranking.reading.indicator.key


def _index(wanted: str, state: State) -> Component:
    """All indicators by family, each a link; the one shown is marked."""
    groups = [
        html.Div(
            [
                html.H3(word(FAMILIES, family)),
                html.Ul(
                    [
                        html.Li(_entry(about.key, wanted, state))
                        for about in INDICATORS
                        if about.variant_of == family
                    ],
                    className="plain-list",
                ),
            ]
        )
        for family in FAMILIES
    ]
    every = (
        parts.link(
            _("Show all indicators, rules and plans"), here(state, indicator=None)
        )
        if wanted
        else None
    )
    subtitle = _("the same question can be asked in several ways; the plan says which")
    return parts.card(
        parts.columns(groups, "three"), _("The twelve indicators"), subtitle, every
    )


def _entry(key: str, wanted: str, state: State) -> Component:
    name = _(BY_KEY[key].name)
    if key == wanted:
        return html.B(name, **parts.aria(current="true"))
    return parts.link(name, here(state, indicator=key))


def _plans(ladders: Sequence[Ladder], header: Header, state: State) -> list[Component]:
    chosen = header.plan.key if header.plan else ""
    if not header.plans:
        words = _("No plan is on record. Load a targets file.")
        return [parts.card(parts.nothing(words), _("Plans and targets"))]
    return [
        plan_card(
            plan,
            [ladder for ladder in ladders if ladder.plan == plan.key],
            plan.key == chosen,
            state,
        )
        for plan in header.plans
    ]
