"""All units with their Chair, and what is missing or does not fit together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import fold
from figures import formats
from layouts import parts
from layouts.cards import card_table, short_table
from layouts.state import State, here, href
from layouts.terms import words
from layouts.words import who_name
from metrics import plain
from metrics.handing import Kept
from metrics.terms import ENDING_DAYS, TermsAnswer

Row = dict[str, Any]
FILTERS: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "without": ("Without a Chair in office", lambda row: not row["person"]),
    "acting": ("With an acting Chair", lambda row: bool(row["acting"])),
    "ending": ("Term ends within 30 days", lambda row: bool(row["ending"])),
    "overlaps": ("Terms that overlap", lambda row: bool(row["overlaps"])),
}


def summary_card(answer: TermsAnswer, state: State) -> Component:
    """How many units stand how; each leads to these."""
    rows = plain.rows(answer.frame)
    items = [html.Li([html.B(formats.number(len(rows))), " ", _("units in force")])]
    for key, (name, fits) in FILTERS.items():
        count = sum(fits(row) for row in rows)
        words_ = f"{_(name)}: {formats.number(count)}"
        link = parts.link(words_, here(state, show=key, unit=None)) if count else words_
        items.append(html.Li(link))
    title = _("In office on {day}", day=formats.day(answer.day))
    return parts.card(html.Ul(items, className="plain-list"), title)


def units_card(answer: TermsAnswer, state: State) -> Component:
    """The units that pass the filters of the address."""
    rows = [row for row in plain.rows(answer.frame) if fits(row, state)]
    title = _("Chairs by unit")
    if not rows:
        words_ = _("No unit fits these filters. Take one of them away.")
        return parts.card(parts.nothing(words_), title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        parts.Column(_("Chair"), className="sight"),
        _("In office since"),
        _("Last day"),
        _("Decision"),
        _("Mail"),
    ]
    lines = [_line(row, state) for row in rows]
    names = [parts.unit_name(row) for row in rows]
    table = short_table(heads, lines, title, names)
    count = _("{count} units", count=formats.number(len(rows)))
    return parts.card([table], title, count, className="long")


def fits(row: Row, state: State) -> bool:
    """Whether a unit passes the filters; names are found without accents."""
    asked = FILTERS.get(state.get("show"))
    told = f"{row['unit_name']} {row['person']} {row['unit_code']}"
    return (asked is None or asked[1](row)) and fold(state.get("q")) in fold(told)


def _line(row: Row, state: State) -> tuple[Any, ...]:
    to = here(state, unit=row["unit_code"], entry=None, show=None, q=None)
    person = [row["person"], *parts.acting(row["acting"])]
    marks = [html.Small(_("terms overlap"))] if row["overlaps"] else []
    return (
        [parts.link(parts.unit_name(row), to, "", "unit")],
        [*(person if row["person"] else [html.B(_("nobody"))]), *marks],
        words.first_day(row["starts_on"]) if row["person"] else "",
        words.last_day(row["ends_on"]) if row["person"] else "",
        row["decision_no"] or "",
        row["mail"] or "",
    )


def overlaps_card(answer: TermsAnswer, state: State) -> list[Component]:
    """The terms of two Chairs that share a day, neither acting."""
    if not answer.overlaps:
        return []
    names = {row["unit_code"]: row for row in plain.rows(answer.frame)}
    items = [
        html.Li(
            [
                parts.link(
                    parts.unit_name(names[one.unit_code]),
                    here(state, unit=one.unit_code, show=None),
                ),
                ": ",
                _(
                    "{one} (to {end}) and {other} (from {start})",
                    one=one.person,
                    other=other.person,
                    end=words.last_day(one.ends_on),
                    start=formats.day(other.starts_on),
                ),
            ]
        )
        for one, other in answer.overlaps
    ]
    rule = _("Of two Chairs on one day the one who began later counts.")
    body = [html.Ul(items, className="plain-list"), parts.note(rule)]
    return [parts.card(body, _("Terms that overlap"))]


def entries_card(entries: Sequence[Kept], state: State) -> list[Component]:
    """What was entered here, the newest first."""
    if not entries:
        return []
    title = _("Entered here")
    heads: list[parts.Column | str] = [_("Entry"), _("Decision"), _("By"), _("State")]
    lines = [
        (
            parts.link(words.named(one.entry), href("/terms", state, entry=one.number)),
            one.entry.decision_no,
            [who_name(one.who), html.Small(formats.moment(one.at))],
            _(words.STATES[one.state]),
        )
        for one in entries
    ]
    return [parts.card(card_table(heads, lines, title), title)]


def ending_rule() -> str:
    """How far ahead the end of a term is told."""
    return _(
        "A term that ends within {days} days is marked, so that nobody is left "
        "without a Chair unnoticed.",
        days=ENDING_DAYS,
    )
