"""One signal at one unit: what was counted, its evidence, the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import dash_mantine_components as dmc
import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.integrity import words
from layouts.integrity.cards import beside_card
from layouts.state import State, here, href
from layouts.words import who_name, word
from metrics import plain
from metrics.integrity import VERDICTS, Judged, Review, UnitIntegrity

PAGE_ROWS = 25
VERDICT, NOTE, SAVE, SAID = (
    "review-verdict",
    "review-note",
    "review-save",
    "review-said",
)
CHANNELS = {"online": "Online", "counter": "At the counter", "post": "By post"}
HELPERS = {
    "citizen": "Citizen",
    "proxy": "Proxy",
    "officer": "Officer",
    "kiosk": "Kiosk",
}
RESULTS = {"electronic": "Electronic", "paper": "Paper", "both": "Both"}


def drill(
    unit: UnitIntegrity,
    judged: Judged,
    frame: pd.DataFrame,
    state: State,
    judge: bool = True,
) -> list[Component]:
    """The cards of one signal at one unit; `frame`: see board.integrity.Evidence;
    `judge`: whether the reader may say what it is."""
    name = parts.unit_name({"unit_name": unit.unit_name, "name_en": unit.name_en})
    return [
        html.P(_back(unit, name, state)),
        parts.columns([_about(judged, name), _review_card(unit, judged, state, judge)]),
        beside_card(
            _("The unit's headlines with and without"),
            name,
            unit.besides,
            partial(_number, unit, state),
        ),
        _evidence_card(judged, frame, state),
    ]


def _number(unit: UnitIntegrity, state: State, text: str, indicator: str) -> Component:
    own = {"from": unit.start}
    return parts.number(text, state, indicator, unit.unit_code, **own)


def _back(unit: UnitIntegrity, name: str, state: State) -> list[parts.Content]:
    everything = here(state, unit=None, row=None, reviewed=None)
    return [
        parts.link(_("All units of this signal"), everything),
        " · ",
        parts.link(name, href(f"/units/{unit.unit_code}", state)),
    ]


def _about(judged: Judged, name: str) -> Component:
    signal = judged.signal
    state = html.Span(_(words.STATES[judged.state]), className="badge")
    return parts.card(
        [
            html.P([html.B(name), " ", state]),
            html.P(words.seen_words(judged)),
            html.P(html.B(_("What else explains it:"))),
            words.others_list(signal),
            html.P(_(signal.meaning)),
            html.P([html.B(_("What the Chair can answer:")), " ", _(signal.answer)]),
        ],
        _(signal.title),
    )


def _review_card(
    unit: UnitIntegrity, judged: Judged, state: State, judge: bool
) -> Component:
    own = [r for r in unit.reviews if r.signal == judged.signal.key]
    rule = _("Nothing is deleted: verdicts are added, and the newest counts.")
    form = [_form(judged, state)] if judge else []
    body = [*form, *_history(own), parts.note(rule)]
    return parts.card(body, _("What a reviewer says"))


def _form(judged: Judged, state: State) -> Component:
    saved = _("The verdict is recorded.") if state.get("reviewed") else ""
    choices = [{"value": v, "label": _(words.VERDICTS[v])} for v in VERDICTS]
    return html.Div(
        [
            dmc.Select(
                id=VERDICT,
                data=choices,
                value=judged.verdict or None,
                label=_("Verdict"),
                placeholder=_("Choose"),
                allowDeselect=False,
                maw=320,
            ),
            dmc.Textarea(
                id=NOTE,
                label=_("Reason, as the unit will read it"),
                autosize=True,
                minRows=2,
            ),
            html.Button(_("Record the verdict"), id=SAVE, className="button"),
            html.P(saved, id=SAID, role="status"),
        ],
        className="review-form no-print",
    )


def _history(reviews: list[Review]) -> list[Component]:
    if not reviews:
        return [parts.nothing(_("Nobody has reviewed this yet."))]
    return [html.Ul([_said(one) for one in reviews], className="plain-list")]


def _said(one: Review) -> Component:
    days = _(
        "{start} to {end}",
        start=formats.day(one.window.start),
        end=formats.day(one.window.end),
    )
    told = _(
        "{moment}, {who}: on {days}, {found} dossiers",
        moment=formats.moment(one.at),
        who=who_name(one.who),
        days=days,
        found=formats.number(one.found),
    )
    return html.Li([words.verdict_word(one.verdict), f" {one.note} ", html.Small(told)])


def _evidence_card(judged: Judged, frame: pd.DataFrame, state: State) -> Component:
    title = _("Evidence")
    if not judged.signal.listed:
        text = _("This signal counts days, it does not point at single dossiers.")
        return parts.card(parts.nothing(text), title)
    if frame.empty:
        return parts.card(parts.nothing(_("No dossier shows this sign.")), title)
    first = min(state.whole("row") or 0, max(len(frame) - 1, 0))
    shown = plain.rows(frame.iloc[first : first + PAGE_ROWS])
    heads: list[parts.Column | str] = [
        _("Dossier"),
        _("Procedure"),
        _("Channel"),
        _("Times"),
        _("Handed in by"),
        _("Result"),
        _("Tied by"),
    ]
    lines = [_row(row) for row in shown]
    subtitle = _(
        "dossiers {first} to {last} of {count}",
        first=formats.number(first + 1),
        last=formats.number(first + len(shown)),
        count=formats.number(len(frame)),
    )
    table = card_table(heads, lines, title, "evidence")
    pages = _pages(first, len(frame), state)
    buttons = parts.download_buttons("evidence")
    return parts.card([table, *pages], title, subtitle, buttons, "long")


def _row(row: Mapping[str, Any]) -> tuple[Any, ...]:
    times = [
        (_("received"), row["received_at"]),
        (_("sent"), row["submitted_at"]),
        (_("finished"), row["finished_at"]),
    ]
    return (
        html.Span(row["dossier_code"], className="file"),
        [row["procedure_name"], html.Small(row["procedure_code"])],
        word(CHANNELS, row["channel"]) or _("Channel not stated"),
        [html.Div(f"{label} {seconds(at)}") for label, at in times if at],
        [word(HELPERS, row["submitted_by"]), _supplements(row)],
        word(RESULTS, row["result_form"]),
        tie(row["knot"]),
    )


def seconds(at: str) -> str:
    """A moment with its seconds, where it has a clock time."""
    told = formats.moment(at)
    return f"{told}:{at[17:19]}" if "T" in at else told


def _supplements(row: Mapping[str, Any]) -> Component | None:
    asked = row["supplement_requests"]
    if not asked:
        return None
    return html.Small(_("completed on request: {count}", count=formats.number(asked)))


def tie(knot: str) -> str:
    """What ties a dossier to others; a hash is cut to what tells it apart."""
    return knot[:8] if len(knot) == 16 else knot


def _pages(first: int, count: int, state: State) -> list[Component]:
    links = []
    if first > 0:
        before = max(first - PAGE_ROWS, 0)
        links.append(parts.link(_("Previous rows"), here(state, row=before or None)))
    if first + PAGE_ROWS < count:
        links.append(parts.link(_("Next rows"), here(state, row=first + PAGE_ROWS)))
    return [html.P([part for one in links for part in (one, " ")])] if links else []
