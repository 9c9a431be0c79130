"""A unit's page of a meeting in sentences: on the screen and in mails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.language import _
from figures import formats
from figures.dialogue import ASKED_BY_HAND, VERDICT_SIGNS, VERDICTS
from figures.names import things_word
from figures.stocktake import day, indicator
from metrics.disputes import REASONS
from metrics.indicators import BY_KEY
from metrics.meetings import Page
from metrics.requests import RequestRule

Row = Mapping[str, Any]


def gap_words(row: Row) -> str:
    """How far a unit is from its target, and by when."""
    until = day(row["deadline"])
    if row["target"] is None:
        return _("There is no target for this unit.")
    if row["value"] is None:
        return _(
            "The value is not known. Target {target} by {day}.",
            target=formats.target(row["target"]),
            day=until,
        )
    if not row["missing"]:
        return _(
            "The target of {target} by {day} is met.",
            target=formats.target(row["target"]),
            day=until,
        )
    return _(
        "{points} points below the target of {target} by {day}: {count} {things} are "
        "missing.",
        points=formats.points(row["gap"]),
        target=formats.target(row["target"]),
        day=until,
        count=formats.number(row["missing"]),
        things=things_word(BY_KEY[row["indicator"]].things),
    )


def standing_words(row: Row) -> str:
    """The day of a figure, its rank and its change."""
    as_of = _("As of {day}", day=day(row["as_of"]))
    if row["rank"] is None:
        return as_of
    rank = _(
        "rank {rank} of {units}",
        rank=formats.number(row["rank"]),
        units=formats.number(row["of_units"]),
    )
    week = _("{change} points within 7 days", change=formats.change(row["change_7d"]))
    return f"{as_of} · {rank} · {week}"


def commitment_words(one: Row) -> str:
    """A commitment so far, with its grade."""
    about = f" ({one['about']})" if one["about"] else ""
    told = _(
        "{indicator}: {gain} points more by {day}; {owner} sees to it.",
        indicator=indicator(one["indicator"]) + about,
        gain=formats.points(float(one["gain"])),
        day=day(one["due_on"]),
        owner=one["owner"],
    )
    if verdict := one.get("verdict"):
        sign = VERDICT_SIGNS[verdict]
        return f"{told} {sign} {_(VERDICTS[verdict])}."
    return f"{told} {_('Its day is over.')}" if one["over"] else told


def request_words(one: Row, rules: Mapping[str, RequestRule]) -> str:
    """A request that is open; `rules`: those that ask, by key."""
    rule = rules.get(one["rule"])
    title = _(rule.title) if rule else _(ASKED_BY_HAND)
    if one["indicator"]:
        title = f"{title}: {_(BY_KEY[one['indicator']].short)}"
    if one["state"] == "answered":
        state = _("answered, to be decided")
    else:
        state = _("answer by {day}", day=day(one["due"]))
    late = f" · {_('overdue')}" if one["overdue"] else ""
    return f"{one['id']} · {title} · {state}{late}"


def dispute_words(page: Page) -> list[str]:
    """The disputes of a page that wait, and the points under dispute."""
    told = [
        _(
            "Dispute {number}: {reason}, {count} dossiers, to be decided by {day}.",
            number=one["id"],
            reason=_(REASONS[one["reason"]][0]),
            count=formats.number(one["dossiers"]),
            day=day(one["due_on"]),
        )
        for one in page["disputes"]
    ]
    if page["under"] is not None:
        points = formats.points(page["under"])
        told.append(_("{points} points are under dispute.", points=points))
    return told
