"""The ladder of escalation of a request: what was done, what comes next, the pause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.dialogue import late_words
from layouts import parts
from layouts.dialogue.forms import area, day_field
from layouts.dialogue.ids import deed
from layouts.dialogue.listed import About
from layouts.words import who_name
from metrics.dialogue import Request
from metrics.ladder import (
    OFFICES,
    OUTCOMES,
    REQUEST,
    TOLD,
    Climb,
    Rung,
    Step,
    Told,
    by_climb,
    next_rung,
    pause_on,
    pauses,
)

# What the form offers as the last day of a pause.
_PAUSE = timedelta(days=14)


def pause_line(request: Request, about: About) -> list[Component]:
    """That the ladder is paused today, until when, by whom, why."""
    paused = pause_on(request.entries, about.day)
    if paused is None or paused.due_on is None:
        return []
    told = _(
        "Steps of escalation are paused up to {day} by {who}: {reason}",
        day=formats.day(paused.due_on),
        who=who_name(paused.who),
        reason=paused.text,
    )
    return [html.P(["‖ ", told], className="note typed")]


def next_line(
    request: Request, steps: Sequence[Step], rungs: Sequence[Rung], about: About
) -> list[Component]:
    """The rung that is taken next where nobody answers, on which day."""
    if not request.waits:
        return []
    climb = Climb(REQUEST, request.id, request, request.due)
    taken = {one.rung for one in by_climb(steps).get(climb.identity, ())}
    stood = pauses(request.entries)
    found = next_rung(rungs, taken, climb, about.day, stood)
    if found is None:
        return []
    rung, day = found
    told = _(
        "Without an answer, on {day} these are told: {offices} ({rung}).",
        day=formats.day(day),
        offices=", ".join(_(OFFICES[office]).lower() for office in rung.to),
        rung=_(rung.title),
    )
    return [html.P(told, className="quiet")]


def step_line(step: Step, rungs: Sequence[Rung]) -> Component:
    """A step in the story of a request."""
    titles = {rung.key: rung.title for rung in rungs}
    what = _("Step of escalation: {rung}", rung=_(titles.get(step.rung, step.rung)))
    told = "; ".join(_told(one) for one in step.told)
    why = late_words(step.due_on, step.late, step.paused)
    head = f"{formats.moment(step.at)} · {who_name(step.who)}"
    return html.Li(
        [
            html.Small(head),
            html.Div([html.B(what), f". {why}."]),
            html.Div(_("Message to: {readers}", readers=told or _("nobody to tell"))),
        ]
    )


def _told(one: Told) -> str:
    office = _(OFFICES.get(one.office, one.office))
    if not one.person:
        return f"{office}: {_(OUTCOMES[one.outcome])}"
    told = f"{office} {one.person}"
    if one.outcome == TOLD:
        return told
    return f"{told} ({_(OUTCOMES.get(one.outcome, one.outcome))})"


def pause_form(request: Request, day: date) -> Component:
    """Pausing the ladder, or ending its pause."""
    paused = pause_on(request.entries, day) is not None
    until = (day + _PAUSE).isoformat()
    buttons = [
        html.Button(
            _("Pause the steps"), id=deed("paused", request.id), className="button"
        )
    ]
    if paused:
        ends = deed("resumed", request.id)
        buttons.append(
            html.Button(_("End the pause"), id=ends, className="button strong")
        )
    inside = [
        area("pause_note", _("Why, for all who read the request"), ""),
        day_field("pause_until", _("Paused up to"), until, day, None),
        html.Div(buttons, className="actions"),
        parts.note(
            _(
                "While it is paused nobody is reminded and no step is taken; these "
                "days do not count as late. The day for the answer stays."
            )
        ),
    ]
    summary = html.Summary(_("Pause the steps of escalation"))
    return html.Details([summary, *inside], open=paused)
