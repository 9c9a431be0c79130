"""What one number is made of: procedure, day, load, one level down at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.sources.behind import counts_card, services_card
from layouts.sources.loads import day_text
from layouts.state import State, here, href
from layouts.words import formula
from metrics.answers import MadeOf

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
                        html.Span(formats.percent(above["value"]), className="big"),
                        html.Span(
                            parts.counted(above, about.things), className="quiet"
                        ),
                    ],
                    className="facts",
                ),
                html.P(f"{_(about.name)} = {formula(about)}", className="quiet"),
                html.P(_days(made), className="quiet"),
            ],
            f"{_(about.name)} · {_whose(made)}",
        ),
        _parts_card(made, above, state),
        *counts_card(made),
    ]


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
    title = _(BY[made.by])
    if made.frame.empty:
        return parts.card(parts.nothing(_nothing(made)), title)
    if made.by == "service":
        return services_card(made, title)
    heads: list[parts.Column | str] = [
        title,
        parts.Column(_("Numerator"), True),
        parts.Column(_("Denominator"), True),
        parts.Column(_("Value"), True),
    ]
    rows = standing.rows(made.frame)
    lines: list[tuple[Any, ...]] = [
        (
            _part_name(made, row, state),
            formats.number(row["numerator"]),
            formats.number(row["denominator"]),
            formats.percent(row["value"]),
        )
        for row in rows
    ]
    total = added(rows)
    lines.append(_sum_line(total))
    return parts.card(
        [parts.table(heads, lines, title), parts.note(_verdict(total, above))],
        title,
        className="long",
    )


def _sum_line(total: Mapping[str, object]) -> tuple[Any, ...]:
    above, below = (formats.number(total[n]) for n in ("numerator", "denominator"))
    return html.B(_("Sum of the rows")), html.B(above), html.B(below), ""


def added(rows: list[dict[str, Any]]) -> dict[str, int | None]:
    """The sums of numerators and denominators over the rows that are known."""

    def total(name: str) -> int | None:
        known = [int(row[name]) for row in rows if row[name] is not None]
        return sum(known) if known else None

    return {name: total(name) for name in ("numerator", "denominator")}


def _verdict(total: Mapping[str, object], above: Mapping[str, object]) -> str:
    """Whether the rows add up to the number above."""
    said = formats.counts(total["numerator"], total["denominator"])
    if all(total[name] == above[name] for name in ("numerator", "denominator")):
        return _("The rows add up to {counts}: the number above.", counts=said)
    return _(
        "The rows add up to {counts}; the number above is {above}. The rest stands in "
        "the reported figures, or is read as a whole and not by rows.",
        counts=said,
        above=formats.counts(above["numerator"], above["denominator"]),
    )


def _nothing(made: MadeOf) -> str:
    if made.counts.empty:
        return _("Nothing of this is on record in the days shown.")
    return _("There are no dossiers: the number comes from the reported figures below.")


def _part_name(made: MadeOf, row: dict[str, Any], state: State) -> Any:
    key = row["key"]
    if made.by == "procedure":
        name = parts.link(row["label"] or key, here(state, procedure=key))
        return [name, html.Small(str(key))]
    if made.by == "day":
        return parts.link(day_text(key), here(state, day=key))
    taken = formats.moment(str(row.get("known_at") or ""))
    number = _("load {number}", number=key)
    file = row.get("file") or row["label"]
    return [
        html.Span(file, className="file"),
        html.Small(f"{number} · {taken}"),
    ]
