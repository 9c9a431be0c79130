"""What may be worth a look in the figures, with due process."""

from __future__ import annotations

from functools import partial

from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, pickers
from layouts.filters import ALL, one_or_all
from layouts.integrity import words
from layouts.integrity.cards import beside_card, signal_card, units_card
from layouts.pages import Page
from layouts.state import State
from layouts.words import WINDOWS
from metrics.integrity import Integrity, Judged
from metrics.signals import BY_KEY, SIGNALS

PAGE = Page("integrity", "/integrity", "Integrity review", "zoom-check", 75, kept=True)


def controls(state: State) -> Component:
    """Signal, verdict and window."""
    signals = [(signal.key, _(signal.title)) for signal in SIGNALS]
    verdicts = [(key or "none", _(name)) for key, name in words.VERDICTS.items()]
    spans = [(key, _(WINDOWS[key])) for key in ("cumulative", "month", "week")]
    return pickers.bar(
        [
            one_or_all("signal", _("Signal"), signals, state, width=360),
            one_or_all("verdict", _("Verdict"), verdicts, state, width=200),
            pickers.select(
                "window",
                _("Window"),
                spans,
                state.get("window"),
                "cumulative",
                width=150,
            ),
        ]
    )


def _number(answer: Integrity, state: State, text: str, indicator: str) -> Component:
    return parts.number(text, state, indicator, "", **{"from": answer.start})


def content(answer: Integrity, state: State) -> list[Component]:
    """The whole with and without, then the signals and the units that show them."""
    days = _(
        "{start} to {end}",
        start=formats.day(answer.start),
        end=formats.day(answer.as_of),
    )
    whole = beside_card(
        _("The headlines with and without the part looked at"),
        f"{answer.place} · {days}" if answer.place else days,
        answer.whole,
        partial(_number, answer, state),
    )
    chosen, first = state.get("signal", ALL), answer.start
    if chosen in BY_KEY:
        signal = BY_KEY[chosen]
        fitting = _fitting(answer.of(chosen), state)
        units = units_card(
            fitting, _("Units worth a look"), state, named=False, start=first
        )
        return [_process(), signal_card(answer, signal, state, alone=True), units]
    fitting = _fitting(answer.judged, state)
    return [
        _process(),
        whole,
        units_card(fitting, _("Units worth a look"), state, named=True, start=first),
        parts.columns([signal_card(answer, s, state) for s in SIGNALS], "two top"),
    ]


def _process() -> Component:
    return parts.note(
        _(
            "A signal is a question to a unit, never a finding. It first has other "
            "explanations; the unit answers, and a reviewer says what it was."
        )
    )


def _fitting(judged: tuple[Judged, ...], state: State) -> list[Judged]:
    asked = state.get("verdict", ALL)
    return [one for one in judged if asked in (ALL, one.verdict or "none")]


def empty() -> list[Component]:
    """What stands here before any data."""
    text = _("No data yet: load files to look at their figures.")
    return [parts.card(parts.nothing(text))]
