"""Words and rows that speak of a unit's standing; used by several pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts.parts import (
    STATUS_NAMES,
    Content,
    counted,
    number,
    pill,
    things_word,
)
from layouts.state import State
from metrics import plain
from metrics.answers import Ranking, Trend
from metrics.questions import Reading
from metrics.small import is_withheld
from metrics.standing import STATUS_ORDER

Row = Mapping[str, Any]


def units_of(ranking: Ranking) -> list[dict[str, Any]]:
    """The ranked units' rows: parents are left out."""
    return [row for row in plain.rows(ranking.frame) if not row["is_parent"]]


def worse(*statuses: object) -> str:
    """The worse of statuses, as the board counts them; "" (no target) is no status."""
    given = [str(status) for status in statuses if status in STATUS_ORDER]
    return min(given, key=STATUS_ORDER.index) if given else ""


def percent_link(row: Row, reading: Reading, state: State) -> Component:
    """A unit's value as a link to its passport."""
    return number(
        formats.percent(row["value"]), state, reading.indicator.key, row["unit_code"]
    )


def point_link(row: Row, trend: Trend, state: State) -> Component:
    """A value of a trend as a link to its passport, over the days it speaks of."""
    about, days = trend.reading.indicator, {"as_of": row["period_end"]}
    if about.basis != "catalogue":
        days["from"] = row["period_start"]
    text = formats.percent(row["value"])
    return number(text, state, about.key, row["unit_code"], **days)


def value_cell(row: Row, reading: Reading, state: State) -> list[Content]:
    """A value with its counts below it."""
    return [percent_link(row, reading, state), html.Small(counted(row))]


def gap_words(row: Row, things: str) -> str:
    """What is missing to the target: "24,8 points, 12.994 procedures", or "–"."""
    if not row["missing"]:
        return formats.NOTHING
    return _(
        "{points} points, {missing} {things}",
        points=formats.points(row["gap"]),
        missing=formats.number(row["missing"]),
        things=things_word(things),
    )


def gap_cell(row: Row, things: str) -> list[Content]:
    """Points missing, and below them procedures or dossiers."""
    if not row["missing"]:
        return [formats.NOTHING]
    missing = f"{formats.number(row['missing'])} {things_word(things)}"
    points = _("{points} points", points=formats.points(row["gap"]))
    return [points, html.Small(missing)]


def chair_words(row: Row) -> str:
    """The Chair of a row, marked when acting; "" when none is on record."""
    if not row["chair"]:
        return ""
    return (
        _("{person} (acting)", person=row["chair"]) if row["acting"] else row["chair"]
    )


def said(row: Row, status: str, things: str) -> str:
    """What a map says of a unit when pointed at."""
    word = _(STATUS_NAMES.get(status, "No data"))
    if is_withheld(row["numerator"]):
        word = _("withheld")
    return (
        f"<b>{row['unit_name']}</b><br>{formats.percent(row['value'])} · "
        f"{counted(row, things)}<br>{word}"
    )


def status_cell(row: Row, status: str) -> Content:
    """A status; that it is withheld where its counts are."""
    if is_withheld(row["numerator"]):
        return _("withheld")
    return pill(status)


def status_rule(reading: Reading) -> str:
    """The rule behind the statuses, with the days it runs between."""
    rule = _(
        "Met: at or above the target, on the exact counts. On track: at or above the "
        "straight path; at risk: less than 5 points below it; off track: further "
        "below, or past the deadline."
    )
    if reading.plan is None or reading.deadline is None:
        return rule
    return (
        rule
        + " "
        + _(
            "The path runs from the value on the eve of {start} to the target "
            "on {end}.",
            start=formats.day(reading.plan.starts_on or reading.start),
            end=formats.day(reading.deadline),
        )
    )


def ranking_rule() -> str:
    """How ranks are given."""
    return _(
        "Ranks are given on the exact fraction; equal units share a rank (1, 2, 2, 4) "
        "and stand in alphabetical order. Units without a value are not ranked; units "
        "with subordinate units are listed without a rank."
    )
