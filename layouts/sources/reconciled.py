"""Figures that are compared and not added: which of them lie too far apart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.reconciled import RESULTS, WHY
from layouts import parts, pickers
from layouts.filters import ALL, one_or_all
from layouts.reconciliation import reconciliation_table
from layouts.sources.rejected import unit_filter
from layouts.state import State
from layouts.words import word
from metrics.data_answer import DataAnswer
from metrics.residuals import fitting


def reconciliation_card(answer: DataAnswer, state: State) -> Component:
    """How many lie too far apart; each figure beside what it is compared with."""
    title = _("Reported and counted")
    subtitle = _("figures that are compared and not added, and who must look")
    frame = answer.reconciliation
    if frame.empty:
        words = _("No reported figure is set aside or compared.")
        return parts.card(parts.nothing(words), title, subtitle)
    shown = fitting(frame, **asked(state))
    table = (
        [parts.nothing(_("No figure fits these filters."))]
        if shown.empty
        else reconciliation_table(shown, state)
    )
    rule = _(
        "How much may differ, and who must look, stands in reconciliation.yaml. A "
        "published figure is never changed to make a sum come out."
    )
    body = [html.P(headline(frame)), _filters(frame, state), *unit_filter(state)]
    buttons = parts.download_buttons("reconciliation")
    return parts.card(
        [*body, *table, parts.note(rule)], title, subtitle, buttons, "long"
    )


def asked(state: State) -> dict[str, str]:
    """By what the address chooses rows: result, why, unit ("" is any)."""
    chosen = {name: state.get(name) for name in ("result", "why", "unit")}
    return {name: "" if value == ALL else value for name, value in chosen.items()}


def headline(frame: pd.DataFrame) -> str:
    """How many figures lie too far apart, of how many that were compared."""
    counts = frame["result"].value_counts()
    alone, untold = (int(counts.get(key, 0)) for key in ("alone", "untold"))
    told = _(
        "{sign} {beyond} of {compared} figures compared differ by more than is "
        "tolerated; {alone} have nothing to be compared with.",
        sign="⚠" if counts.get("beyond", 0) else "✓",
        beyond=formats.number(int(counts.get("beyond", 0))),
        compared=formats.number(len(frame) - alone - untold),
        alone=formats.number(alone),
    )
    if not untold:
        return told
    more = _(
        "Of {untold} it cannot be told: a source repeated what another had said, "
        "before such rows were kept or in a load that was undone, or there are too "
        "many dossiers.",
        untold=formats.number(untold),
    )
    return f"{told} {more}"


def _filters(frame: pd.DataFrame, state: State) -> Component:
    def options(column: str, words: Mapping[str, str]) -> list[tuple[str, str]]:
        counts = frame[column].value_counts()
        return [
            (key, f"{word(words, key)} ({formats.number(int(counts[key]))})")
            for key in words
            if key in counts
        ]

    return pickers.bar(
        [
            one_or_all(
                "result", _("Result"), options("result", RESULTS), state, width=260
            ),
            one_or_all("why", _("Comparison"), options("why", WHY), state, width=360),
        ]
    )
