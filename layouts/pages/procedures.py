"""The procedures: how many dossiers, how they come, who offers them at which level."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.names import alphabetical, fold
from figures import formats
from layouts import parts, pickers
from layouts.cards import card_table
from layouts.filters import ALL, one_or_all
from layouts.levels import levels_card
from layouts.pages import Page
from layouts.stale import stale_badge
from layouts.state import State, here, href
from metrics import plain
from metrics.answers import Header, ProceduresAnswer
from metrics.doubted import BOTH
from metrics.questions import Reading

PAGE = Page("procedures", "/procedures", "Procedures", "file-text", 60, kept=True)
# Procedures whose level is drawn by unit, and rows listed before one asks for more.
DRAWN, LISTED = 25, 25
# What the number of dossiers and the online share of this page speak of.
INDICATOR = "online_dossiers"


def controls(answer: ProceduresAnswer, state: State) -> Component:
    """Field, volume, search."""
    fields = sorted({str(f) for f in answer.frame["field"] if f}, key=alphabetical)
    return pickers.bar(
        [
            one_or_all(
                "field",
                _("Field"),
                [(field, field) for field in fields],
                state,
                width=240,
                searchable=True,
            ),
            pickers.switch(
                "volume",
                _("Volume"),
                [(ALL, _("All")), ("high", _("High volume"))],
                state.get("volume"),
                ALL,
            ),
            pickers.text(
                "q", _("Search a procedure"), state.get("q"), _("e.g. khai sinh")
            ),
        ]
    )


def fitting(answer: ProceduresAnswer, state: State) -> list[dict[str, Any]]:
    """The procedures that pass the filters of the address."""
    field, wanted = state.get("field", ALL), fold(state.get("q"))
    return [
        row
        for row in plain.rows(answer.frame)
        if field in (ALL, row["field"])
        and (state.get("volume") != "high" or row["high_volume"])
        and wanted in fold(f"{row['name']} {row['procedure_code']}")
    ]


def drawn(answer: ProceduresAnswer, state: State) -> tuple[str, ...]:
    """The codes of the procedures whose level is drawn by unit."""
    return tuple(str(row["procedure_code"]) for row in fitting(answer, state)[:DRAWN])


def content(answer: ProceduresAnswer, header: Header, state: State) -> list[Component]:
    """The table, and the first procedures by unit. `answer` has their levels."""
    rows = fitting(answer, state)
    if not rows:
        words = (
            _("No procedure is on record. Load a procedures file.")
            if answer.frame.empty
            else _("No procedure fits these filters. Take one of them away.")
        )
        return [parts.card(parts.nothing(words), _("Procedures"))]
    return [
        _table_card(rows, answer.reading, header, state),
        levels_card(rows[:DRAWN], answer.levels),
    ]


def _table_card(
    rows: list[dict[str, Any]], reading: Reading, header: Header, state: State
) -> Component:
    heads: list[parts.Column | str] = [
        _("Procedure"),
        _("Field"),
        parts.Column(_("Received"), True),
        parts.Column(_("Online"), True),
        parts.Column(_("Offered online"), True),
        parts.Column(_("End to end"), True),
    ]
    listed = rows if state.get("list") == ALL else rows[:LISTED]
    lines = [_line(row, header, state) for row in listed]
    return parts.card(
        [
            *stale_badge(header.stale),
            card_table(heads, lines, _("Procedures, high volume first")),
            *_more(len(rows), len(listed), state),
            *_rules(listed),
        ],
        _("{count} procedures", count=formats.number(len(rows))),
        _days(reading),
        className="long",
    )


def _days(reading: Reading) -> str:
    return _(
        "dossiers of {start} to {end} · services on {end} · high volume first",
        start=formats.day(reading.start),
        end=formats.day(reading.as_of),
    )


def _more(rows: int, listed: int, state: State) -> list[Component]:
    if listed == rows:
        return []
    words = _("List all {count} procedures", count=formats.number(rows))
    return [html.P(parts.link(words, here(state, list=ALL)))]


def _share(row: dict[str, Any], state: State) -> Component:
    text, code = formats.percent(row["online_share"], 1), str(row["procedure_code"])
    if row.get("reported"):
        # Reports may count in its number; here dossiers alone are counted.
        return parts.made_of(text, state, INDICATOR, "", code)
    return parts.number(text, state, INDICATOR, "", procedure=code)


def _doubts(row: dict[str, Any], state: State) -> list[Component]:
    """How many doubts there are about rows of the procedure, and the way to them."""
    if not row["doubts"]:
        return []
    words = _("{count} doubts, all days", count=formats.number(row["doubts"]))
    code = row["procedure_code"]
    to = href("/data", state, show="doubts", by=BOTH, procedure=code)
    told = _("Doubtful rows that count, by unit and procedure")
    return [html.Small(parts.link(words, to, told))]


def _rules(rows: list[dict[str, Any]]) -> list[Component]:
    offered = _(
        "Offered online: units that offer the procedure partly or end to end, of the "
        "units where it is in force."
    )
    doubts = _(
        "Doubts: rows that count although something about them is doubtful, of all "
        "units and days; a row counts once for each doubt about it."
    )
    told = [offered, doubts] if any(row["doubts"] for row in rows) else [offered]
    return [parts.note(text) for text in told]


def _line(row: dict[str, Any], header: Header, state: State) -> tuple[Any, ...]:
    to = href("/data", state, indicator=INDICATOR, procedure=row["procedure_code"])
    name = parts.link(row["name"], to, _("What this number is made of"), "unit")
    mark = (
        html.Span(_("high volume"), className="badge") if row["high_volume"] else None
    )
    online = parts.counted({"numerator": row["online"], "denominator": row["received"]})
    unknown = (
        html.Small(
            _("level not known: {count}", count=formats.number(row["level_unknown"]))
        )
        if row["level_unknown"]
        else None
    )
    return (
        [name, html.Small([row["procedure_code"], " ", mark]), *_doubts(row, state)],
        row["field"] or "",
        formats.number(row["received"]),
        [_share(row, state), html.Small(online)],
        formats.counts(row["offered"], row["in_force"]),
        [formats.counts(row["full"], row["in_force"]), unknown],
    )
