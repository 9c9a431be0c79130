"""One indicator told in full: words, formula with real counts, law, variants."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.cards import card_table
from layouts.state import State, here
from layouts.words import BASES, FAMILIES, formula, word
from metrics import plain
from metrics.answers import Definition, Header
from metrics.indicators import BY_KEY, Indicator


def definition_card(one: Definition, header: Header, state: State) -> Component:
    """The indicator with what is known of it today."""
    about = one.ranking.reading.indicator
    marks = [
        html.Li(_("official in “{plan}”", plan=plan.title))
        for plan in header.plans
        if about.key in plan.official
    ]
    return parts.card(
        [
            html.P(_(about.plain)),
            html.Div(_formula(one, state), className="formula"),
            html.Ul(marks, className="marks") if marks else None,
            html.Dl(_facts(about), className="facts-list"),
            html.H3(_("The same question counted in other ways")),
            _variants(one, state),
        ],
        _(about.name),
        word(FAMILIES, about.variant_of),
    )


def _formula(one: Definition, state: State) -> list[Any]:
    about, whole = one.ranking.reading.indicator, one.ranking.whole
    place = whole["unit_name"] or _("The whole")
    if not formats.known(whole["value"]):
        filled: Any = formats.NOTHING
    else:
        filled = [
            f"{formats.number(whole['numerator'])} ÷ "
            f"{formats.number(whole['denominator'])} = ",
            html.B(standing.percent_link(whole, one.ranking.reading, state)),
        ]
    return [
        html.P(formula(about)),
        html.P([f"{place}: ", *(filled if isinstance(filled, list) else [filled])]),
    ]


def _facts(about: Indicator) -> list[Component]:
    told = [
        (_("Law"), _(about.law)),
        (_("Counted from"), word(BASES, about.basis)),
        (_("Better"), _("higher")),
        (
            _("In summed reports"),
            _("yes, where they carry all its measures")
            if about.in_counts
            else _("no: it can only be counted from dossiers or the catalogue"),
        ),
    ]
    if about.level_bound:
        told.append(
            (
                _("Condition"),
                _("empty where the level of too few online dossiers is known"),
            )
        )
    return [part for name, text in told for part in (html.Dt(name), html.Dd(text))]


def _variants(one: Definition, state: State) -> Component:
    rows = plain.rows(one.variants)
    if not rows:
        return parts.nothing(_("There is no other way in use."))
    heads: list[parts.Column | str] = [
        _("Variant"),
        parts.Column(_("Value"), True),
        parts.Column(_("Units whose rank changes"), True),
        _("Widest change"),
    ]
    lines = [
        (
            parts.link(_name(row), here(state, indicator=row["indicator"])),
            [_variant(row, one, state), html.Small(parts.counted(row))],
            formats.number(row["moved"]),
            widest(row["widest"]),
        )
        for row in rows
    ]
    return card_table(heads, lines, _caption(one))


def _variant(row: dict[str, Any], one: Definition, state: State) -> Component:
    """The variant of the whole, over the days it is compared in."""
    code, key = one.ranking.whole["unit_code"], str(row["indicator"])
    days = {"from": row["start"]} if row["start"] else {}
    return parts.number(formats.percent(row["value"]), state, key, code, **days)


def _caption(one: Definition) -> str:
    name = _(one.ranking.reading.indicator.name)
    return _("Variants of “{indicator}”, and who changes rank", indicator=name)


def _name(row: dict[str, Any]) -> str:
    about = BY_KEY.get(str(row["indicator"]))
    return _(about.name) if about else str(row["indicator"])


def widest(found: Any) -> str:
    """The unit that moves most: its name, rank here and rank there."""
    if not isinstance(found, list | tuple) or len(found) != 3:
        return formats.NOTHING
    name, now, then = found
    return _(
        "{unit}: rank {here}, there {there}",
        unit=name,
        here=formats.number(now),
        there=formats.number(then),
    )
