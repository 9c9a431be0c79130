"""Where the number comes from: loads, checks, coverage, freshness, evaluations."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.reasons import reason_text
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.held import held_words
from layouts.passport.rules import facts
from layouts.sources.loads import kinds_words
from layouts.state import State, href
from layouts.words import REASONS, word
from metrics import plain
from metrics.passports import Passport

# Loads listed; the rest is told as one line.
LISTED = 8


def loads_card(passport: Passport, state: State) -> Component:
    """The files whose rows the number is made of."""
    title, rows = _("Which loads it comes from"), plain.rows(passport.loads)
    if not rows:
        return parts.card(parts.nothing(_("No row of it is on record.")), title)
    heads: list[parts.Column | str] = [
        _("File"),
        _("Known at"),
        parts.Column(_("Rows that count"), True),
        parts.Column(_("Doubtful rows in it"), True),
    ]
    lines = [_load(row, state) for row in rows[:LISTED]]
    return parts.card([card_table(heads, lines, title), *_rest(rows[LISTED:])], title)


def _load(row: dict[str, Any], state: State) -> tuple[Any, ...]:
    number = _("load {number}", number=row["load_id"])
    to = href("/data", state, load=row["load_id"])
    about = " · ".join(
        part for part in (number, kinds_words(row["kind"]), row["source"] or "") if part
    )
    return (
        [parts.link(row["file"], to, number, "file"), html.Small(about)],
        formats.moment(str(row["known_at"])),
        formats.number(row["rows"]),
        formats.number(row["flagged"]),
    )


def _rest(rows: list[dict[str, Any]]) -> list[Component]:
    if not rows:
        return []
    return [
        parts.note(
            _(
                "and {count} older loads with {rows} rows",
                count=formats.number(len(rows)),
                rows=formats.number(sum(row["rows"] for row in rows)),
            )
        )
    ]


def checks_card(passport: Passport, state: State) -> Component:
    """What was left out, how much could be read, how fresh it is."""
    return parts.card(
        facts(
            [
                (_("Passed"), _passed(passport)),
                (_("Rejected rows"), _faults(passport, state)),
                (_("Rows held back"), _held(passport)),
                (_("Doubtful rows"), _doubts(passport)),
                (_("Coverage"), _coverage(passport)),
                (_("Last data"), _fresh(passport)),
                (_("Known"), formats.moment(passport.reading.known_at)),
            ]
        ),
        _("What was checked"),
        _("rejected rows and rows held back are those of all procedures of the unit")
        if passport.procedure_code
        else "",
    )


def _passed(passport: Passport) -> str:
    """How many rows no check stopped."""
    rows = sum(row["rows"] for row in plain.rows(passport.loads))
    return _(
        "{rows} rows passed every check that rejects or holds back, and count",
        rows=formats.number(rows),
    )


def _faults(passport: Passport, state: State) -> Any:
    rows = plain.rows(passport.faults)
    if not rows:
        return _("no rejected row names the unit")
    unit = passport.row["unit_code"]
    return html.Ul(
        [
            html.Li(
                parts.link(
                    f"{word(REASONS, row['reason'])}: {formats.number(row['rows'])}",
                    href(
                        "/data", state, unit=unit, reason=row["reason"], show="rejected"
                    ),
                )
            )
            for row in rows
        ],
        className="plain-list",
    )


def _held(passport: Passport) -> str:
    if passport.held is None:
        return _("none of these days")
    return held_words(passport.held)


def _doubts(passport: Passport) -> str:
    """Rows that count although something about them is doubtful."""
    if passport.doubts is None and passport.procedure_code:
        return _("not known by procedure: a load is older than the record of them")
    if passport.doubts is None:
        return _("not known by unit: a load is older than the record of them")
    told = [
        f"{reason_text(row['doubt']).rstrip('.')}: {formats.number(row['rows'])}"
        for row in plain.rows(passport.doubts)
    ]
    return "; ".join(told) or _("none")


def _coverage(passport: Passport) -> str:
    if not passport.should:
        return _("nothing should have counted")
    share = passport.readable / passport.should
    if share >= 1:
        return _("all that should count could be read")
    return _(
        "{share} of what should count could be read; the rest is left out, not taken "
        "as zero",
        share=formats.percent(share, 1),
    )


def _fresh(passport: Passport) -> str:
    if passport.last_day is None:
        return _("no data yet")
    said = _("data to {day}", day=formats.day(passport.last_day))
    late = (passport.reading.as_of - passport.last_day).days
    if late > 0:
        return _("▲ {said}: {days} days before the day spoken of", said=said, days=late)
    return said


def evaluations_card(passport: Passport, state: State) -> Component:
    """What was published of it, and each revision since."""
    title, rows = _("What was published of it"), plain.rows(passport.revisions)
    if not rows:
        words = _("No evaluation has frozen this number.")
        return parts.card(parts.nothing(words), title)
    heads: list[parts.Column | str] = [
        _("Evaluation"),
        parts.Column(_("Value"), True),
        parts.Column(_("Change, points"), True),
        parts.Column(_("Rank"), True),
        _("Status"),
    ]
    before: list[dict[str, Any] | None] = [None, *rows[:-1]]
    lines = [_revision(row, then) for row, then in zip(rows, before, strict=True)]
    return parts.card(
        [card_table(heads, list(reversed(lines)), title), *_since(passport)],
        title,
        _("frozen readings of this day; one line each time something changed"),
    )


def _revision(row: dict[str, Any], then: dict[str, Any] | None) -> tuple[Any, ...]:
    change: Any = formats.NOTHING
    if then is not None and None not in (row["value"], then["value"]):
        change = parts.signed(row["value"] - then["value"])
    return (
        [
            formats.number(row["evaluation"]),
            html.Small(formats.moment(str(row["known_at"]))),
        ],
        [formats.percent(row["value"]), html.Small(parts.counted(row))],
        change,
        formats.number(row["rank"]),
        parts.pill(row["status"]),
    )


def _since(passport: Passport) -> list[Component]:
    frozen = passport.frozen
    if frozen is None:
        return []
    words = _(
        "Unchanged up to evaluation {number}, known {moment}.",
        number=frozen.evaluation,
        moment=formats.moment(frozen.known_at),
    )
    return [parts.note(words)]
