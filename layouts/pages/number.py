"""The passport of one number: not in the menu, every number leads to it."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from core.errors import UsageError
from core.language import _
from layouts import parts, pickers
from layouts.pages import Page
from layouts.passport.checked import proof_card
from layouts.passport.figure import citation_card, figure_card
from layouts.passport.handed_in import hand_in
from layouts.passport.one_procedure import taken_card
from layouts.passport.origin import checks_card, evaluations_card, loads_card
from layouts.passport.rules import definition_card, target_card
from layouts.state import State
from metrics.answers import Header
from metrics.citation import cited, is_hash
from metrics.freshness import StaleSource
from metrics.passports import Passport, Proof, Verdict
from metrics.questions import Question

PAGE = Page(
    "number", "/number", "Number passport", "file-text", 90, kept=True, in_menu=False
)


def controls(state: State) -> Component:
    """The box to check a printed number in, and the place to hand in a table."""
    box = pickers.bar(
        [
            pickers.text(
                "check",
                _("Check a printed number: paste its line, or evaluation and hash"),
                state.get("check"),
                "12 · 3f9a0c1d…",
                width=420,
            )
        ]
    )
    return html.Div([box, hand_in()])


def asked_after(state: State) -> tuple[int, str] | None:
    """The evaluation and hash to be checked ("" where the address names the number
    itself); None when none is given. UsageError for words that carry neither."""
    if state.get("check"):
        found = cited(state.get("check"))
        if found is None:
            raise UsageError(
                "“{text}” cites no number. Paste the whole line, or the evaluation's "
                "number and the hash.",
                text=state.get("check"),
            )
        return found
    number, digest = state.whole("evaluation"), state.get("hash").lower()
    if not digest:
        return None if number is None else (number, "")
    if number is None or not is_hash(digest):
        raise UsageError(
            "A printed number is checked by its evaluation's number and a hash of at "
            "least 8 digits (0 to 9, a to f)."
        )
    return number, digest


def question(
    state: State, header: Header, verdict: Verdict | None = None
) -> tuple[Question, str]:
    """The number asked for and its unit; of a printed one the same, as known now."""
    then = verdict.then if verdict else None
    if then is not None:
        window = "cumulative" if then.reading == "cumulative" else ""
        start, day = then.window_start, then.as_of
        asked = Question(then.indicator, then.plan, window, start, day)
        return asked, then.unit_code
    key = state.get("indicator") or header.pair[0]
    window, start = state.get("window"), state.day("from")
    return Question(key, state.plan, window, start, state.as_of), state.get("unit")


def content(
    passport: Passport,
    proof: Proof | None,
    state: State,
    public_url: str,
    stale: Sequence[StaleSource] = (),
    mark: str = "",
) -> list[Component]:
    """The passport, two cards a row; `stale`: the late sources; `mark`: the hash of the
    figure of one procedure."""
    if passport.procedure_code:
        return _of_procedure(passport, state, public_url, stale, mark)
    pairs = (
        (
            figure_card(passport, state, stale),
            citation_card(passport, state, public_url),
        ),
        (definition_card(passport, state), target_card(passport, state)),
        (loads_card(passport, state), checks_card(passport, state)),
        (evaluations_card(passport, state), proof_card(proof, state)),
    )
    return _stacked(pairs)


Pairs = Sequence[tuple[Component, Component]]


def _stacked(pairs: Pairs) -> list[Component]:
    rows = [parts.columns(pair, "two top") for pair in pairs]
    return [html.Div(rows, className="stack passport")]


def _of_procedure(
    passport: Passport,
    state: State,
    public_url: str,
    stale: Sequence[StaleSource],
    mark: str,
) -> list[Component]:
    """The figure of one procedure, which is neither ranked nor frozen."""
    return _stacked(
        (
            (
                figure_card(passport, state, stale),
                taken_card(passport, state, public_url, mark),
            ),
            (definition_card(passport, state), checks_card(passport, state)),
            (loads_card(passport, state), target_card(passport, state)),
        )
    )
