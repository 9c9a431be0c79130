"""What stands at the bottom of a drill: entries of the catalogue, reported figures."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.reconciled import MEASURES
from layouts import parts
from layouts.cards import card_table
from layouts.sources.loads import day_text
from layouts.state import State, href
from layouts.words import LEVELS, USED, word
from metrics import plain
from metrics.made_of import MadeOf
from metrics.sums import entries_of

_NO_MEASURE = (
    "unit_code",
    "procedure_code",
    "period_start",
    "period_end",
    "reported_at",
    "load_id",
    "file",
    "used",
)


def entries_card(made: MadeOf, title: str) -> Component:
    """The entries of the catalogue behind a procedure, and where each counts."""
    heads: list[parts.Column | str] = [
        _("Level"),
        _("Valid"),
        _("Decision"),
        _("Load"),
        parts.Column(_("Counts at units"), True),
    ]
    lines = [
        (
            word(LEVELS, row["level"]),
            f"{_open_day(row['valid_from'])} – {_open_day(row['valid_to'])}",
            row["decision"] or formats.NOTHING,
            _file(row),
            formats.counts(row["numerator"], row["denominator"]),
        )
        for row in entries_of(made)
    ]
    if not lines:
        words = _("The procedure is not in force here on this day.")
        return parts.card(parts.nothing(words), title)
    rule = _(
        "A row for the unit goes over one for its kind, over one for all; then the "
        "later first day; then the later load."
    )
    return parts.card([card_table(heads, lines, title), parts.note(rule)], title)


def _file(row: dict[str, Any]) -> list[Component]:
    return [
        html.Span(row["file"] or "", className="file"),
        html.Small(_("load {number}", number=row["load_id"])),
    ]


def _open_day(day: Any) -> str:
    """A day of validity; "…" for always and for still."""
    if day is None or getattr(day, "year", 2000) in (1, 9999):
        return "…"
    return day_text(day)


def counts_card(made: MadeOf, state: State) -> list[Component]:
    """The reported figures behind the number, used or not."""
    if made.counts.empty:
        return []
    measures = [name for name in made.counts.columns if name not in _NO_MEASURE]
    heads: list[parts.Column | str] = [
        _("Period"),
        _("Unit"),
        _("Use"),
        *[parts.Column(word(MEASURES, name), True) for name in measures],
    ]
    lines = [
        (
            f"{day_text(row['period_start'])} – {day_text(row['period_end'])}",
            [
                parts.link(row["unit_code"], href(f"/units/{row['unit_code']}", state)),
                html.Small(row["procedure_code"] or _("the unit's total")),
            ],
            [
                word(USED, row["used"]),
                html.Small(
                    [row["file"], " · ", _("load {number}", number=row["load_id"])],
                    className="file",
                ),
            ],
            *[formats.number(row[name]) for name in measures],
        )
        for row in plain.rows(made.counts)
    ]
    title = _("Reported figures")
    return [parts.card(card_table(heads, lines, title), title)]
