"""Who solved which procedure, as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import fold
from figures import formats
from figures.solved import did_words, rule_words, share_words
from layouts import parts
from layouts.cards import card_table
from layouts.filters import ALL
from layouts.names import Named
from layouts.state import here, href
from metrics.solved import Rise
from metrics.solvers import INDICATOR, Did, Said, Solved, Solver

# Rows listed before one asks for more.
LISTED = 20


def fitting(answer: Solved, about: Named) -> list[Solver]:
    """Those that the address asks for: of a procedure, of a unit, or found by words
    with or without accents."""
    state = about.state
    procedure, unit, wanted = (state.get(name) for name in ("procedure", "unit", "q"))
    bare = fold(wanted)
    return [
        one
        for one in answer.found
        if procedure in ("", one.procedure_code)
        and unit in ("", one.unit_code)
        and bare in fold(_words(one, answer, about))
    ]


def _words(one: Solver, answer: Solved, about: Named) -> str:
    unit, name = about.unit_name(one.unit_code), answer.names[one.procedure_code]
    return f"{name} {one.procedure_code} {unit} {one.unit_code}"


def list_card(answer: Solved, said: Said, about: Named) -> Component:
    """The table with its rule, or why it is empty."""
    title = _("Who solved a procedure")
    if answer.first is None:
        return parts.card(parts.nothing(_too_few(answer)), title)
    rows = fitting(answer, about)
    rule = parts.note(rule_words(answer.rule))
    chosen = _chosen(answer, about)
    if not rows:
        return parts.card([*chosen, parts.nothing(_none(answer)), rule], title)
    listed = rows if about.state.get("list") == ALL else rows[:LISTED]
    heads: list[parts.Column | str] = [
        _("Procedure"),
        parts.Column(_("Unit"), className="unit-column"),
        parts.Column(_("Before"), True),
        parts.Column(_("After"), True),
        parts.Column(_("Points"), True),
        parts.Column(_("All others, same weeks"), True),
        _("What happened there then"),
    ]
    lines = [_line(one, answer, said, about) for one in listed]
    return parts.card(
        [
            *chosen,
            card_table(heads, lines, title, "wide-last"),
            *_more(rows, listed, about),
            rule,
        ],
        _count(rows),
        _looked(answer),
        className="long",
    )


def _count(rows: Sequence[Solver]) -> str:
    units = len({one.unit_code for one in rows})
    procedures = len({one.procedure_code for one in rows})
    return _(
        "{units} units, {procedures} procedures",
        units=formats.number(units),
        procedures=formats.number(procedures),
    )


def _looked(answer: Solved) -> str:
    return _(
        "share of dossiers received online, weeks of {first} to {last} · {count} "
        "pairs of unit and procedure had enough dossiers",
        first=formats.day(answer.first),
        last=formats.day(answer.last),
        count=formats.number(answer.looked),
    )


def _too_few(answer: Solved) -> str:
    return _(
        "Not enough weeks of dossiers yet: it takes {count} whole weeks to tell a rise "
        "that holds. Reports and catalogues tell nothing of weeks.",
        count=formats.number(2 * answer.rule.held),
    )


def _none(answer: Solved) -> str:
    if answer.found:
        return _("Nobody solved this so far. Take a filter away to see all.")
    return _("Nobody solved a procedure so far, by the rule below.")


def _chosen(answer: Solved, about: Named) -> list[Component]:
    """What the table is narrowed to, and the way back to all."""
    state = about.state
    procedure, unit = state.get("procedure"), state.get("unit")
    named = [answer.names.get(procedure, procedure)] if procedure else []
    named += [about.unit_name(unit)] if unit else []
    if not named:
        return []
    words = _("Only: {what}", what=" · ".join(named))
    back = parts.link(_("Show all"), here(state, procedure=None, unit=None))
    return [html.P([words, " · ", back])]


def _more(
    rows: Sequence[Solver], listed: Sequence[Solver], about: Named
) -> list[Component]:
    if len(listed) == len(rows):
        return []
    words = _("List all {count} rows", count=formats.number(len(rows)))
    return [html.P(parts.link(words, here(about.state, list=ALL)))]


def _line(one: Solver, answer: Solved, said: Said, about: Named) -> tuple[Any, ...]:
    rise, code = one.rise, one.procedure_code
    name = answer.names[code]
    held = []
    if rise.newest != rise.after:
        words = _("newest weeks: {share}", share=share_words(rise.newest))
        held = [html.Small(words)]
    person = _("Chair: {person}", person=one.person) if one.person else ""
    return (
        [
            parts.made_of(name, about.state, INDICATOR, one.unit_code, code),
            html.Small(code),
        ],
        [about.unit_link(one.unit_code), html.Small(person)],
        _share(rise.before),
        [*_share(rise.after), *held],
        html.B(formats.change(rise.rise.value)),
        _others(rise),
        _happened(one, said.get((one.unit_code, code), ()), about),
    )


def _share(counts: tuple[int, int]) -> list[Any]:
    share = formats.percent(counts[0] / counts[1], 1)
    return [share, html.Small(formats.counts(*counts))]


def _others(rise: Rise) -> list[Any]:
    """What the share of all other units did, and its counts."""
    before, after = rise.others_before, rise.others_after
    if before is None or after is None:
        return [_("no dossiers")]
    shares = [formats.percent(o / n, 1) for o, n in (before, after)]
    counts = [formats.counts(*one) for one in (before, after)]
    return [" → ".join(shares), html.Small(" → ".join(counts))]


def _happened(one: Solver, said: Sequence[Did], about: Named) -> list[Any]:
    """Since when, and what is known of the weeks around it."""
    since = _("higher since the week of {day}", day=formats.day(one.since))
    own = [_did(did, about) for did in (*one.own, *said)]
    if not own:
        own = [html.Li(_("nothing is on record of this unit"), className="quiet")]
    return [html.B(since), html.Ul(own, className="plain-list"), *_for_all(one)]


def _did(did: Did, about: Named) -> Component:
    text: Any = did_words(did)
    if did.request is not None:
        text = parts.link(text, href("/dialogue", about.state, id=did.request))
    return html.Li([f"{formats.day(did.day)}: ", text])


def _for_all(one: Solver) -> list[Component]:
    """What happened to more than this unit, folded away."""
    if not one.everywhere:
        return []
    words = _("{count} events of all", count=formats.number(len(one.everywhere)))
    lines = [
        html.Li(f"{formats.day(did.day)}: {did_words(did)}") for did in one.everywhere
    ]
    return [html.Details([html.Summary(words), html.Ul(lines, className="plain-list")])]
