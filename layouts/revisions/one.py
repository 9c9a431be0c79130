"""Why one published number is another now."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.causes import cause
from layouts import parts
from layouts.revisions.several import plus, published_on
from layouts.state import State, here
from layouts.words import FILE_KINDS, LEVELS, word
from metrics import plain
from metrics.reading import Amount
from metrics.revisions import Revision

# Rows shown of a long list; the file has them all.
_SHOWN = 200
WAYS = {"entered": "Entered", "left": "Left", "changed": "Changed"}


def cards(revision: Revision, state: State, timezone: str) -> list[Component]:
    """The difference, its parts, and the rows behind them."""
    return [
        _difference(revision, state, timezone),
        _parts(revision, timezone),
        *_items(revision),
        *_rows(revision, timezone),
    ]


def _name(revision: Revision) -> str:
    return revision.unit_name or _("The whole")


def _difference(revision: Revision, state: State, timezone: str) -> Component:
    moved = revision.difference
    facts = [
        _fact(_("As published"), revision.then, revision.rank_then),
        _fact(_("As known now"), revision.now, revision.rank_now),
        html.Div(
            [
                html.Span(_("Difference"), className="quiet"),
                html.Span(parts.signed(None if moved is None else float(moved))),
            ]
        ),
    ]
    about = revision.published
    return parts.card(
        html.Div(facts, className="then-now"),
        f"{_name(revision)} · {_(about.indicator.name)}",
        published_on(about, timezone),
        parts.link(_("All units"), here(state, unit=None)),
    )


def _fact(label: str, amount: Amount, rank: int | None) -> Component:
    counted = {"numerator": amount.numerator, "denominator": amount.denominator}
    said = parts.counted(counted)
    if rank is not None:
        said = f"{said} · {_('rank {rank}', rank=rank)}"
    value = None if amount.value is None else float(amount.value)
    return html.Div(
        [
            html.Span(label, className="quiet"),
            html.Span(formats.percent(value), className="big"),
            html.Span(said, className="quiet"),
        ]
    )


def _parts(revision: Revision, timezone: str) -> Component:
    title = _("By what it moved")
    if not revision.exact:
        return parts.card(parts.nothing(_why_not(revision)), title)
    rows = plain.rows(revision.parts)
    if not rows:
        return parts.card(parts.nothing(_("Nothing moved this number.")), title)
    heads: list[parts.Column | str] = [
        _("Cause"),
        parts.Column(_("Entered"), True),
        parts.Column(_("Left"), True),
        parts.Column(_("Changed"), True),
        parts.Column(_("Numerator"), True),
        parts.Column(_("Denominator"), True),
        parts.Column(_("Points"), True),
    ]
    lines = [_part(row, timezone) for row in rows]
    lines.append(_sum(revision))
    told = parts.note(_("Loads in their order; the points of each are what it moved."))
    return parts.card([parts.table(heads, lines, title), told], title)


def _why_not(revision: Revision) -> str:
    if revision.published.evaluation is None:
        return ""
    return _(
        "What moved this number cannot be told one by one: the evaluation is older "
        "than the records this needs, or more dossiers changed than are compared."
    )


def _part(row: Any, timezone: str) -> tuple[Any, ...]:
    when = formats.moment(row["known_at"], timezone) if row["known_at"] else ""
    return (
        [cause(row), html.Small(when)],
        formats.number(row["entered"]),
        formats.number(row["left"]),
        formats.number(row["changed"]),
        plus(row["numerator"]),
        plus(row["denominator"]),
        formats.change(row["points"], 2),
    )


def _sum(revision: Revision) -> tuple[Any, ...]:
    frame, moved = revision.parts, revision.difference
    ways = [
        formats.number(int(frame[way].sum())) for way in ("entered", "left", "changed")
    ]
    sums = [plus(int(frame[name].sum())) for name in ("numerator", "denominator")]
    return (
        html.B(_("Together")),
        *ways,
        *sums,
        formats.change(None if moved is None else float(moved), 2),
    )


def _items(revision: Revision) -> list[Component]:
    rows = plain.rows(revision.items)
    if not rows:
        return []
    dossiers = revision.published.indicator.basis == "dossiers"
    heads: list[parts.Column | str] = [
        _("Dossier") if dossiers else _("Procedure"),
        _("How"),
        _("Load"),
        _("Then"),
        _("Now"),
        parts.Column(_("Numerator"), True),
        parts.Column(_("Denominator"), True),
    ]
    lines = [_item(row) for row in rows[:_SHOWN]]
    title = _("Dossiers that moved it") if dossiers else _("Procedures that moved it")
    said = _("{shown} of {count}", shown=len(lines), count=formats.number(len(rows)))
    return [parts.card(parts.table(heads, lines, title), title, said, None, "long")]


def _item(row: Any) -> tuple[Any, ...]:
    place = row["procedure_code"] if row["day"] is not None else row["unit_code"]
    day = "" if row["day"] is None else f" · {formats.day(row['day'])}"
    return (
        [str(row["key"]), html.Small(f"{place}{day}")],
        _(WAYS[row["way"]]),
        formats.NOTHING if row["load_id"] is None else str(row["load_id"]),
        _told(row["was"]),
        _told(row["became"]),
        plus(row["numerator"]),
        plus(row["denominator"]),
    )


def _told(words: str) -> str:
    """What stood in the row: a level, or unit, channel, level and status."""
    if not words:
        return formats.NOTHING
    if "|" not in words:
        return word(LEVELS, words)
    unit, channel, level, status = words.split("|")
    named = [word(CHANNELS, channel), word(LEVELS, level), word(STATUSES, status)]
    return ", ".join([unit, *named])


CHANNELS = {
    "online": "Online",
    "counter": "At the counter",
    "post": "By post",
    "": "Channel not stated",
}
STATUSES = {
    "registered": "registered",
    "received": "received",
    "refused": "refused",
    "in_process": "in process",
    "supplement": "supplement asked for",
    "payment": "payment awaited",
    "withdrawn": "withdrawn",
    "stopped": "stopped",
    "finished": "finished",
    "returned": "result returned",
}


def _rows(revision: Revision, timezone: str) -> list[Component]:
    rows = plain.rows(revision.rows)
    if not rows:
        return []
    lines = [
        (
            word(FILE_KINDS, row["kind"]),
            cause(row, "load"),
            formats.moment(row["known_at"], timezone) if row["known_at"] else "",
            formats.number(row["rows"]),
        )
        for row in rows
    ]
    title = _("Other rows that came since")
    heads: list[parts.Column | str] = [
        _("Kind"),
        _("Load"),
        _("Taken at"),
        parts.Column(_("Rows"), True),
    ]
    return [parts.card(parts.table(heads, lines, title), title)]
