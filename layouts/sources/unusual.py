"""Weeks that lie far from a unit's own earlier ones: questions, no findings."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats, unusual
from layouts import parts
from layouts.cards import folded_table
from layouts.sources.rejected import unit_filter
from layouts.state import State
from layouts.words import word
from metrics import plain
from metrics.unlike import Unlike
from metrics.unusual import LEAST_WEEKS, MOST_WEEKS, Week

# Lines in sight before the others are folded away.
_SHOWN = 20


def unusual_card(answer: Unlike | None, state: State) -> Component:
    """What is told of the whole, and of each unit whose newest complete week lies far
    from its own earlier ones."""
    title = _("Weeks unlike earlier ones")
    subtitle = _("a question, not a finding: it has other explanations")
    if answer is None or answer.week is None:
        words = _(
            "Nothing is compared: that takes a check that is on, and {count} complete "
            "weeks of data before the newest one.",
            count=LEAST_WEEKS,
        )
        return parts.card(parts.nothing(words), title, subtitle)
    rows = plain.rows(answer.of(state.get("unit")))
    body = [*_told(answer, answer.week), *unit_filter(state), *_table(rows, state)]
    return parts.card(
        [*body, *_notes()],
        title,
        subtitle,
        parts.download_buttons("unusual"),
        "long",
    )


def _told(answer: Unlike, week: Week) -> list[Component]:
    """The week, and what was compared."""
    flagged = answer.frame["unit_code"][answer.frame["unit_code"] != ""].nunique()
    compared = _(
        "{sign} Week of {first} to {last}, {days} working days: {flagged} of {units} "
        "units have a figure far from their own earlier weeks. {procedures} of their "
        "procedures had dossiers enough to be compared too.",
        sign="◇" if flagged else "✓",
        first=formats.day(week.first, year=False),
        last=formats.day(week.last),
        days=formats.number(len(week.days)),
        flagged=formats.number(flagged),
        units=formats.number(answer.units),
        procedures=formats.number(answer.procedures),
    )
    if not answer.untold:
        return [html.P(compared)]
    untold = _(
        "Of {count} units nothing can be told: too few dossiers, or too few weeks.",
        count=formats.number(answer.untold),
    )
    return [html.P(compared), html.P(untold)]


def _table(rows: list[dict[str, Any]], state: State) -> list[Component]:
    if not rows:
        words = _("Nothing that could be compared lies far from its earlier weeks.")
        return [parts.nothing(words)]
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Figure"),
        _("What was seen"),
        _("Expected by earlier weeks"),
        _("Who must look"),
    ]
    lines = [_line(row, state) for row in rows]
    return folded_table(heads, lines, _("Weeks unlike earlier ones"), _SHOWN)


def _line(row: dict[str, Any], state: State) -> tuple[Any, ...]:
    whole = html.B(_("All units together"))
    return (
        parts.unit_link(state, row) if row["unit_code"] else whole,
        [word(unusual.CHECKS, row["check"]), *_procedure(row)],
        f"{'▲' if unusual.above(row) else '▼'} {unusual.seen(row)}",
        [
            unusual.usual(row),
            html.Small(_before(row)),
        ],
        _(row["owner"]),
    )


def _before(row: dict[str, Any]) -> str:
    return _(
        "{weeks} weeks, {count} dossiers",
        weeks=formats.number(row["weeks"]),
        count=formats.number(row["before"]),
    )


def _procedure(row: dict[str, Any]) -> list[Component]:
    if not row["procedure_code"]:
        return []
    return [html.Small(f"{row['procedure_code']} · {row['procedure_name']}")]


def _notes() -> list[Component]:
    rule = _(
        "Compared are dossiers of working days with those of {least} to {most} earlier "
        "weeks; a public holiday, or an event of kind holiday, is no working day. What "
        "moved alike at most units is taken off each of them and told once, of all "
        "units together.",
        least=LEAST_WEEKS,
        most=MOST_WEEKS,
    )
    why = _(
        "A campaign, an office that was closed or late data look the same. From where "
        "on it is told, and who must look, stands in checks.yaml; how often it is told "
        "without cause, in docs/checks.md."
    )
    return [parts.note(rule), parts.note(why)]
