"""The rules of ranks, statuses, coverage and windows, in plain words."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts, standing


def rules_card() -> Component:
    """Every rule a number on these pages follows."""
    told = [
        (_("Rank"), standing.ranking_rule()),
        (_("Status"), _status()),
        (_("Gap and movement"), _movement()),
        (_("Window"), _windows()),
        (_("Coverage"), _coverage()),
        (_("Day and level of a dossier"), _dossiers()),
        (_("Reported figures"), _reports()),
        (_("Units with subordinate units"), _parents()),
        (_("Answerability"), _chairs()),
    ]
    body = [part for name, text in told for part in (html.Dt(name), html.Dd(text))]
    return parts.card(html.Dl(body, className="rules"), _("Rules in plain words"))


def _status() -> str:
    return _(
        "Met: the numerator is at least target × denominator, in exact arithmetic. "
        "Else, until the deadline, the value is compared with the straight path from "
        "the value on the eve of the start to the target at its deadline: on track at"
        " or above it, at risk less than 5 points below it, off track further below. "
        "After the deadline what is not met is off track. Without a value the status "
        "is “no data”; without a target there is none. For dossiers the value on the "
        "eve is read over the 30 days before the start."
    )


def _movement() -> str:
    return _(
        "Gap: value minus target, in percentage points; beside it how many more "
        "procedures or dossiers would meet the target today. Movement: value and rank"
        " against 7 days before, with the same first day and as known now; empty "
        "where that day lies before the first."
    )


def _windows() -> str:
    return _(
        "On the day: the catalogue as it stands on that day. Cumulative: from the "
        "start of the plan to the day. Month and week: from the 1st, or from Monday, "
        "to the day."
    )


def _coverage() -> str:
    return _(
        "Of what should count, the share that could be read. “–” is not known, never "
        "zero: with a denominator of 0 or not known there is no value and no rank. "
        "End-to-end shares of dossiers stay empty where the level of less than 95 % "
        "of the online dossiers is known."
    )


def _dossiers() -> str:
    return _(
        "A dossier counts on the local day it was received, once it was received: "
        "registered or refused ones do not count. Its level is its own, or else the "
        "one in force at its unit on that day: a procedure upgraded later does not "
        "improve the days before."
    )


def _reports() -> str:
    return _(
        "A report counts only where its whole period lies in the window; it is never "
        "shared out by days. Of overlapping reports the longest counts, the others "
        "are compared. A report is set aside where the unit has dossiers of its "
        "period. What a report does not carry is not known."
    )


def _parents() -> str:
    return _(
        "A unit with subordinate units is their sum and its own dossiers, never the "
        "mean of percentages; subordinate units without a value are left out, as "
        "coverage."
    )


def _chairs() -> str:
    return _(
        "The Chair in office on the day answers for a unit; the acting one only where"
        " there is no other. A standing before a term is inherited and is never put "
        "under the new name."
    )
