"""One unit on one screen: the same in the room, in the file and on paper, so it holds
no link and asks the server for nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures import stocktake as words
from figures.stocktake_page import (
    commitment_words,
    dispute_words,
    gap_words,
    request_words,
    standing_words,
)
from layouts import parts
from layouts.words import LEVELS, word
from metrics.citation import SHORT
from metrics.indicators import BY_KEY
from metrics.meetings import Meeting, Page
from metrics.requests import RequestRule


@dataclass(frozen=True)
class Room:
    """What every screen of a meeting is told with. `demo`: all of it is made up."""

    meeting: Meeting
    pages: Sequence[Page]
    rules: dict[str, RequestRule]
    demo: bool = False

    def place_of(self, unit_code: str) -> int | None:
        """The place of a unit among the pages, from 0; None where it has none."""
        codes = [page["unit_code"] for page in self.pages]
        return codes.index(unit_code) if unit_code in codes else None


def screen(room: Room, place: int, more: Sequence[Component] = ()) -> Component:
    """The page of the unit at `place`; `more` stands below what is said."""
    page = room.pages[place]
    return html.Article(
        [
            _head(page),
            html.Div(
                [
                    html.Div([_level(page), _closing(page)], className="room-left"),
                    html.Div(
                        [_questions(page), _said(page, room), *more],
                        className="room-right",
                    ),
                ],
                className="room-body",
            ),
            html.Footer(foot(room, place), className="room-foot"),
        ],
        className="room-page",
    )


def _head(page: Page) -> Component:
    chair = page["chair"] or _("no Chair in office")
    acting = f" ({_('acting')})" if page["acting"] else ""
    since = ""
    if page["since"]:
        since = " · " + _("in office since {day}", day=words.day(page["since"]))
    reason = html.P(
        [
            html.B(words.reason_name(page["reason"]), className="room-reason"),
            " ",
            words.why(page),
            *(html.Small(f" {one}") for one in words.more(page)),
        ]
    )
    return html.Header(
        [
            html.H1(words.name_of(page)),
            html.P(f"{chair}{acting}{since}", className="room-chair"),
            reason,
        ],
        className="room-head",
    )


def _level(page: Page) -> Component:
    row = page["rows"][0]
    about = BY_KEY[row["indicator"]]
    doubt = []
    if told := words.doubts(page):
        doubt = [html.P(_("In doubt: {doubts}.", doubts=told), className="room-doubt")]
    body: list[Any] = [
        html.H2(_(about.name)),
        html.P(
            [
                html.B(formats.percent(row["value"], 1), className="room-value"),
                html.Span(parts.counted(row, about.things)),
                parts.pill(row["status"]),
            ],
            className="room-level",
        ),
        parts.meter(row["value"], row["target"], row["expected"]),
        html.P(gap_words(row)),
        *doubt,
        html.Ul([_beside(one) for one in page["rows"][1:]], className="room-rows"),
        html.P(standing_words(row), className="room-quiet"),
    ]
    return html.Section(body)


def _beside(row: dict[str, Any]) -> Component:
    about = BY_KEY[row["indicator"]]
    share = html.B(formats.percent(row["value"], 1))
    target = _("target {share}", share=formats.target(row["target"]))
    told = f" {parts.counted(row)} · {target} "
    return html.Li([f"{_(about.short)}: ", share, told, parts.pill(row["status"])])


def _closing(page: Page) -> Component:
    met = page["rows"][0]["missing"] == 0
    title = html.H2(
        _("What would lift it further") if met else _("What closes the gap")
    )
    if not page["gap_list"]:
        text = _("No procedure was found that others offer further than this unit.")
        return html.Section([title, html.P(text, className="room-quiet")])
    lines = [html.Li(_procedure(one)) for one in page["gap_list"]]
    return html.Section([title, html.Ol(lines, className="room-list")])


def _procedure(one: dict[str, Any]) -> list[Any]:
    level = word(LEVELS, one["level"]) if one["level"] else ""
    dossiers = _("{count} dossiers", count=formats.number(one["received"]))
    others = _("no unit offers it further yet")
    if one["peers"]:
        others = _(
            "{count} of {total} units offer it further",
            count=formats.number(one["peers"]),
            total=formats.number(one["of_units"]),
        )
    told = " · ".join(filter(None, (level, dossiers, others)))
    gain = html.B(f"+{formats.points(one['gain'])}")
    return [
        html.Span([gain, f" {one['name']}"], className="room-name"),
        html.Small(told),
    ]


def _questions(page: Page) -> Component:
    lines = [html.Li(words.question(one)) for one in page["questions"]]
    title = html.H2(_("Three questions"))
    return html.Section([title, html.Ol(lines)], className="room-questions")


def _said(page: Page, room: Room) -> Component:
    parts_ = [
        (
            _("Commitments so far"),
            [commitment_words(one) for one in page["commitments"]],
        ),
        (
            _("Open requests"),
            [request_words(one, room.rules) for one in page["requests"]],
        ),
        (_("Open disputes"), dispute_words(page)),
    ]
    lines: list[Component] = []
    for title, told in parts_:
        items = [html.Li(one) for one in told] or [html.Li(_("none"))]
        lines += [html.H2(title), html.Ul(items, className="room-list")]
    return html.Section(lines)


def foot(room: Room, place: int) -> list[Component]:
    """What a page is cited by, and its place."""
    place_ = _("{page} of {pages}", page=place + 1, pages=len(room.pages))
    return [html.Span(named(room)), html.Span(cited(room.meeting)), html.Span(place_)]


def named(room: Room) -> str:
    """The meeting and its day; that it is made up, where it is."""
    demo = [_("demo data")] if room.demo else []
    day = formats.day(room.meeting.held_on)
    return " · ".join([room.meeting.title, day, *demo])


def cited(meeting: Meeting) -> str:
    """The evaluation and the hash that a meeting is frozen by."""
    frozen = meeting.frozen
    if frozen is None:
        return _("not frozen yet")
    return _(
        "Evaluation {number}, known at {moment} · hash {hash}",
        number=frozen.evaluation,
        moment=formats.moment(frozen.known_at),
        hash=frozen.hash[:SHORT],
    )
