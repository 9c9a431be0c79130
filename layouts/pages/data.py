"""Where the numbers come from: sections, each answering one question.

A card more is a function of a module in layouts/sources and a line in SECTIONS.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from core.language import _
from layouts import completeness, doubts, held, parts
from layouts.pages import Page
from layouts.sources import loads
from layouts.sources.connections import connections_card
from layouts.sources.reconciled import reconciliation_card
from layouts.sources.rejected import newest_rejected, rejected_card
from layouts.sources.unusual import unusual_card
from layouts.state import State, href
from metrics.data_answer import DataAnswer

PAGE = Page("data", "/data", "Data", "database", 70, kept=True)


@dataclass(frozen=True)
class Place:
    """Of this installation, whether it shows the demo city; of the reader, whether
    they undo loads in the browser, and whose rejected rows they see: "all", those of
    their "own" units, or none ("closed"; "sign_in" to who has not)."""

    demo: bool
    undo: bool
    rows: str = "all"


# What is known of the data, where, the address.
Card = Callable[[DataAnswer, Place, State], Component]


@dataclass(frozen=True)
class Section:
    """A part of the page: `show` is its word in the address, "" for the first;
    `title` and `question` are catalogue keys; `wide`: its cards stand one below the
    other; `running`: they show jobs, sources that are asked or what is late;
    `unusual`: they show what is unlike earlier weeks, which takes a while to tell;
    `doubts`: they show doubtful rows."""

    show: str
    title: str
    question: str
    cards: tuple[Card, ...]
    wide: bool = True
    running: bool = False
    unusual: bool = False
    doubts: bool = False


SECTIONS = (
    Section(
        "",
        "Loads",
        "What came in, when, and what became of it?",
        (
            lambda answer, place, state: loads.loads_card(
                answer.loads, state, place.undo
            ),
            lambda answer, place, state: newest_rejected(answer, state, place.rows),
        ),
    ),
    Section(
        "rejected",
        "Rejected rows",
        "Which rows do not count, and why?",
        (lambda answer, place, state: rejected_card(answer, state, place.rows),),
    ),
    Section(
        "doubts",
        "Doubts",
        "Which rows are held back or doubtful, and who must look?",
        (
            lambda answer, place, state: held.held_card(answer, state),
            lambda answer, place, state: doubts.doubts_card(answer, state),
        ),
        doubts=True,
    ),
    Section(
        "unusual",
        "Unusual weeks",
        "Whose newest week is unlike their own earlier ones?",
        (lambda answer, place, state: unusual_card(answer.unlike, state),),
        unusual=True,
    ),
    Section(
        "sources",
        "Sources and jobs",
        "How fresh is each source, and what runs when?",
        (
            lambda answer, place, state: loads.sources_card(
                answer.sources, answer.stale, place.demo
            ),
            lambda answer, place, state: connections_card(answer.connections),
            lambda answer, place, state: loads.jobs_card(answer.jobs),
        ),
        wide=False,
        running=True,
    ),
    Section(
        "completeness",
        "Completeness",
        "Who brought what was expected of them, and who lacks which days?",
        (
            lambda answer, place, state: completeness.league_card(
                answer.expected, state
            ),
        ),
    ),
    Section(
        "reconciliation",
        "Reconciliation",
        "Where do reported figures and counted dossiers differ?",
        (lambda answer, place, state: reconciliation_card(answer, state),),
    ),
    Section(
        "evaluations",
        "Evaluations",
        "What was known at each moment?",
        (lambda answer, place, state: loads.evaluations_card(answer.evaluations),),
    ),
)


def section_of(state: State) -> Section:
    """The section that the address asks for; the first for a word that none has. What
    filters rejected rows means these where no section is named."""
    filtered = any(state.get(name) for name in ("load", "reason", "unit"))
    asked = state.get("show", "rejected" if filtered else "")
    return next((one for one in SECTIONS if one.show == asked), SECTIONS[0])


def content(answer: DataAnswer, place: Place, state: State) -> list[Component]:
    """The navigation and the cards of the section asked for."""
    section = section_of(state)
    cards = [card(answer, place, state) for card in section.cards]
    return [_sections(section, state), *_placed(section, cards)]


def _placed(section: Section, cards: list[Component]) -> list[Component]:
    return cards if section.wide else [parts.columns(cards, "two top")]


def _sections(chosen: Section, state: State) -> Component:
    """The sections as links, and what the chosen one answers."""
    items = [
        html.Li(
            html.Span(_(one.title), **parts.aria(current="page"))
            if one is chosen
            else parts.link(_(one.title), href("/data", state, show=one.show))
        )
        for one in SECTIONS
    ]
    return html.Nav(
        [html.Ul(items), html.P(_(chosen.question), className="quiet")],
        className="sections no-print",
        **parts.aria(label=_("Sections of this page")),
    )
