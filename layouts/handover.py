"""The sheet that two Chairs sign: one page of paper."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.office import term_words
from layouts import parts
from layouts.cards import card_table
from layouts.state import State
from metrics.handover import Handover
from metrics.indicators import BY_KEY
from metrics.terms import Term


def sheet(answer: Handover, mark: str, state: State) -> list[Component]:
    """The whole sheet; `mark`: the hash of its table."""
    name = parts.unit_name({"unit_name": answer.unit_name, "name_en": answer.name_en})
    return [
        _who(answer, name),
        _baseline(answer, state),
        _rest(answer),
        _cited(answer, mark),
        _signatures(answer),
    ]


def _who(answer: Handover, name: str) -> Component:
    body = html.Ul(
        [
            html.Li(_("Hands over: {person}", person=term_words(answer.before))),
            html.Li(
                _(
                    "Takes over from {day}: {person}",
                    day=formats.day(answer.day),
                    person=term_words(answer.after),
                )
            ),
            html.Li(_("Decision: {number}", number=_decision(answer.after))),
            html.Li(_("Plan: {plan}", plan=_plan(answer))),
            *_same(answer),
        ],
        className="plain-list",
    )
    return parts.card(body, _("Hand-over sheet: {unit}", unit=name), answer.unit_code)


def _plan(answer: Handover) -> str:
    if answer.plan is None:
        return formats.NOTHING
    return " · ".join(filter(None, (answer.plan.title, answer.plan.decision_no)))


def _same(answer: Handover) -> list[Component]:
    if answer.before is None or answer.before != answer.after:
        return []
    words = _("The same Chair is in office before and after: nobody hands over then.")
    return [html.Li(words, className="stale")]


def _decision(term: Term | None) -> str:
    return term.decision_no if term and term.decision_no else formats.NOTHING


def _baseline(answer: Handover, state: State) -> Component:
    title = _("Standing handed over, as of {day}", day=formats.day(answer.as_of))
    if not answer.rows:
        return parts.card(parts.nothing(_("No indicator has a target then.")), title)
    heads: list[parts.Column | str] = [
        _("Indicator"),
        parts.Column(_("Value"), True),
        parts.Column(_("Target"), True),
        parts.Column(_("Gap, points"), True),
        _("Status"),
        parts.Column(_("Rank"), True),
    ]
    lines = [_line(dict(row), answer, state) for row in answer.rows]
    rule = _(
        "What stands here is inherited: it is never put under the name of who takes "
        "over. What is received from their first day counts in their term."
    )
    return parts.card([card_table(heads, lines, title), parts.note(rule)], title)


def _line(row: dict[str, Any], answer: Handover, state: State) -> tuple[Any, ...]:
    key = row["indicator"]
    rank = formats.NOTHING
    if row["rank"] is not None:
        rank = f"{formats.number(row['rank'])}/{formats.number(row['of_units'])}"
    value = parts.number(
        formats.percent(row["value"]),
        state,
        key,
        answer.unit_code,
        as_of=answer.as_of,
    )
    return (
        _(BY_KEY[key].name),
        [value, html.Small(parts.counted(row))],
        formats.target(row["target"]),
        parts.signed(row["gap"]),
        parts.pill(row["status"]),
        rank,
    )


def _rest(answer: Handover) -> Component:
    in_force, online, full = (formats.number(one) for one in answer.procedures)
    items = [
        _(
            "Procedures in force: {count}; offered online: {online}; end to end: "
            "{full}",
            count=in_force,
            online=online,
            full=full,
        ),
        _("Last day with data of the unit: {day}", day=formats.day(answer.last_day)),
        _("Days or reports missing: {count}", count=formats.number(answer.lacking)),
        _("Dossiers held back: {count}", count=formats.number(answer.held)),
        _("Open signals: {count}", count=formats.number(answer.signals)),
    ]
    body = html.Ul([html.Li(one) for one in items], className="plain-list")
    return parts.card(body, _("Catalogue, data and signals"))


def _cited(answer: Handover, mark: str) -> Component:
    evaluation = _("none yet") if answer.evaluation is None else answer.evaluation
    said = _(
        "Evaluation {number}, known at {moment}. Hash of the table: {hash}",
        number=evaluation,
        moment=formats.moment(answer.known_at),
        hash=mark,
    )
    return parts.note(html.Span(said, className="file"))


def _signatures(answer: Handover) -> Component:
    signing = [
        (_("Handing over"), answer.before),
        (_("Taking over"), answer.after),
    ]
    return html.Div(
        [
            html.Div(
                [html.B(title), html.P(_("(signature, full name)")), term_words(term)],
                className="signature",
            )
            for title, term in signing
        ],
        className="signatures",
    )
