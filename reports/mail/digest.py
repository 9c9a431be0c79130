"""The weekly digest: a unit's to its Chair, the city's to those who lead it."""

from __future__ import annotations

from typing import Any, NamedTuple

from core.language import _
from figures import formats
from figures.names import unit_name
from metrics import plain
from metrics.answers import Header, Overview, UnitAnswer
from metrics.indicators import BY_KEY
from reports.mail.sheet import (
    Section,
    Sheet,
    address,
    figure_line,
    figures_section,
    sections,
)
from reports.words import STATUSES

# Procedures, units and moves that a digest names.
NAMED = 3
UNITS = 10


class Waits(NamedTuple):
    """What waits at the reader's units: answers awaited, `late` of them overdue;
    answers to be decided; disputes to be decided; check-ins of the week awaited;
    of the `chairs` who have an account, those who did not open their page last
    week."""

    requests: int = 0
    late: int = 0
    answered: int = 0
    disputes: int = 0
    checkins: int = 0
    unopened: int = 0
    chairs: int = 0


def unit_digest(answer: UnitAnswer, header: Header, waits: Waits, base: str) -> Sheet:
    """What the Chair of a unit is told, in the language of the moment; `base`: where
    the app is reached."""
    code, name = str(answer.unit["code"]), unit_name(answer.unit, "name")
    leading = answer.rows[header.pair[0]]
    value = formats.percent(leading["value"])
    told = f"{_(BY_KEY[header.pair[0]].short)} {value}"
    subject = _("{unit}: {figure} on {day}", unit=name, figure=told, day=_day(header))
    keys = (*header.pair, *header.companion)
    gap = Section(_("What closes the gap"), _gap_lines(answer))
    return Sheet(
        subject if formats.known(leading["value"]) else _named_day(name, header),
        _lead(header),
        sections(
            figures_section(answer.rows, keys, answer.ranked),
            gap,
            _waiting(waits.requests, waits, _("requests wait for your answer")),
        ),
        address(base, f"/units/{code}"),
        _("The page of {unit}", unit=name),
    )


def _gap_lines(answer: UnitAnswer) -> tuple[str, ...]:
    rows = [row for row in plain.rows(answer.gap_list) if row["peers"]]
    ordered = sorted(rows, key=lambda row: -float(row["gain"] or 0))[:NAMED]
    return tuple(
        _(
            "{name}: +{points} points; {count} of {total} units offer it further",
            name=row["name"],
            points=formats.points(row["gain"]),
            count=formats.number(row["peers"]),
            total=formats.number(row["of_units"]),
        )
        for row in ordered
    )


def city_digest(answer: Overview, header: Header, waits: Waits, base: str) -> Sheet:
    """What leaders and analysts are told of the whole."""
    pairs = (*answer.pair, *answer.companion)
    rows = {one.reading.indicator.key: plain.row(one.whole) for one in pairs}
    counts = [
        f"{_(name)}: {formats.number(answer.statuses.get(status, 0))}"
        for status, name in STATUSES.items()
        if answer.statuses.get(status)
    ]
    met = _(
        "{met} of {ranked} units met both targets",
        met=formats.number(answer.met_both),
        ranked=formats.number(answer.ranked),
    )
    key = header.pair[0]
    behind = plain.rows(answer.ask.head(UNITS))
    return Sheet(
        _named_day(header.place or _("The city"), header),
        _lead(header),
        sections(
            figures_section(rows, rows, None),
            Section(_("The units"), (met, *counts, *_unopened(waits))),
            Section(_("Whom to ask"), tuple(_of_unit(key, row) for row in behind)),
            Section(_("The widest moves in 7 days"), _moves(answer)),
            _waiting(waits.answered, waits, _("answers wait for your decision")),
        ),
        address(base, "/"),
        _("The overview"),
    )


def _unopened(waits: Waits) -> tuple[str, ...]:
    if not waits.chairs:
        return ()
    told = _(
        "{count} of {all} Chairs did not open their page last week",
        count=formats.number(waits.unopened),
        all=formats.number(waits.chairs),
    )
    return (told,)


def _of_unit(key: str, row: dict[str, Any]) -> str:
    chair = f" – {row['chair']}" if row["chair"] else ""
    return f"{unit_name(row)}{chair}. {figure_line(key, row)}"


def _moves(answer: Overview) -> tuple[str, ...]:
    rows = plain.rows(answer.movers.head(2 * NAMED))
    return tuple(
        f"{unit_name(row)}: {formats.change(row['change_7d'])}" for row in rows
    )


def _waiting(count: int, waits: Waits, words: str) -> Section:
    lines = []
    if count:
        told = f"{formats.number(count)} {words}"
        if waits.late:
            told += _(", {late} of them late", late=formats.number(waits.late))
        lines.append(told)
    if waits.checkins:
        lines.append(_("The check-in of this week is awaited: it takes two minutes"))
    if waits.disputes:
        open_ = formats.number(waits.disputes)
        lines.append(_("{count} disputes wait for a decision", count=open_))
    return Section(_("What waits"), tuple(lines))


def _lead(header: Header) -> str:
    """The day, the evaluation, and how far the deadline is."""
    told = [_("Figures up to {day}.", day=_day(header))]
    if header.evaluation:
        told.append(_("As known in evaluation {number}.", number=header.evaluation))
    if header.deadline is not None and header.deadline >= header.as_of:
        left = (header.deadline - header.as_of).days
        told.append(_("{days} days to the deadline.", days=formats.number(left)))
    return " ".join(told)


def _day(header: Header) -> str:
    return formats.day(header.as_of)


def _named_day(name: str, header: Header) -> str:
    return _("{name}: where it stands on {day}", name=name, day=_day(header))
