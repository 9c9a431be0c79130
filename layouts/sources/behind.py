"""What stands at the bottom of a drill: entries of the catalogue, reported figures."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, standing
from layouts.sources.loads import day_text
from layouts.words import LEVELS, MEASURES, USED, word
from metrics.answers import MadeOf

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


def services_card(made: MadeOf, title: str) -> Component:
    """The entries of the catalogue behind a procedure at a unit."""
    heads: list[parts.Column | str] = [_("Level"), _("Valid"), _("Decision"), _("Load")]
    lines = [
        (
            word(LEVELS, row["level"]),
            f"{_open_day(row['valid_from'])} – {_open_day(row['valid_to'])}",
            row["decision"] or formats.NOTHING,
            [
                html.Span(row["file"] or "", className="file"),
                html.Small(_("load {number}", number=row["load_id"])),
            ],
        )
        for row in standing.rows(made.frame)
    ]
    words = _("The entry that counts stands first; it covers the unit on that day.")
    return parts.card([parts.table(heads, lines, title), parts.note(words)], title)


def _open_day(day: Any) -> str:
    """A day of validity; "…" for always and for still."""
    if day is None or getattr(day, "year", 2000) in (1, 9999):
        return "…"
    return day_text(day)


def counts_card(made: MadeOf) -> list[Component]:
    """The reported figures behind the number, used or not."""
    if made.counts.empty:
        return []
    measures = [name for name in made.counts.columns if name not in _NO_MEASURE]
    heads: list[parts.Column | str] = [
        _("Period"),
        _("Procedure"),
        *[parts.Column(word(MEASURES, name), True) for name in measures],
        _("Use"),
        _("File"),
    ]
    lines = [
        (
            f"{day_text(row['period_start'])} – {day_text(row['period_end'])}",
            row["procedure_code"] or _("the unit's total"),
            *[formats.number(row[name]) for name in measures],
            word(USED, row["used"]),
            [
                html.Span(row["file"] or "", className="file"),
                html.Small(_("load {number}", number=row["load_id"])),
            ],
        )
        for row in standing.rows(made.counts)
    ]
    title = _("Reported figures")
    return [parts.card(parts.table(heads, lines, title), title)]
