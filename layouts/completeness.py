"""Who has brought all that was expected, said before anyone is ranked by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.state import State
from metrics import plain
from metrics.completeness import Period
from metrics.expected import Expected

Row = Mapping[str, Any]
# Units named before the others are folded away, and periods named of each.
_NAMED, _PERIODS = 8, 6


def before_ranking(expected: Expected, state: State) -> list[Component]:
    """How complete the data are that a ranking stands on, the incomplete units named;
    nothing where nothing can be expected of anyone."""
    known = len(expected.frame) - len(expected.untold)
    if not known:
        return []
    lacking = plain.rows(expected.lacking)
    said: list[Any] = [_sentence(expected)]
    if lacking:
        said += [
            " ",
            html.B(_("These are not:")),
            " ",
            *_links(lacking[:_NAMED], state),
        ]
    body: list[Any] = [html.P(said)]
    if lacking[_NAMED:]:
        more = _("{count} more", count=formats.number(len(lacking) - _NAMED))
        links = html.P(_links(lacking[_NAMED:], state))
        body.append(html.Details([html.Summary(more), links]))
    body += [html.P(words) for words in _notes(expected)]
    return [html.Div(body, className="note completeness", role="note")]


def _sentence(expected: Expected) -> str:
    known = len(expected.frame) - len(expected.untold)
    sign = "✓" if expected.complete == known else "⚠"
    said = _(
        "Data are complete for {complete} of {all} units, from {start} to {end} "
        "({days} working days).",
        complete=formats.number(expected.complete),
        all=formats.number(known),
        start=formats.day(expected.start),
        end=formats.day(expected.end),
        days=formats.number(expected.days),
    )
    return f"{sign} {said}"


def _notes(expected: Expected) -> list[str]:
    found = []
    if len(expected.untold):
        found.append(
            _(
                "Of {count} units nothing can be expected yet: they have no history of "
                "data on most working days, or of regular reports.",
                count=formats.number(len(expected.untold)),
            )
        )
    if expected.nobody:
        days = periods(expected.nobody)
        found.append(_("Working days without data of any unit: {days}.", days=days))
    return found


def _links(rows: Sequence[Row], state: State) -> list[Any]:
    """The units as links, each with what it lacks."""
    found: list[Any] = []
    for row in rows:
        found += [parts.unit_link(state, row), f" ({lacks(row)})", "; "]
    return [*found[:-1], "."]


def lacks(row: Row) -> str:
    """What a unit lacks, in a few words; "" where it lacks nothing."""
    if not row.get("lacking"):
        return ""
    count = formats.number(row["lacking"])
    days = periods(row["gaps"])
    if row["basis"] == "reports":
        return _("lacks {count} reports: {days}", count=count, days=days)
    return _("lacks {count} days: {days}", count=count, days=days)


def marks(expected: Expected) -> dict[str, str]:
    """Unit code -> the mark of its row, for those that lack something."""
    return {row["unit_code"]: _short(row) for row in plain.rows(expected.lacking)}


def _short(row: Row) -> str:
    count = formats.number(row["lacking"])
    if row["basis"] == "reports":
        return _("⚠ lacks {count} reports", count=count)
    return _("⚠ lacks {count} days of data", count=count)


def periods(missing: Sequence[Period]) -> str:
    """Days and spans of days, the first few of them."""
    said = ", ".join(_period(one) for one in missing[:_PERIODS])
    return said + (", …" if len(missing) > _PERIODS else "")


def _period(one: Period) -> str:
    first = formats.day(one.first, year=False)
    last = formats.day(one.last, year=False)
    return first if one.first == one.last else f"{first}–{last}"


def of_unit(expected: Expected | None, state: State) -> list[Component]:
    """The line of a unit's own page; of a parent, of the units below it."""
    if expected is None or expected.frame.empty:
        return []
    if len(expected.frame) > 1:
        return before_ranking(expected, state)
    row = plain.rows(expected.frame)[0]
    if not row["basis"]:
        return []
    said = [lacks(row) or _complete(row)]
    if row["due"]:
        said.append(_("next report due: {days}", days=_period(row["due"])))
    sign = "⚠" if row["lacking"] else "✓"
    return [html.P(f"{sign} {' · '.join(said)}", className="quiet")]


def _complete(row: Row) -> str:
    count = formats.number(row["expected"])
    if row["basis"] == "reports":
        return _("all {count} reports expected are here", count=count)
    return _("data on all {count} working days", count=count)


def league_card(expected: Expected | None, state: State) -> Component:
    """Every unit by how much it lacks, then by how far its newest data lag."""
    title = _("Completeness and timeliness")
    if expected is None or expected.frame.empty:
        words = _("No unit is expected to have data yet.")
        return parts.card(parts.nothing(words), title)
    rows = sorted(plain.rows(expected.frame), key=_order)
    heads: list[parts.Column | str] = [
        _("Unit"),
        parts.Column(_("Had, of expected"), True),
        _("Missing"),
        parts.Column(_("Working days behind the newest"), True),
        _("Newest data"),
    ]
    table = card_table(heads, [_line(row, state) for row in rows], title)
    top = [html.P(_sentence(expected)), *(html.P(w) for w in _notes(expected))]
    rule = _(
        "A unit that had dossiers on at least 4 of 5 working days of its history is "
        "expected to have some on each working day on which any unit had; a unit that "
        "reports by day, week or month, a report for each period that has ended."
    )
    return parts.card(
        [*top, table, parts.note(rule)],
        title,
        "",
        html.Div(parts.download_buttons("completeness"), className="actions no-print"),
        className="long",
    )


def _order(row: Row) -> tuple[int, int]:
    behind = row["behind"]
    return -row["lacking"], -(behind if behind is not None else 10**6)


def _line(row: Row, state: State) -> tuple[Any, ...]:
    had = row["expected"] - row["lacking"]
    counted = formats.counts(had, row["expected"]) if row["basis"] else formats.NOTHING
    kind = _("reports") if row["basis"] == "reports" else _("working days")
    return (
        parts.unit_link(state, row),
        [counted, html.Small(kind if row["basis"] else _("no history yet"))],
        lacks(row) or formats.NOTHING,
        formats.number(row["behind"]),
        formats.day(row["last_day"]) if row["last_day"] else _("no data"),
    )
