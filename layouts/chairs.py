"""The cards of the page of Chairs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.dumbbell import dumbbell, height
from layouts import parts, standing
from layouts.cards import short_table
from layouts.charts import chart_card
from layouts.stale import stale_badge
from layouts.state import State, here
from metrics.freshness import StaleSource
from metrics.questions import Reading

Row = dict[str, Any]
# What a row's numbers speak of, and how the page is looked at.
About = tuple[Reading, State]
# More lines than this are drawn only when asked for.
DRAWN = 30


def attribution_rule() -> str:
    """Whom a standing belongs to."""
    return _(
        "What stood before a term began is shown as inherited and is never put under "
        "the new name. Inherited: the standing on the eve of the term, over the same "
        "window. In the term: dossiers received since the term began, alone. Changes "
        "are in percentage points."
    )


def table_card(
    reading: Reading, rows: list[Row], state: State, stale: Sequence[StaleSource] = ()
) -> Component:
    """Each Chair in office with target, standing, gap and what was inherited;
    `stale`: the late sources."""
    title = _("{count} Chairs in office", count=formats.number(len(rows)))
    subtitle = _(
        "{indicator} · as of {day}",
        indicator=_(reading.indicator.name),
        day=formats.day(reading.as_of),
    )
    if not rows:
        words = _("No Chair fits these filters. Take one of them away.")
        return parts.card(parts.nothing(words), title, subtitle)
    # The catalogue is a state: nothing of it is received within a term.
    own, about = any(row["own_value"] is not None for row in rows), (reading, state)
    lines = [
        (*_line(row, reading, state), *([_share(row, "own", about)] if own else []))
        for row in rows
    ]
    caption = _("Chairs in office and their standing")
    names = [parts.unit_name(row) for row in rows]
    return parts.card(
        [
            *stale_badge(stale, reading.indicator.things),
            short_table(_heads(own), lines, caption, names),
            parts.note(attribution_rule()),
            parts.note(standing.status_rule(reading)),
        ],
        title,
        subtitle,
        className="long",
    )


def _heads(own: bool) -> list[parts.Column | str]:
    term = [parts.Column(_("In the term"), True)] if own else []
    return [
        _("Chair and unit"),
        _("In office"),
        parts.Column(_("Standing"), True, "sight"),
        parts.Column(_("Target"), True),
        parts.Column(_("Missing"), True),
        parts.Column(_("Status"), className="sight"),
        parts.Column(_("Inherited"), True),
        parts.Column(_("Change"), True),
        parts.Column(_("Rank then → now"), True),
        *term,
    ]


def _line(row: Row, reading: Reading, state: State) -> tuple[Any, ...]:
    things = reading.indicator.things
    gap = None
    if row["value"] is not None and row["target"] is not None:
        gap = row["value"] - row["target"]
    return (
        [
            html.B(parts.link(row["person"], here(state, person=row["person"]))),
            *parts.acting(row["acting"]),
            html.Small(parts.unit_link(state, row)),
        ],
        [
            formats.day(row["starts_on"]),
            html.Small(_("{days} days", days=formats.number(row["days_in_office"]))),
        ],
        standing.value_cell(row, reading, state),
        formats.target(row["target"]),
        standing.gap_cell({"missing": row["missing"], "gap": gap}, things),
        parts.pill(row["status"]),
        _share(row, "inherited", (reading, state)),
        parts.signed(row["change"]),
        _ranks(row),
    )


def _share(row: Row, whose: str, about: About) -> list[Any]:
    """A share beside the standing: the one "inherited", or the term's "own"."""
    value = row[f"{whose}_value"]
    if value is None:
        return [formats.NOTHING]
    reading, state = about
    counts = formats.counts(row[f"{whose}_numerator"], row[f"{whose}_denominator"])
    eve = row["starts_on"] - timedelta(days=1)
    days = {"as_of": eve} if whose == "inherited" else {"from": row["starts_on"]}
    if whose == "inherited" and reading.indicator.basis != "catalogue":
        days["from"] = reading.start
    code, key = row["unit_code"], reading.indicator.key
    linked = parts.number(formats.percent(value), state, key, code, **days)
    return [linked, html.Small(counts)]


def _ranks(row: Row) -> list[Any]:
    then, now = row["inherited_rank"], row["rank"]
    moved = formats.places(now, then)
    return [
        f"{formats.number(then)} → {formats.number(now)}",
        html.Small(moved) if moved != formats.NOTHING else None,
    ]


def inherited_card(reading: Reading, rows: list[Row], state: State) -> Component:
    """From the standing inherited to the standing now."""
    known = [
        row
        for row in rows
        if row["inherited_value"] is not None and row["value"] is not None
    ]
    title = _("From what was inherited to now")
    if not known:
        words = _(
            "No standing on the eve of a term is known: the terms began before the "
            "first day with data, or with the window itself."
        )
        return parts.card(parts.nothing(words), title)
    drawn = known if state.get("chart") == "all" else known[:DRAWN]
    targets = {row["target"] for row in drawn}
    return chart_card(
        title,
        _("ring: on the eve of the term · dot: now · red line: the target"),
        dumbbell([_drawn(row) for row in drawn], _only(targets)),
        _twin(known, (reading, state)),
        height=height(drawn),
        below=_draw_all(known, state) if len(drawn) < len(known) else None,
    )


def _draw_all(rows: list[Row], state: State) -> list[Component]:
    words = _("Draw all {count}", count=formats.number(len(rows)))
    return [parts.link(words, here(state, chart="all"))]


def _only(targets: set[Any]) -> float | None:
    return float(targets.pop()) if len(targets) == 1 and None not in targets else None


def _drawn(row: Row) -> Row:
    then = formats.counts(row["inherited_numerator"], row["inherited_denominator"])
    inherited = formats.percent(row["inherited_value"])
    since = _("Chair since {day}", day=formats.day(row["starts_on"]))
    return {
        "label": row["unit_name"],
        "before": float(row["inherited_value"]),
        "after": float(row["value"]),
        "before_said": _("inherited: {share}", share=inherited) + f" ({then})",
        "after_said": f"{formats.percent(row['value'])} ({parts.counted(row)})<br>"
        f"{row['person']} · {since}",
    }


def _twin(rows: list[Row], about: About) -> Component:
    reading, state = about
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Chair"),
        parts.Column(_("Inherited"), True),
        parts.Column(_("Now"), True),
        parts.Column(_("Change"), True),
    ]
    lines = [
        (
            parts.unit_link(state, row),
            row["person"],
            _share(row, "inherited", about),
            standing.value_cell(row, reading, state),
            parts.signed(row["change"]),
        )
        for row in rows
    ]
    return parts.table(heads, lines, _("Inherited standing and standing now"))


def without_card(rows: list[Row], state: State) -> list[Component]:
    """The units where nobody is on record as answerable."""
    if not rows:
        return []
    names = html.Ul(
        [html.Li(parts.unit_link(state, row)) for row in rows], className="silent"
    )
    title = _(
        "{count} units without a Chair on record", count=formats.number(len(rows))
    )
    hint = _("load an office_terms file with their Chairs")
    return [parts.card(names, title, hint)]
