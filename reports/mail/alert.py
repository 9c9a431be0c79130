"""An alert by mail: a Chair's with what stands behind it, the leaders' of all units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from textwrap import shorten
from typing import Any

from core.language import _
from figures import formats
from figures.alert_words import Rules, figure_words, looks_above, rule_words
from figures.names import unit_name
from metrics.alerts import SLIPPED, STAYED, AlertRow, KeptAlert
from metrics.indicators import BY_KEY
from reports.mail.sheet import Section, Sheet, address

# Units that a section names, and letters of a procedure's name.
UNITS = 15
_LETTERS = 90


@dataclass(frozen=True)
class Told:
    """What alerts are told with: the rules by key, the units by code (name, name_en),
    and where the app is reached."""

    rules: Rules
    units: Mapping[str, Mapping[str, Any]]
    base: str

    def title(self, row: AlertRow) -> str:
        """What the rule is called."""
        return rule_words(self.rules, row.rule)

    def unit(self, code: str) -> str:
        """A unit's name in the reader's language, else its code."""
        return unit_name({"name": code, **self.units.get(code, {})}, "name")

    def above(self, row: AlertRow) -> bool:
        """Whether the rule is one of reaching a target."""
        return looks_above(self.rules, row.rule)

    def worst_first(self, alerts: Sequence[KeptAlert]) -> list[KeptAlert]:
        """What fell, then what rose, each in the order of firing."""
        return sorted(alerts, key=lambda one: self.above(one.row))


def unit_alert(alerts: Sequence[KeptAlert], told: Told) -> Sheet:
    """What the Chair of the units of `alerts` is told, in the moment's language."""
    alerts = told.worst_first(alerts)
    several = len({one.row.unit_code for one in alerts}) > 1
    sections = tuple(_section(one.row, told, several) for one in alerts)
    return _sheet(alerts, told, sections, several)


def city_alert(alerts: Sequence[KeptAlert], told: Told) -> Sheet:
    """What those who lead are told of all units: a section a rule and indicator."""
    grouped: dict[tuple[str, str], list[AlertRow]] = {}
    alerts = told.worst_first(alerts)
    for one in alerts:
        grouped.setdefault((one.row.rule, one.row.indicator), []).append(one.row)
    sections = tuple(_all(rows, told) for rows in grouped.values())
    several = len({one.row.unit_code for one in alerts}) > 1
    return _sheet(alerts, told, sections, several)


def _sheet(
    alerts: Sequence[KeptAlert],
    told: Told,
    sections: tuple[Section, ...],
    several: bool,
) -> Sheet:
    first = alerts[0].row
    unit = told.unit(first.unit_code)
    lead = _(
        "A rule of the office found this. Each figure stands with its counts and day, "
        "as it was known then."
    )
    path = "/rankings" if several else f"/units/{first.unit_code}"
    to_text = _("The rankings") if several else _("The page of {unit}", unit=unit)
    return Sheet(
        _subject(alerts, told, unit, several),
        lead,
        sections,
        address(told.base, path),
        to_text,
    )


def _subject(alerts: Sequence[KeptAlert], told: Told, unit: str, several: bool) -> str:
    first, count = alerts[0].row, formats.number(len(alerts))
    if several:
        return _("{count} alerts: {unit} and others", count=count, unit=unit)
    if len(alerts) > 1:
        return _("{count} alerts: {unit}", count=count, unit=unit)
    return _(
        "{rule}: {unit}, {figure} on {day}",
        rule=told.title(first),
        unit=unit,
        figure=formats.percent(first.reading.value()),
        day=formats.day(first.reading.day),
    )


def _section(row: AlertRow, told: Told, named: bool) -> Section:
    """One alert: the figure, why it fired, how it came there and by what."""
    name = _(BY_KEY[row.indicator].name)
    title = f"{told.title(row)} – {name}"
    if named:
        title = f"{told.unit(row.unit_code)}: {title}"
    lines = [figure_words(row), *_why(row, told), *_before(row), *_behind(row)]
    return Section(title, tuple(line for line in lines if line))


def _why(row: AlertRow, told: Told) -> tuple[str, ...]:
    """What the rule found, by the limits of that day."""
    limits: Any = row.facts.get("limits")
    if not limits or row.event == SLIPPED:
        return ()
    points, _rearm, days = Fraction(limits[0]), limits[1], int(limits[2])
    above = told.above(row)
    if row.event == STAYED:
        key = (
            "Above the target {days} days running"
            if above
            else ("Below the target {days} days running")
        )
        return (_(key, days=formats.number(days)),)
    if not points:
        return ()
    key = (
        "{points} points or more above the target"
        if above
        else ("More than {points} points below the target")
    )
    return (_(key, points=formats.points(points)),)


def _before(row: AlertRow) -> tuple[str, ...]:
    """What it was before: size in points and in places."""
    found: Any = row.facts.get("before")
    if not found:
        return ()
    told = before_words(row)
    rank, now = found["rank"], row.facts.get("rank")
    if rank and now:
        places = _(
            "rank {rank} of {of} then, {now} of {now_of} on that day",
            rank=formats.number(rank),
            of=formats.number(found["ranked"]),
            now=formats.number(now),
            now_of=formats.number(row.facts.get("ranked")),
        )
        told = f"{told}; {places}"
    return (told,)


def before_words(row: AlertRow) -> str:
    """The change since some weeks before, with the figure of that day; "" where it is
    not known."""
    found: Any = row.facts.get("before")
    value = row.reading.value()
    if not found or value is None:
        return ""
    top, below = found["counts"]
    then = Fraction(int(top), int(below))
    return _(
        "{change} points since {day}: then {figure} ({counts})",
        change=formats.change(value - then),
        day=formats.day(date.fromisoformat(found["day"])),
        figure=formats.percent(then),
        counts=formats.counts(top, below),
    )


def _behind(row: AlertRow) -> tuple[str, ...]:
    """The procedures that lowered it most since then."""
    found: Any = row.facts.get("behind") or []
    key = (
        "Pulled down by: {name}, {points} points; since then {top} of {below} dossiers"
    )
    if BY_KEY[row.indicator].basis != "dossiers":
        key = "Pulled down by: {name}, {points} points"
    return tuple(
        _(
            key,
            name=shorten(one["name"], _LETTERS, placeholder="…"),
            points=formats.change(Fraction(one["moved"])),
            top=formats.number(one["counts"][0]),
            below=formats.number(one["counts"][1]),
        )
        for one in found
    )


def _all(rows: Sequence[AlertRow], told: Told) -> Section:
    """One rule and indicator at all units."""
    first = rows[0]
    title = f"{told.title(first)} – {_(BY_KEY[first.indicator].name)}"
    lines = []
    for row in rows[:UNITS]:
        parts = (figure_words(row), before_words(row))
        figures = "; ".join(part for part in parts if part)
        lines.append(f"{told.unit(row.unit_code)}: {figures}")
    if len(rows) > UNITS:
        more = formats.number(len(rows) - UNITS)
        lines.append(_("and {count} more units", count=more))
    return Section(title, tuple(lines))
