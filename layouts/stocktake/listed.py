"""Meetings as a list, and one with its units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures import stocktake as words
from figures.dialogue import promise_words
from layouts import parts
from layouts.cards import card_table
from layouts.state import State, href
from layouts.stocktake.screen import cited
from layouts.words import who_name
from metrics.commitments import Commitment
from metrics.meetings import Meeting, Page, Prepared
from metrics.stocktake import AGENDA


def list_card(meetings: Sequence[Meeting], state: State) -> Component:
    """All meetings, the newest first."""
    title = _("Meetings")
    if not meetings:
        text = _("There is no meeting that you are told of yet.")
        return parts.card(parts.nothing(text), title)
    heads: list[parts.Column | str] = [
        _("Meeting"),
        _("Day"),
        _("Indicator"),
        _("Prepared by"),
        _("State"),
    ]
    lines = [_line(one, state) for one in reversed(meetings)]
    return parts.card(card_table(heads, lines, title), title)


def _line(one: Meeting, state: State) -> tuple[Any, ...]:
    to = href("/stocktake", state, meeting=one.id)
    frozen = one.frozen
    standing: parts.Content = _("being prepared")
    if frozen is not None:
        standing = _("frozen, evaluation {number}", number=frozen.evaluation)
    if one.discarded is not None:
        standing = [_("discarded"), html.Small(one.discarded.reason)]
    return (
        parts.link(f"{one.id} · {one.title}", to),
        formats.day(one.held_on),
        words.indicator(one.indicator),
        who_name(one.who),
        standing,
    )


def head_card(meeting: Meeting, pages: Sequence[Page], state: State) -> Component:
    """What the meeting is, and the way into the room and to its files."""
    back = parts.link(_("All meetings"), href("/stocktake", state))
    lines: list[Any] = [
        html.P(back, className="no-print"),
        html.P(_standing_words(meeting)),
        html.P(cited(meeting), className="quiet"),
    ]
    if meeting.frozen is not None:
        first = pages[0]["unit_code"]
        to = href("/stocktake", state, meeting=meeting.id, unit=first)
        into = parts.link(_("Show in the room"), to, className="button strong")
        lines.append(html.P([into, " ", *_files()], className="actions no-print"))
        lines.append(parts.note(_(SHARED)))
    title = f"{meeting.id} · {meeting.title}"
    return parts.card(lines, title, formats.day(meeting.held_on))


SHARED = (
    "The address of this page can be shared: whoever may prepare meetings opens all of "
    "it, a Chair the page of their own unit, exactly as they were frozen. The file for "
    "the projector needs no network; python -m reports verify FILE tells whether it "
    "was altered."
)


def _files() -> list[Component]:
    return [
        html.Button(
            [parts.icon("download"), f" {_('File for the projector')}"],
            id={"type": "download", "what": "stocktake", "format": "html"},
            className="button",
        )
    ]


def _standing_words(meeting: Meeting) -> str:
    about = words.indicator(meeting.indicator)
    if meeting.discarded is not None:
        return _(
            "Discarded {moment} by {who}: {reason}",
            moment=formats.moment(meeting.discarded.at),
            who=who_name(meeting.discarded.who),
            reason=meeting.discarded.reason,
        )
    if meeting.frozen is None:
        return _(
            "{indicator} · prepared by {who}; the units below are those of now.",
            indicator=about,
            who=who_name(meeting.who),
        )
    return _(
        "{indicator} · frozen {moment} by {who}; figures as of {day}.",
        indicator=about,
        moment=formats.moment(meeting.frozen.at),
        who=who_name(meeting.frozen.who),
        day=formats.day(meeting.frozen.as_of),
    )


def units_card(meeting: Meeting, pages: Sequence[Page], state: State) -> Component:
    """Whom the meeting speaks of, and why."""
    title = _("Units of the meeting")
    if not pages:
        text = _("The rule picks no unit today. Add units by hand.")
        return parts.card(parts.nothing(text), title)
    heads: list[parts.Column | str] = [
        _("Unit"),
        _("Why"),
        parts.Column(_("Value"), True),
        _("Status"),
        _("Chair"),
    ]
    lines = [_unit(meeting, one, state) for one in pages]
    subtitle = _("{count} units", count=formats.number(len(pages)))
    return parts.card(card_table(heads, lines, title), title, subtitle)


def _unit(meeting: Meeting, page: Page, state: State) -> tuple[Any, ...]:
    row, code = page["rows"][0], page["unit_code"]
    to = href(f"/units/{code}", state)
    if meeting.frozen is not None:
        to = href("/stocktake", state, meeting=meeting.id, unit=code)
    told = [words.why(page), *words.more(page)]
    return (
        parts.link(words.name_of(page), to, className="unit"),
        [html.B(words.reason_name(page["reason"])), *(html.Small(one) for one in told)],
        [formats.percent(row["value"], 1), html.Small(parts.counted(row))],
        parts.pill(row["status"]),
        page["chair"] or _("no Chair in office"),
    )


def changes_card(meeting: Meeting, names: dict[str, str]) -> list[Component]:
    """Who changed what the rule picked, and why."""
    if not meeting.changes:
        return []
    lines = [
        html.Li(
            [
                html.B(names.get(one.unit_code, one.unit_code)),
                f" {_('added') if one.added else _('taken out')}: {one.reason} ",
                html.Small(f"{formats.moment(one.at)}, {who_name(one.who)}"),
            ]
        )
        for one in meeting.changes
    ]
    title = _("Changed by hand")
    return [parts.card(html.Ul(lines, className="plain-list"), title)]


def missing_reasons(prepared: Prepared) -> str:
    """The reasons for which nobody was picked; "" where each picked somebody."""
    found = {page["reason"] for page in prepared.pages}
    names = [_(words.REASONS[one][1]) for one in AGENDA if one not in found]
    if not names:
        return ""
    return _("Nobody was picked for: {reasons}.", reasons=", ".join(names))


def agreed_card(
    agreed: Sequence[tuple[Commitment, str]], names: dict[str, str], state: State
) -> Component:
    """What was agreed in the meeting, with the minutes to take away."""
    title = _("Agreed in the meeting")
    if not agreed:
        text = _("Nothing was kept yet: each unit's screen has the form for it.")
        return parts.card(parts.nothing(text), title)
    lines = [
        html.Li(
            [
                html.B(names.get(one.unit_code, one.unit_code)),
                f": {text}. {promise_words(one)} ",
                parts.link(
                    _("Request {number}", number=one.request_id),
                    href("/dialogue", state, id=one.request_id),
                ),
            ]
        )
        for one, text in agreed
    ]
    buttons = parts.download_buttons("minutes")
    return parts.card(html.Ul(lines, className="plain-list"), title, "", buttons)
