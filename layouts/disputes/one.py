"""One dispute or incident: what it is about, what it changes, what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.cards import card_table
from layouts.disputes import words
from layouts.disputes.words import About
from layouts.state import here
from layouts.words import who_name
from metrics import plain
from metrics.disputes import Dispute, Effect, Move, State
from metrics.indicators import BY_KEY

# Dossiers that are listed of one; units of an incident.
LISTED, UNITS = 100, 12
CORRECTED = "As corrected"
NOW = {
    "same": "as it was",
    "changed": "changed since",
    "elsewhere": "counts at another unit now: corrects nothing",
    "gone": "deleted: corrects nothing",
}


def facts_card(one: Dispute, about: About) -> Component:
    """Which dossiers, why, how they are to be read, by when it is decided."""
    back = parts.link(_("All disputes"), here(about.state, id=None, said=None))
    sent = _("Sent {moment}", moment=formats.moment(one.at, about.timezone))
    by = [" · ", who_name(one.who)] if one.who else []
    due = words.due_words(one, about.day)
    text = [html.P(one.text, className="typed")] if one.text else []
    count = _("{count} dossiers", count=formats.number(one.dossiers))
    picked = f"{count}: {words.pick_words(one.pick, about.timezone)}"
    return parts.card(
        [
            html.P(back, className="no-print"),
            html.P(
                [about.unit_link(one.unit_code), " ", words.state_pill(one, about.day)]
            ),
            html.P(picked, className="asked"),
            html.P(_(words.CORRECTIONS[one.correction])),
            *text,
            html.P([sent, *by, f" · {due}" if due else ""], className="quiet"),
        ],
        f"{one.id} · {words.reason_word(one.reason)}",
    )


def effect_card(
    moves: Sequence[Move],
    unit_code: str,
    about: About,
    title: str,
    more: Sequence[Any] = (),
    after: str = CORRECTED,
) -> Component:
    """Headlines as counted and as corrected (`after`: what that is called, a catalogue
    key), at most UNITS units: the one that disputes, then those that move the most."""
    moved = words.changed(moves)
    if not moved:
        return parts.card([parts.nothing(_("It changes no headline.")), *more], title)
    codes = list(dict.fromkeys(one.unit_code for one in _widest(moved)))
    codes.sort(key=lambda code: code != unit_code)
    shown = codes[:UNITS]
    lines = [_move(m, about) for code in shown for m in moved if m.unit_code == code]
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Indicator"),
        parts.Column(_("As counted"), True),
        parts.Column(_(after), True),
        parts.Column(_("Change"), True),
        parts.Column(_("Rank"), True),
    ]
    rest = [*more]
    if len(codes) > len(shown):
        text = _(
            "{shown} of {all} units whose figures change, the widest first.",
            shown=formats.number(len(shown)),
            all=formats.number(len(codes)),
        )
        rest = [parts.note(text), *more]
    return parts.card([card_table(heads, lines, title), *rest], title)


def _widest(moved: Sequence[Move]) -> list[Move]:
    def width(move: Move) -> float:
        if move.value is None or move.with_value is None:
            return 1.0
        return float(abs(move.with_value - move.value))

    return sorted(moved, key=lambda one: -width(one))


def _move(one: Move, about: About) -> tuple[Any, ...]:
    ranks = [formats.number(rank) for rank in (one.rank, one.with_rank)]
    same = ranks[0] == ranks[1]
    return (
        about.unit_link(one.unit_code),
        _(BY_KEY[one.indicator].name),
        _reading(one.value, one.numerator, one.denominator),
        _reading(one.with_value, one.with_numerator, one.with_denominator),
        words.points(one),
        ranks[0] if same else f"{ranks[0]} → {ranks[1]}",
    )


def _reading(value: Any, numerator: int | None, denominator: int | None) -> str:
    if value is None:
        return _("no value")
    counts = formats.counts(numerator, denominator)
    return f"{formats.percent(float(value))} ({counts})"


def history_card(one: Dispute, about: About) -> Component:
    """Every state, the newest first."""
    title = _("What became of it")
    lines = [_state(one, state, about) for state in reversed(one.states)]
    rule = _("Nothing is changed afterwards: a decision is added, the newest counts.")
    return parts.card(
        [html.Ol(lines, className="plain-list history"), parts.note(rule)], title
    )


def _state(one: Dispute, state: State, about: About) -> Component:
    who = f" · {who_name(state.who)}" if state.who else ""
    head = f"{formats.moment(state.at, about.timezone)}{who}"
    said: list[Any] = [html.B(words.state_word(one, state.state))]
    if state.note:
        said += [": ", html.Span(state.note, className="typed")]
    return html.Li([html.Small(head), html.Div(said)])


def evidence_card(one: Dispute, frame: pd.DataFrame, zone: str) -> list[Component]:
    """Its dossiers, where the reader may see them; `frame`: board.disputes.Looked,
    `zone`: of its moments."""
    rows = plain.rows(frame)
    if not rows:
        return []
    title = _("The dossiers")
    heads: list[parts.Column | str] = [
        _("Dossier"),
        _("Procedure"),
        _("Channel"),
        _("Received"),
        _("Finished"),
        _("Now"),
    ]
    lines = [
        (
            row["dossier_code"],
            row["procedure_name"] or row["procedure_code"],
            _(words.CHANNELS.get(row["channel"] or "unknown", row["channel"])),
            formats.moment(row["received_at"], zone),
            formats.moment(row["finished_at"], zone),
            _(NOW[row["now"]]),
        )
        for row in rows
    ]
    shown = _(
        "{shown} of {all} dossiers, as they were when it was sent.",
        shown=formats.number(len(rows)),
        all=formats.number(one.dossiers),
    )
    return [parts.card([card_table(heads, lines, title)], title, shown)]


# What a look is called, and its figures.
CORRECTING = ("{count} dossiers; what correcting them would change", CORRECTED)
EXEMPTING = ("{count} dossiers; what the figures are without them", "Without them")


def of_effect(
    effect: Effect,
    unit_code: str,
    about: About,
    more: Sequence[Any],
    called: tuple[str, str] = CORRECTING,
) -> Component:
    """What a look found, before anything is sent."""
    title = _(called[0], count=formats.number(effect.dossiers))
    return effect_card(effect.moves, unit_code, about, title, more, called[1])
