"""What was published beside what is known now: the banner of a reopened evaluation."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from layouts import parts
from layouts.state import State, here
from metrics.answers import Ranking


def banner(then: Ranking, now: Ranking, state: State, timezone: str) -> Component:
    """Says that a frozen evaluation is shown, and leads back to what is known now."""
    return html.Div(
        [
            html.P(
                [
                    html.Strong(
                        _(
                            "As published on {moment}, evaluation {number}.",
                            moment=formats.moment(then.reading.known_at, timezone),
                            number=then.reading.evaluation or "",
                        )
                    ),
                    " ",
                    _whole(_("Then"), then),
                    " ",
                    _whole(_("Now"), now),
                ]
            ),
            parts.link(_("Show what is known now"), here(state, evaluation=None)),
        ],
        className="card published",
        role="note",
    )


def _whole(when: str, ranking: Ranking) -> str:
    """The whole's value with its counts: "Now: 59,71 % (28.939 / 48.466).\""""
    value = formats.percent(ranking.whole["value"])
    return f"{when}: {value} ({parts.counted(ranking.whole)})."
