"""Units that merge, split, are renamed or change code: the switch between the units
then in force and today's borders, and what is said of those that are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, pickers
from layouts.parts import Content
from layouts.state import BORDERS, State, here, href
from metrics.answers import Header, Overview
from metrics.borders import TODAY, FormerUnit

# Former units named in one line; the rest are counted.
_NAMED = 5


def switch(header: Header, state: State) -> list[Component]:
    """Units then in force, or today's borders; nothing where no unit ever ended."""
    if not header.redrawn:
        return []
    options = [("then", _("Units then")), (TODAY, _("Today's borders"))]
    asked = state.get(BORDERS)
    return [pickers.switch(BORDERS, _("Borders"), options, asked, "then")]


def asked(state: State) -> str:
    """What an address says of borders."""
    return "" if state.get(BORDERS) == "then" else state.get(BORDERS)


def outside_note(
    outside: Sequence[FormerUnit], borders: str, state: State
) -> list[Component]:
    """What former units brought: under today's borders where it is counted, else that
    it is in none of these numbers. Nothing where no former unit has data."""
    if not outside:
        return []
    said = _under_today(outside) if borders == TODAY else _left_out(outside)
    more: list[Content] = []
    if borders != TODAY:
        words = _("Show under today's borders")
        more = [" ", parts.link(words, here(state, borders=TODAY))]
    return [
        html.Div(
            [html.P([f"⚠ {said}", *more]), _list(outside)],
            className="note borders",
        )
    ]


def overview_note(answer: Overview, state: State) -> list[Component]:
    """What the first page leaves out, in whichever basis; the way to see it counted
    leads to the rankings."""
    rankings = (*answer.pair, *answer.companion)
    found = next((one.outside for one in rankings if one.outside), ())
    return outside_note(found, "", replace(state, path="/rankings", parameters=()))


def _left_out(outside: Sequence[FormerUnit]) -> str:
    return _(
        "{what} of {units} units no longer in force are in none of these numbers: "
        "units are those in force on the day shown. Under today's borders they count.",
        what=_what(outside),
        units=formats.number(len(outside)),
    )


def _under_today(outside: Sequence[FormerUnit]) -> str:
    alone = sum(not unit.counted_at for unit in outside)
    said = _(
        "Today's borders: {what} of {units} units no longer in force are counted at "
        "the unit that took over.",
        what=_what(outside),
        units=formats.number(len(outside)),
    )
    if not alone:
        return said
    return " ".join(
        (
            said,
            _(
                "{units} of them were split or name no successor: they cannot be "
                "divided, stand for themselves without a rank, and count in the unit "
                "above.",
                units=formats.number(alone),
            ),
        )
    )


def _what(outside: Sequence[FormerUnit]) -> str:
    """How many dossiers and reports, whichever there are."""
    dossiers = sum(unit.dossiers for unit in outside)
    reports = sum(unit.reports for unit in outside)
    counted = [
        _("{count} dossiers", count=formats.number(dossiers)) if dossiers else "",
        _("{count} reported figures", count=formats.number(reports)) if reports else "",
    ]
    return " + ".join(words for words in counted if words) or formats.NOTHING


def _list(outside: Sequence[FormerUnit]) -> Component:
    """Each former unit with its own numbers and what became of it."""
    lines = [html.Li([_one(unit)]) for unit in outside]
    words = _("Which units: {names}", names=_names(outside))
    return html.Details([html.Summary(words), html.Ul(lines, className="plain-list")])


def _names(outside: Sequence[FormerUnit]) -> str:
    named = [unit.name for unit in outside[:_NAMED]]
    return ", ".join(named) + (", …" if len(outside) > _NAMED else "")


def _one(unit: FormerUnit) -> str:
    parts_ = [f"{unit.name} ({unit.code})", _what([unit]), fate(unit)]
    return " · ".join(part for part in parts_ if part)


def fate(unit: FormerUnit) -> str:
    """What became of a unit, in a few words."""
    until = formats.day(unit.until) if unit.until else formats.NOTHING
    names = ", ".join(f"{name} ({code})" for code, name in unit.successors)
    if not names:
        return _("in force until {day}; no successor is named", day=until)
    if len(unit.successors) > 1:
        return _("until {day}; split into {names}", day=until, names=names)
    return _("until {day}; replaced by {names}", day=until, names=names)


def gone(unit: FormerUnit, state: State) -> list[Component]:
    """The page of a unit that is no longer in force."""
    links = [
        html.Li(parts.link(f"{name} ({code})", href(f"/units/{code}", state)))
        for code, name in unit.successors
    ]
    until = formats.day(unit.until) if unit.until else formats.NOTHING
    said = _(
        "{name} ({code}) was in force until {day}.",
        name=unit.name,
        code=unit.code,
        day=until,
    )
    follows = _("It was replaced by:") if links else _("No successor is named.")
    body: list[Content] = [html.P(f"{said} {follows}"), html.Ul(links)]
    if not unit.counted_at:
        words = _("Its own numbers, under today's borders")
        body.append(html.P(parts.link(words, here(state, borders=TODAY))))
    back = parts.link(_("Choose from the list of units"), href("/units", state))
    return [parts.card([*body, html.P(back)], _("A unit no longer in force"))]


def before(
    names: Sequence[tuple[str, date]], replaces: Sequence[FormerUnit], state: State
) -> list[Component]:
    """What a unit was called before, and which units it took over from."""
    lines: list[Component] = [
        html.P(
            _("Formerly {name}, until {day}", name=name, day=formats.day(day)),
            className="quiet",
        )
        for name, day in names
    ]
    for unit in replaces:
        to = href(f"/units/{unit.code}", state, borders="")
        words = _("of {name} ({code})", name=unit.name, code=unit.code)
        took = (
            _("Took over, until {day},", day=formats.day(unit.until))
            if len(unit.successors) == 1
            else _("Took over a part, until {day},", day=formats.day(unit.until))
        )
        lines.append(html.P([took, " ", parts.link(words, to)], className="quiet"))
    return lines
