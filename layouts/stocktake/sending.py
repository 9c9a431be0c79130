"""Mailing the pages and the minutes of a meeting, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State, href
from layouts.stocktake.ids import SAID, deed
from layouts.words import who_name
from metrics.meetings import SENT, Sending

_BUTTONS = {"pack": "Mail the pages", "minutes": "Mail the minutes"}


def sending_card(
    sent: Sequence[Sending],
    unheld: Sequence[str],
    names: Mapping[str, str],
    state: State,
) -> Component:
    """The buttons, whom they reach, and what was mailed before. `unheld`: the units of
    the meeting that nobody is told of today, for there is no Chair or no address."""
    buttons = [
        html.Button(_(text), id=deed(f"send_{what}"), className="button")
        for what, text in _BUTTONS.items()
    ]
    rule = _(
        "The Chair in office of each unit gets what is of that unit, and nothing of "
        "others; leaders, administrators and analysts with an address get all of it. "
        "Nobody gets the same twice; minutes go again to whom more was agreed with."
    )
    lines = [html.Li(_line(one, names)) for one in reversed(sent)]
    past = [html.Ul(lines, className="plain-list")] if lines else []
    lacking = []
    if unheld:
        text = _(
            "Without a Chair or an address today: {units}.", units=_all(unheld, names)
        )
        lacking = [html.P(text, className="wrong")]
    log = parts.link(_("The log of messages"), href("/messages", state, kind="meeting"))
    inside = [
        html.Div(buttons, className="actions"),
        html.P("", id=SAID, role="alert", className="wrong"),
        *lacking,
        *past,
        html.P(log),
        parts.note(rule),
    ]
    return parts.card(inside, _("By mail"), className="no-print")


def _line(one: Sending, names: Mapping[str, str]) -> str:
    head = f"{formats.moment(one.at)} · {who_name(one.who)} · {_(SENT[one.what])}"
    if one.told is None:
        return f"{head}: {_('being written')}"
    said = [_("{count} messages", count=formats.number(one.told["queued"]))]
    if one.told["before"]:
        before = formats.number(one.told["before"])
        said.append(_("{count} readers had it already", count=before))
    for key, text in (
        ("nobody", "nobody in office: {units}"),
        ("no_address", "no address: {units}"),
    ):
        if one.told[key]:
            said.append(_(text, units=_all(one.told[key], names)))
    return f"{head}: {'; '.join(said)}."


def _all(codes: Iterable[str], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(code, code) for code in codes)
