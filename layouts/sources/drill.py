"""What one number is made of: procedure, day, load, one level down at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.sources.behind import counts_card, entries_card
from layouts.sources.loads import day_text
from layouts.state import State, here, href
from layouts.words import LEVELS, formula, word
from metrics.made_of import MadeOf
from metrics.sums import PARTS, added, parts_of, reported

BY = {
    "procedure": "By procedure",
    "day": "By day received",
    "load": "By load",
    "service": "By entry of the catalogue",
}


def drill(made: MadeOf, above: Mapping[str, object], state: State) -> list[Component]:
    """The number `above` (numerator, denominator, value) and its parts."""
    about = made.reading.indicator
    return [
        _crumbs(made, state),
        parts.card(
            [
                html.Div(
                    [
                        html.Span(_value(made, above, state), className="big"),
                        html.Span(
                            parts.counted(above, about.things), className="quiet"
                        ),
                    ],
                    className="facts",
                ),
                html.P(formula(about), className="quiet"),
                html.P(_days(made), className="quiet"),
                *_on(made, state),
            ],
            f"{_(about.name)} · {_whose(made)}",
        ),
        _parts_card(made, above, state),
        *counts_card(made, state),
    ]


def _value(made: MadeOf, above: Mapping[str, object], state: State) -> parts.Content:
    """The value; that of a whole number leads to its passport."""
    value = formats.percent(above["value"])
    to = _passport(made, state)
    if made.procedure_code or made.day is not None or not to:
        return value
    return parts.link(value, to, _("Where this number comes from"), "number")


def _passport(made: MadeOf, state: State) -> str:
    """The passport of the number that this is a part of; "" under today's borders,
    of which it does not speak."""
    if parts.behind(state) != "/number":
        return ""
    own = {"window": state.get("window"), "from": state.get("from")}
    key = made.reading.indicator.key
    if has_figures(made) and made.day is None:
        own["procedure"] = made.procedure_code
    return href("/number", state, indicator=key, unit=made.unit_code, **own)


def has_figures(made: MadeOf) -> bool:
    """Whether single procedures have a figure of their own: not where they are in use
    or not, which is told of units alone."""
    return made.reading.indicator.basis != "both"


def _on(made: MadeOf, state: State) -> list[Component]:
    to = _passport(made, state)
    if not to:
        return []
    link = parts.link(_("Where this number comes from"), to)
    return [html.P(link, className="no-print")]


def _whose(made: MadeOf) -> str:
    said = [made.unit_name or _("The whole")]
    if made.procedure_code:
        said.append(made.procedure_name or made.procedure_code)
    if made.day is not None:
        said.append(formats.day(made.day))
    return " · ".join(said)


def _days(made: MadeOf) -> str:
    reading = made.reading
    if made.day is not None:
        return _("received on {day}", day=formats.day(made.day))
    if reading.start is None or reading.window == "state":
        return _("as of {day}", day=formats.day(reading.as_of))
    return _(
        "{start} to {end}",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )


def _crumbs(made: MadeOf, state: State) -> Component:
    """The way down to here, each step a link."""
    steps: list[tuple[str, str]] = [
        (_("Data"), href("/data", state)),
        (
            f"{_(made.reading.indicator.name)} · {made.unit_name or _('The whole')}",
            here(state, procedure=None, day=None),
        ),
    ]
    if made.procedure_code:
        name = made.procedure_name or made.procedure_code
        steps.append((name, here(state, day=None)))
    if made.day is not None:
        steps.append((formats.day(made.day), here(state)))
    last = len(steps) - 1
    items = [
        html.Li(html.Span(text, **parts.aria(current="page")))
        if place == last
        else html.Li(parts.link(text, to))
        for place, (text, to) in enumerate(steps)
    ]
    return html.Nav(
        html.Ol(items),
        className="crumbs no-print",
        **parts.aria(label=_("The way here")),
    )


def _parts_card(made: MadeOf, above: Mapping[str, object], state: State) -> Component:
    title = _(BY["procedure" if _by_procedure(made) else made.by])
    if made.by == "service" and made.procedure_code:
        return entries_card(made, title)
    rows, more = parts_of(made), reported(made)
    if not rows and more["denominator"] is None:
        return parts.card(parts.nothing(_nothing(made)), title)
    heads: list[parts.Column | str] = [
        title,
        parts.Column(_("Numerator"), True),
        parts.Column(_("Denominator"), True),
        parts.Column(_("Value"), True),
    ]
    total = added([*rows, more])
    lines = [_line(_part_name(made, row, state), row) for row in rows]
    if more["denominator"] is not None:
        lines.append(_line(_("Reported figures that count"), more))
    lines.append(_line(html.B(_("Sum of the rows")), total))
    verdict = parts.note(_verdict(total, above, made))
    listed = has_figures(made) and not made.procedure_code and made.day is None
    buttons = parts.download_buttons("procedures") if listed else None
    return parts.card(
        [parts.table(heads, lines, title), verdict], title, "", buttons, "long"
    )


def _by_procedure(made: MadeOf) -> bool:
    return made.by == "service" and not made.procedure_code


def _line(name: Any, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return (
        name,
        formats.number(row["numerator"]),
        formats.number(row["denominator"]),
        formats.percent(row["value"]) if "value" in row else "",
    )


def _verdict(
    total: Mapping[str, object], above: Mapping[str, object], made: MadeOf
) -> str:
    """Whether the rows add up to the number above."""
    said = formats.counts(total["numerator"], total["denominator"])
    if all(total[name] == above[name] for name in PARTS):
        return _("The rows add up to {counts}: the number above.", counts=said)
    number = formats.counts(above["numerator"], above["denominator"])
    if made.by == "service":
        return _(
            "The rows add up to {counts}; the number above is {above}. Units where the "
            "level of a procedure is not known are left out there.",
            counts=said,
            above=number,
        )
    return _(
        "The rows add up to {counts}; the number above is {above}. Units without "
        "enough data are left out there.",
        counts=said,
        above=number,
    )


def _nothing(made: MadeOf) -> str:
    if made.counts.empty:
        return _("Nothing of this is on record in the days shown.")
    return _("There are no dossiers: the number comes from the reported figures below.")


def _part_name(made: MadeOf, row: dict[str, Any], state: State) -> Any:
    key = row["key"]
    if made.by in ("procedure", "service"):
        name = parts.link(row["label"] or key, here(state, procedure=key))
        levels = [word(LEVELS, level) for level in row.get("levels", [])]
        return [name, html.Small(" · ".join([str(key), *levels]))]
    if made.by == "day":
        return parts.link(day_text(key), here(state, day=key))
    taken = formats.moment(str(row.get("known_at") or ""))
    number = _("load {number}", number=key)
    file = row.get("file") or row["label"]
    return [
        html.Span(file, className="file"),
        html.Small(f"{number} · {taken}"),
    ]
