"""The cover: which question, what was known when, by which rules, from which files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import pandas as pd

from core.language import _
from core.settings import Settings
from figures import formats
from figures.recent import rule
from metrics.answers import Header
from metrics.borders import TODAY, FormerUnit
from metrics.completion import Provisional
from metrics.expected import Expected
from metrics.freshness import StaleSource
from metrics.held import HeldBack
from metrics.questions import Plan, Reading
from metrics.revisions import FrozenDeadline
from reports.formula import filled, formula
from reports.tables import Column, Line, Table, table
from reports.words import OUTCOMES, WINDOWS, kind_word

SOURCE_LOADS = 20
_LOADS = (
    Column("known_at", "Taken at", "moment"),
    Column("file", "File", "text"),
    Column("load_id", "Load", "whole"),
    Column("source", "Source", "text"),
    Column("kind", "File kind", "text"),
    Column("outcome", "Outcome", "word", words=OUTCOMES),
    Column("read", "Rows read", "whole"),
    Column("accepted", "Rows accepted", "whole"),
    Column("unchanged", "Rows unchanged", "whole"),
    Column("rejected", "Rows rejected", "whole"),
)


def sources(loads: pd.DataFrame) -> Table:
    """The newest loads of the ledger."""
    return table(_("Newest loads"), _LOADS, loads.head(SOURCE_LOADS))


def place_lines(header: Header, timezone: str = "Asia/Ho_Chi_Minh") -> list[Line]:
    """Where the numbers are of; that they are made up, when they are; which sources
    are late."""
    lines = [Line(_("Place"), header.place)] if header.place else []
    if header.demo:
        lines.append(
            Line(_("Note"), _("Demo data: all figures and names are made up."))
        )
    return lines + [
        Line(_("Out of date"), f"{one.title}: {_stale_since(one, timezone)}")
        for one in header.stale
    ]


def _stale_since(one: StaleSource, timezone: str) -> str:
    if not one.since:
        return _("nothing came yet")
    return _("since {moment}", moment=formats.moment(one.since, timezone))


def known_lines(
    as_of: date, known_at: str, evaluation: int | None, settings: Settings
) -> list[Line]:
    """The day spoken of, and the moment of knowledge."""
    moment = formats.moment(known_at, settings.timezone)
    frozen = _("none yet") if evaluation is None else str(evaluation)
    return [
        Line(_("As of"), formats.day(as_of)),
        Line(_("Known at"), f"{moment} ({settings.timezone})"),
        Line(_("Evaluation number"), frozen),
    ]


def plan_lines(plan: Plan | None) -> list[Line]:
    """The plan with its decision."""
    if plan is None:
        return [Line(_("Plan"), _("no plan"))]
    return [
        Line(_("Plan"), f"{plan.title} ({plan.key})"),
        Line(_("Decision"), plan.decision_no or formats.NOTHING),
        Line(_("Issued on"), formats.day(plan.issued_on)),
    ]


def reading_lines(
    reading: Reading, whole: Mapping[str, object] | None, settings: Settings
) -> list[Line]:
    """Plan, indicator, formula, window and moment of one reading. `whole`: the row
    whose counts fill the formula."""
    about = reading.indicator
    lines = [
        *plan_lines(reading.plan),
        Line(_("Indicator")),
        Line(_("Name"), f"{_(about.name)} ({about.key})"),
        Line(_("In plain words"), _(about.plain)),
        Line(_("Formula"), formula(about)),
    ]
    if whole is not None:
        lines.append(Line(_("Counts of the whole"), filled(whole)))
    official = _("yes") if reading.official else _("no, shown for comparison")
    return [
        *lines,
        Line(_("Legal basis"), _(about.law)),
        Line(_("The plan is judged by it"), official),
        Line(_("What was asked")),
        Line(_("Window"), _window(reading)),
        Line(_("Deadline in force"), formats.day(reading.deadline)),
        *known_lines(reading.as_of, reading.known_at, reading.evaluation, settings),
    ]


def deadline_line(found: FrozenDeadline, settings: Settings) -> Line:
    """What was frozen at the plan's deadline, and how much was corrected since."""
    moment = formats.deadline(found.moment, settings.timezone)
    told = _(
        "{moment}, evaluation {number}; corrected since: {changed} of {count} numbers",
        moment=moment,
        number=found.evaluation,
        changed=len(found.addenda.frame),
        count=found.addenda.units,
    )
    if found.late:
        known = formats.moment(found.known_at, settings.timezone)
        told = f"{told}; {_('frozen late, on {moment}', moment=known)}"
    return Line(_("Frozen at the deadline"), told)


def _window(reading: Reading) -> str:
    last = formats.day(reading.as_of)
    word = _(WINDOWS.get(reading.window, reading.window))
    if reading.start is None:
        return f"{word}: {last}"
    return f"{word}: {formats.day(reading.start)} – {last}"


def borders_lines(reading: Reading, outside: Sequence[FormerUnit]) -> list[Line]:
    """Whose units these are, and what former units brought that is not among them."""
    if reading.borders == TODAY:
        return [Line(_("Units"), _("under today's borders"))]
    lines = [Line(_("Units"), _("those in force on the day"))]
    dossiers = sum(unit.dossiers for unit in outside)
    if outside:
        words = _(
            "{count} dossiers of {units} units no longer in force are not in this "
            "table: {names}",
            count=formats.number(dossiers),
            units=formats.number(len(outside)),
            names=", ".join(f"{unit.name} ({unit.code})" for unit in outside),
        )
        lines.append(Line(_("Not in this table"), words))
    return lines


def held_lines(held: HeldBack | None) -> list[Line]:
    """How many dossiers are held back, and what they are worth at most."""
    if held is None:
        return []
    count = formats.number(held.dossiers)
    if held.worth is None:
        return [Line(_("Dossiers held back"), count)]
    words = _(
        "{count}, worth at most {points} points",
        count=count,
        points=formats.number(held.points, 1),
    )
    return [Line(_("Dossiers held back"), words)]


def completeness_lines(expected: Expected) -> list[Line]:
    """How complete the data are, and the units that lack something, by name."""
    known = len(expected.frame) - len(expected.untold)
    if not known:
        return []
    words = _(
        "{complete} of {all} units, from {start} to {end} ({days} working days)",
        complete=formats.number(expected.complete),
        all=formats.number(known),
        start=formats.day(expected.start),
        end=formats.day(expected.end),
        days=formats.number(expected.days),
    )
    lines = [Line(_("Data complete for"), words)]
    lacking = expected.lacking.to_dict("records")
    if lacking:
        named = "; ".join(f"{row['unit_name']} ({row['lacking']})" for row in lacking)
        lines.append(Line(_("Units with missing days or reports"), named))
    return lines


def recent_lines(recent: Provisional | None) -> list[Line]:
    """Which of the last days are provisional; nothing where none is."""
    if recent is None or not recent.days:
        return []
    return [Line(_("Provisional days"), rule(recent))]


def kinds_line(kinds: Iterable[str]) -> Line:
    """The filter by unit kind."""
    words = ", ".join(kind_word(kind) for kind in kinds)
    return Line(_("Unit kinds asked for"), words or _("all"))


def rule_lines(settings: Settings) -> list[Line]:
    """How ranks, statuses, changes and coverage are told."""
    return [
        Line(_("Rules")),
        Line(
            _("Rank"),
            _(
                "Competition ranks (1, 2, 2, 4) on the exact fraction, among the units "
                "without units below them; equal rows in alphabetical order. Without a "
                "value there is no rank."
            ),
        ),
        Line(
            _("Status"),
            _(
                "Met: numerator at or above target × denominator. Otherwise off track "
                "after the deadline; before it held against the straight line from the "
                "value on the eve of the start (dossiers: over the 30 days before) to "
                "the target at its deadline: on track at or above it, at risk less "
                "than {points} points below, off track beyond.",
                points=formats.points(settings.at_risk),
            ),
        ),
        Line(
            _("Change in 7 days"),
            _(
                "Against the day a week earlier with the same first day, as known now. "
                "Gap to target: value minus target."
            ),
        ),
        Line(
            _("Coverage"),
            _(
                "The share of what should count that could be read. An empty cell is "
                "not known, never zero."
            ),
        ),
    ]
