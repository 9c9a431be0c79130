"""One unit's terms, and the form that changes them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import parts, pickers
from layouts.cards import card_table
from layouts.state import State, here, href
from layouts.terms import ids, words
from metrics.handing import ACTING, CORRECT, HAND_OVER
from metrics.terms import Term

_FIRST = {HAND_OVER: "The new Chair's first day", ACTING: "First day"}
_LAST = {HAND_OVER: "The present Chair's last day", ACTING: "Last day"}


def unit_card(name: str, code: str, terms: Sequence[Term], state: State) -> Component:
    """Every term of a unit, the newest first, and what can be entered."""
    buttons = [
        parts.link(
            _(words.WHAT[what]), here(state, do=what, term=None), className="button"
        )
        for what in (HAND_OVER, ACTING)
    ]
    body: list[Any] = [html.P(buttons, className="deeds")]
    if terms:
        heads: list[parts.Column | str] = [
            _("Person"),
            _("Post"),
            _("First day"),
            _("Last day"),
            _("Decision"),
            _("Mail"),
            _("Correct"),
            _("Hand-over sheet"),
        ]
        title = _("Terms of office")
        body.append(card_table(heads, [_line(t, state) for t in terms], title))
    else:
        body.append(parts.nothing(_("No term of office is on record here.")))
    back = parts.link(_("All units"), here(state, unit=None, do=None, term=None))
    return parts.card([*body, html.P(back)], f"{name} ({code})")


def _line(term: Term, state: State) -> tuple[Any, ...]:
    key = f"{term.starts_on.isoformat()}|{term.person}"
    return (
        words.holder(term),
        _(words.POSTS.get(term.post, term.post)),
        words.first_day(term.starts_on),
        words.last_day(term.ends_on),
        term.decision_no,
        term.email,
        parts.link(_("Correct"), here(state, do=CORRECT, term=key)),
        _sheet(term, state),
    )


def _sheet(term: Term, state: State) -> parts.Content:
    """The way to what a Chair took over; a term without a first day took over none."""
    if term.post != "chair" or term.starts_on == date.min:
        return ""
    to = href("/handover", state, unit=term.unit_code, day=term.starts_on)
    return parts.link(_("Hand-over sheet"), to)


def form_card(what: str, term: Term | None, state: State) -> Component:
    """The form. `term`: the one to be corrected, or that of the present Chair."""
    fixed = what == CORRECT
    body = html.Div(
        [
            html.P(_hint(what, term), className="quiet"),
            _text(ids.PERSON, _("Person"), _of(term, "person") if fixed else "", fixed),
            *_days(what, term),
            _text(
                ids.DECISION,
                _("Number of the decision"),
                _of(term, "decision_no") if fixed else "",
            ),
            html.Div(
                dmc.Checkbox(
                    id=ids.ACTING,
                    label=_("Acting in the post"),
                    checked=what == ACTING or bool(fixed and term and term.acting),
                ),
                hidden=what == ACTING,
            ),
            _text(
                ids.MAIL,
                _("Mail of the post"),
                _of(term, "email") if fixed else "",
            ),
            html.P("", id=ids.SAID, role="alert"),
            html.Button(
                _("See what it would change"), id=ids.SAVE, className="button strong"
            ),
            parts.link(_("Cancel"), here(state, do=None, term=None)),
        ],
        className="review-form",
    )
    return parts.card(body, _(words.WHAT[what]))


def _hint(what: str, term: Term | None) -> str:
    if what == HAND_OVER and term is None:
        return _("Nobody is in office. Leave the last day empty.")
    if what == HAND_OVER and term is not None:
        return _("In office now: {person}.", person=term.person)
    if what == ACTING:
        return _(
            "An acting Chair counts on days on which there is no other; without a last "
            "day they act until the next Chair begins."
        )
    return _(
        "Name and first day tell a term apart and stay. Where they are wrong, undo the "
        "load that brought them (page Data) and enter the term again."
    )


def _of(term: Term | None, name: str) -> str:
    return str(getattr(term, name)) if term else ""


def _text(key: str, label: str, value: str, fixed: bool = False) -> Component:
    return dmc.TextInput(id=key, label=label, value=value, disabled=fixed, maw=420)


def _days(what: str, term: Term | None) -> list[Component]:
    """The two days, in the order in which they come."""
    fixed = what == CORRECT and term is not None
    first = term.starts_on.isoformat() if fixed and term else None
    last = None
    if fixed and term and term.ends_on != date.max:
        last = term.ends_on.isoformat()
    begins = _day(ids.FIRST, _(_FIRST.get(what, "First day")), first, fixed)
    ends = _day(ids.LAST, _(_LAST.get(what, "Last day")), last)
    return [ends, begins] if what == HAND_OVER else [begins, ends]


def _day(key: str, label: str, value: str | None, fixed: bool = False) -> Component:
    return dmc.DatePickerInput(
        id=key,
        label=label,
        value=value,
        disabled=fixed,
        valueFormat="DD/MM/YYYY",
        placeholder="dd/mm/yyyy",
        clearable=not fixed,
        clearButtonProps={"aria-label": _("Clear")},
        maw=280,
        ariaLabels=pickers.months(),
    )
