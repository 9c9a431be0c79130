"""What was published and is known otherwise now: by size, with its cause."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts, pickers
from layouts.pages import Page
from layouts.revisions import one, several
from layouts.state import State
from layouts.words import CAUSES, word
from metrics.answers import Header
from metrics.indicators import INDICATORS
from metrics.questions import Question
from metrics.revisions import Revised, Revision

PAGE = Page("revisions", "/revisions", "Revisions", "history", 75, kept=True)


def chosen(evaluations: pd.DataFrame, state: State) -> int | None:
    """The evaluation asked for; else the one before the newest, to which something
    may have come since; None without any."""
    asked = state.whole("evaluation")
    if asked is not None or evaluations.empty:
        return asked
    numbers = [int(number) for number in evaluations["evaluation"]]
    return numbers[min(1, len(numbers) - 1)]


def leading(header: Header, state: State) -> str:
    """The indicator whose numbers are compared."""
    return state.get("indicator", header.pair[0])


def question(header: Header, state: State) -> Question:
    """What is compared, for an address."""
    return Question(leading(header, state), state.plan, state.get("window"))


def controls(
    header: Header, evaluations: pd.DataFrame, state: State, timezone: str
) -> Component:
    """Which evaluation, which indicator, over which window."""
    number = chosen(evaluations, state)
    options = [_option(row, timezone) for row in evaluations.to_dict("records")]
    windows = [
        ("plan", _("As the plan says")),
        ("cumulative", _("Since the plan began")),
    ]
    default = chosen(evaluations, State())
    return pickers.bar(
        [
            pickers.select(
                "evaluation",
                _("Evaluation"),
                options,
                "" if number is None else str(number),
                "" if default is None else str(default),
                searchable=True,
                width=330,
            ),
            pickers.select(
                "indicator",
                _("Indicator"),
                [(about.key, _(about.name)) for about in INDICATORS],
                leading(header, state),
                header.pair[0],
                width=280,
            ),
            pickers.select(
                "window", _("Period"), windows, state.get("window"), "plan", width=180
            ),
        ],
        parts.download_buttons("revisions"),
    )


def _option(row: dict[Any, Any], timezone: str) -> tuple[str, str]:
    told = _(
        "{number}: {moment} ({cause})",
        number=row["evaluation"],
        moment=formats.moment(row["known_at"], timezone),
        cause=word(CAUSES, row["cause"]),
    )
    return str(row["evaluation"]), told


def content(
    revised: Revised, revision: Revision | None, state: State, timezone: str
) -> list[Component]:
    """One number's revision where a unit is asked for, else the list."""
    if revision is None:
        return [several.card(revised, state, timezone)]
    return one.cards(revision, state, timezone)


def empty() -> Component:
    """What stands here before anything was frozen."""
    return parts.card(
        parts.nothing(_("Nothing was published yet: load files to freeze a standing."))
    )
