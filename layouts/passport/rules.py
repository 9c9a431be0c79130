"""By which definition, law, target and rule the number is judged."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State, href
from layouts.words import formula, kind_word
from metrics import plain
from metrics.passports import Passport
from metrics.targets import Target


def facts(told: list[tuple[str, Any]]) -> Component:
    """Names and what is told of them."""
    return html.Dl(
        [part for name, text in told for part in (html.Dt(name), html.Dd(text))],
        className="facts-list",
    )


def definition_card(passport: Passport, state: State) -> Component:
    """Which version of which definition, and its law."""
    about = passport.reading.indicator
    version = _(
        "version {version}, counted so by this software since {day}",
        version=about.version,
        day=formats.day(about.since),
    )
    to = href("/definitions", state, indicator=about.key)
    official = _("yes") if passport.reading.official else _("no, shown for comparison")
    return parts.card(
        facts(
            [
                (_("In plain words"), _(about.plain)),
                (_("Formula"), formula(about)),
                (_("Definition"), [parts.link(version, to)]),
                (_("Law"), _(about.law)),
                (_("The plan is judged by it"), official),
            ]
        ),
        _("How it is counted"),
    )


def target_card(passport: Passport, state: State) -> Component:
    """The target that applies, why that one, and the status it gives."""
    target, title = passport.target, _("What it is held against")
    if passport.procedure_code:
        words = _("Targets are set for units; none is set for a single procedure.")
        return parts.card(parts.nothing(words), title)
    if target is None:
        words = _("No target applies to it, so it has no status.")
        return parts.card(parts.nothing(words), title)
    decision = target.decision_no or formats.NOTHING
    issued = _("issued on {day}", day=formats.day(target.issued_on))
    return parts.card(
        facts(
            [
                (_("Target"), _goal(target)),
                (_("Plan"), target.title or target.plan),
                (_("Decision"), f"{decision}, {issued}"),
                (_("Why this one"), scope_rule(target)),
                (_("Status"), [parts.pill(passport.row["status"])]),
                (_("Rule of the status"), status_rule(passport)),
            ]
        ),
        title,
    )


def _goal(target: Target) -> str:
    return _(
        "{share} by the end of {day}",
        share=formats.target(float(target.value)),
        day=formats.day(target.deadline),
    )


def scope_rule(target: Target) -> str:
    """Which of the scopes chose the target."""
    if target.scope_kind == "unit":
        return _("It names the unit itself, and so goes over its kind and over all.")
    if target.scope_kind == "kind":
        kinds = ", ".join(map(kind_word, target.scope_code.split("|")))
        return _(
            "It names the unit's kind ({kinds}); none names the unit itself.",
            kinds=kinds,
        )
    return _("It is for all units; none names the unit itself or its kind.")


def status_rule(passport: Passport) -> str:
    """The rule of the status, with the numbers it was given."""
    row, target = plain.row(passport.row), passport.target
    if target is None or row["value"] is None:
        return _("Without a value there is no status.")
    goal = formats.target(float(target.value))
    value = formats.percent(row["value"])
    if row["status"] == "met":
        return _("{value} is at or above {target}.", value=value, target=goal)
    if passport.reading.as_of > target.deadline:
        return _(
            "{value} is below {target}, and the deadline has passed.",
            value=value,
            target=goal,
        )
    return " ".join((_path(passport, target), _beside(passport)))


def _path(passport: Passport, target: Target) -> str:
    return _(
        "The straight path runs from {eve} on the eve of {start} to {target} on "
        "{end}; today it asks {path}.",
        eve=formats.percent(passport.eve) if passport.eve is not None else "0 %",
        start=formats.day(passport.begins),
        target=formats.target(float(target.value)),
        end=formats.day(target.deadline),
        path=formats.percent(passport.row["expected"]),
    )


def _beside(passport: Passport) -> str:
    row = plain.row(passport.row)
    behind = row["expected"] - row["value"]
    told = {
        "points": formats.points(behind, 2),
        "gap": formats.points(row["gap"], 2),
        "limit": formats.points(passport.at_risk),
    }
    if behind <= 0:
        return _(
            "The number is {points} points above it, and {gap} below the target.",
            **told,
        )
    if row["status"] == "at_risk":
        return _(
            "The number is {points} points below it, less than {limit}, and {gap} "
            "below the target.",
            **told,
        )
    return _(
        "The number is {points} points below it, {limit} or more, and {gap} below "
        "the target.",
        **told,
    )
