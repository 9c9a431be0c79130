"""The plans: decisions with their targets, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.state import State, here
from layouts.words import kind_word
from metrics.indicators import BY_KEY
from metrics.questions import Plan


@dataclass(frozen=True)
class Ladder:
    """The stages (starts_on or None, deadline, value) of one indicator of a plan for
    the units of some kinds."""

    plan: str
    indicator: str
    kinds: tuple[str, ...]
    steps: tuple[tuple[date | None, date, float], ...]


def together(ladders: list[Ladder]) -> list[Ladder]:
    """The ladders, those of one indicator with the same stages as one."""
    found: dict[object, Ladder] = {}
    for ladder in ladders:
        key = (ladder.plan, ladder.indicator, ladder.steps)
        known = found.get(key)
        kinds = (*known.kinds, *ladder.kinds) if known else ladder.kinds
        found[key] = replace(ladder, kinds=kinds)
    return list(found.values())


def plan_card(
    plan: Plan, ladders: list[Ladder], chosen: bool, state: State
) -> Component:
    """One plan with the stages of its targets."""
    heads: list[parts.Column | str] = [
        _("Indicator"),
        _("Applies to"),
        parts.Column(_("Target"), True),
        _("From"),
        _("Deadline"),
        _("Use"),
    ]
    lines = [line for ladder in ladders for line in _stages(plan, ladder)]
    mark = (
        html.Span(_("shown now"), className="badge")
        if chosen
        else parts.link(_("Show this plan"), here(state, plan=plan.key))
    )
    body = (
        card_table(heads, lines, plan.title, "tight")
        if lines
        else parts.nothing(_("No unit has a target of this plan."))
    )
    return parts.card(body, plan.title, _decision(plan), mark)


def _stages(plan: Plan, ladder: Ladder) -> list[tuple[Any, ...]]:
    use = _("official") if ladder.indicator in plan.official else _("companion")
    kinds = ", ".join(kind_word(kind) for kind in ladder.kinds)
    return [
        (
            _name(ladder.indicator),
            kinds,
            html.B(formats.target(value)),
            formats.day(starts_on),
            formats.day(deadline),
            use,
        )
        for starts_on, deadline, value in ladder.steps
    ]


def _name(key: str) -> str:
    return _(BY_KEY[key].name) if key in BY_KEY else key


def _decision(plan: Plan) -> str:
    number = (
        _("decision {number}", number=plan.decision_no)
        if plan.decision_no
        else _("no decision number on record")
    )
    issued = (
        _("issued {day}", day=formats.day(plan.issued_on))
        if plan.issued_on
        else _("day of issue not known")
    )
    last = _("last deadline {day}", day=formats.day(plan.last_deadline))
    return f"{number} · {issued} · {last}"
