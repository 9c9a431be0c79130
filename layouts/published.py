"""What was published beside what is known now: the banner of a reopened evaluation,
and the note of what was frozen at a deadline."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.recent import rule
from layouts import parts
from layouts.state import State, here, href
from metrics.answers import Ranking, Told
from metrics.completion import Provisional
from metrics.revisions import FrozenDeadline


def banner(then: Ranking, now: Ranking, state: State, timezone: str) -> Component:
    """Says that a frozen evaluation is shown, and leads back to what is known now."""
    return html.Div(
        [
            html.P(
                [
                    html.Strong(
                        _(
                            "As published on {moment}, evaluation {number}.",
                            moment=formats.moment(then.reading.known_at, timezone),
                            number=then.reading.evaluation or "",
                        )
                    ),
                    " ",
                    _whole(_("Then"), then),
                    " ",
                    _whole(_("Now"), now),
                ]
            ),
            parts.link(_("Show what is known now"), here(state, evaluation=None)),
        ],
        className="card published",
        role="note",
    )


def frozen_note(
    found: FrozenDeadline, state: State, timezone: str, unit: str = ""
) -> Component:
    """That standings were frozen at the deadline, and what was corrected since; of
    one unit where `unit` names it."""
    about = found.addenda.published
    address = href(
        "/revisions",
        state,
        evaluation=found.evaluation,
        indicator=about.indicator.key,
        unit=unit,
    )
    return html.Div(
        [
            html.P(
                [html.Strong(frozen_at(found, timezone)), " ", _addenda(found, unit)]
            ),
            parts.link(
                _("Show as frozen"),
                href("/rankings", state, evaluation=found.evaluation),
            ),
            " · ",
            parts.link(_("Corrections since"), address),
        ],
        className="card published",
        role="note",
    )


def frozen_at(found: FrozenDeadline, timezone: str) -> str:
    """ "Frozen at 30/7/2025 17:00, evaluation 12", and that it was late, if it was."""
    told = _(
        "Frozen at {moment}, evaluation {number}.",
        moment=formats.deadline(found.moment, timezone),
        number=found.evaluation,
    )
    if not found.late:
        return told
    late = _(
        "Frozen late, on {moment}, with what was known then.",
        moment=formats.moment(found.known_at, timezone),
    )
    return f"{told} {late}"


def _addenda(found: FrozenDeadline, unit: str) -> str:
    frame = found.addenda.frame
    if not unit:
        return _(
            "Corrected since: {changed} of {count} numbers.",
            changed=len(frame),
            count=found.addenda.units,
        )
    own = [row for row in frame.to_dict("records") if row["unit_code"] == unit]
    if not own:
        return _("This unit's number has not been corrected since.")
    return _(
        "Addendum for this unit: {then} then, {now} now.",
        then=_side(own[0], "then"),
        now=_side(own[0], "now"),
    )


def _side(row: dict[Any, Any], when: str) -> str:
    counted = {name: row[f"{name}_{when}"] for name in ("numerator", "denominator")}
    return f"{formats.percent(row[f'value_{when}'])} ({parts.counted(counted)})"


def _whole(when: str, ranking: Ranking) -> str:
    """The whole's value with its counts: "Now: 59,71 % (28.939 / 48.466).\""""
    value = formats.percent(ranking.whole["value"])
    return f"{when}: {value} ({parts.counted(ranking.whole)})."


def told_note(told: Told, timezone: str) -> Component:
    """Of which day what is told without signing in is, why it is older than what is
    known, and what is withheld."""
    lead = _(
        "Data to {day}, as published on {moment}.",
        day=formats.day(told.as_of),
        moment=formats.moment(told.known_at, timezone),
    )
    words: list[Any] = [html.Strong(lead)]
    if told.days:
        older = _(
            "Without signing in figures are shown {days} days after they were known.",
            days=told.days,
        )
        words += [" ", older]
    if told.least:
        small = _(
            "Counts of dossiers below {least} are withheld, so that nobody is told "
            "of in them; so is what would give them away, as the change in a week. "
            "Withheld is not zero: on the map these units are hatched.",
            least=told.least,
        )
        words += [" ", small]
    return html.Div(
        [html.P(words), parts.sign_in_link()], className="card published", role="note"
    )


def gap(now: Mapping[str, Any], then: Mapping[str, Any] | None) -> str:
    """What was published of a point, and how far it is from what is known now."""
    if then is None:
        return _("nothing was published")
    said = _("published: {share}", share=formats.percent(then["value"]))
    if not formats.known(then["value"]) or not formats.known(now["value"]):
        return said
    apart = formats.change(float(now["value"]) - float(then["value"]), 2)
    return f"{said}, {_('gap: {points}', points=apart)}"


def provisional_note(recent: Provisional) -> Component:
    """That the last days are not complete, and how much of them is known."""
    return html.Div(
        html.P([html.Strong(_("Provisional.")), " ", rule(recent)]),
        className="card published",
        role="note",
    )
