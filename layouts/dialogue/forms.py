"""The forms of the dialogue, made for a phone: an answer, a decision, a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from dash import dcc, html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.dialogue.ids import DRAFT, FIELD, SAID, TYPED, deed
from layouts.fields import Form, Options
from metrics.commitments import LEAST_DAYS, MOST_DAYS, MOST_PROMISES
from metrics.dialogue import CAUSES, Request
from metrics.indicators import INDICATORS

FINAL = "What is sent is final. Until then you and your delegate alone see it."
# What is typed is kept as a draft once the typing pauses (assets/dialogue.js); what is
# sent is what stands there, to the last letter.
_FORM = Form(FIELD, live=True)
select, area, line, day_field = _FORM.select, _FORM.area, _FORM.line, _FORM.day


def answer_card(
    request: Request,
    abouts: Options,
    draft: tuple[Mapping[str, str], str, str],
    day: date,
    leading: str,
) -> Component:
    """The form of an answer, as it was last typed. `abouts`: the procedures and groups
    that can be promised of; `leading`: the indicator that is offered first."""
    typed, who, at = draft
    kept = ""
    if at:
        kept = _("Draft kept {moment}, {who}", moment=formats.moment(at), who=who)
    causes = [(key, _(name)) for key, name in CAUSES.items()]
    return parts.card(
        [
            select("cause", _("Cause"), causes, typed.get("cause")),
            area("text", _("Explanation, as the city will read it"), typed.get("text")),
            *_promises(typed, abouts, day, leading),
            html.P(kept, id=DRAFT, className="quiet", role="status"),
            dcc.Store(id=TYPED),
            html.Button(
                _("Send the answer"),
                id=deed("answer", request.id),
                className="button strong",
            ),
            html.P("", id=SAID, role="alert", className="wrong"),
            parts.note(_(FINAL)),
        ],
        _("Your answer"),
        className="talk-form no-print",
    )


def _promises(
    typed: Mapping[str, str], abouts: Options, day: date, leading: str
) -> list[Component]:
    """Five commitments, each folded away behind the one before."""
    shown: list[Component] = []
    for place in range(MOST_PROMISES, 0, -1):
        open_ = any(typed.get(f"c{place}_{name}") for name in ("gain", "due", "owner"))
        inside = [*_promise(place, typed, abouts, day, leading), *shown]
        title = _("Commitment {place}", place=place)
        # One that is open opens those around it.
        open_ = open_ or bool(shown and getattr(shown[0], "open", False))
        shown = [html.Details([html.Summary(title), *inside], open=open_)]
    return shown


def promise_fields(
    form: Form,
    name: Callable[[str], str],
    typed: Mapping[str, str],
    abouts: Options,
    indicators: Options,
    day: date,
) -> list[Component]:
    """The fields of one commitment; `name`: what a part of it is called in `typed`,
    which holds what was typed, and in the form."""
    every = [("", _("All procedures")), *abouts]
    return [
        form.select(
            name("indicator"),
            _("What is to rise"),
            indicators,
            typed.get(name("indicator")) or indicators[0][0],
        ),
        form.select(
            name("about"),
            _("Of which procedure or group (by dossiers only)"),
            every,
            typed.get(name("about"), ""),
        ),
        form.line(
            name("gain"), _("By how many points"), typed.get(name("gain")), "decimal"
        ),
        form.day(
            name("due"),
            _("By when"),
            typed.get(name("due")),
            day + timedelta(days=LEAST_DAYS),
            day + timedelta(days=MOST_DAYS),
        ),
        form.line(name("owner"), _("Who sees to it (name)"), typed.get(name("owner"))),
    ]


def _promise(
    place: int, typed: Mapping[str, str], abouts: Options, day: date, leading: str
) -> list[Component]:
    indicators = [(one.key, _(one.name)) for one in INDICATORS]
    offered = {f"c{place}_indicator": leading}
    told = offered | {name: text for name, text in typed.items() if text}
    return promise_fields(
        _FORM, lambda part: f"c{place}_{part}", told, abouts, indicators, day
    )


def decision_card(
    request: Request, return_by: date, more: Sequence[Component] = ()
) -> Component:
    """What a leader can do with a request; `more`: with its ladder."""
    answered = request.state == "answered"
    buttons = [_button("accepted", _("Accept"), request, "strong")] if answered else []
    buttons += [_button("returned", _("Return"), request)] if answered else []
    buttons.append(_button("commented", _("Comment"), request))
    until = day_field(
        "due_on", _("If returned: answer by"), return_by.isoformat(), request.day, None
    )
    return parts.card(
        [
            area("note", _("Reason or comment, as the Chair will read it"), ""),
            *([until] if answered else []),
            html.Div(buttons, className="actions"),
            *more,
            html.P("", id=SAID, role="alert", className="wrong"),
        ],
        _("Your decision"),
        className="talk-form no-print",
    )


def _button(what: str, text: str, request: Request, more: str = "") -> Component:
    return html.Button(
        text, id=deed(what, request.id), className=f"button {more}".strip()
    )


def ask_card(units: Options, due_on: date) -> Component:
    """Asking a unit by hand."""
    inside = [
        select("unit", _("Unit"), units, "", True),
        area("text", _("What is asked, as the Chair will read it"), ""),
        day_field("due_on", _("Answer by"), due_on.isoformat(), None, None),
        html.Button(_("Ask"), id=deed("ask"), className="button strong"),
        html.P("", id=SAID, role="alert", className="wrong"),
    ]
    summary = html.Summary(_("Ask a unit for an explanation"))
    body = html.Details([summary, html.Div(inside, className="talk-form")])
    return html.Section(body, className="card no-print")
