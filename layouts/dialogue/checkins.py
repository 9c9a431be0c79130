"""Weekly check-ins: the form, what was said, and who said nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.clock import monday
from core.language import _
from figures import formats
from figures.dialogue import promised_words
from layouts import parts
from layouts.cards import folded_table
from layouts.dialogue.forms import area, select
from layouts.dialogue.ids import SAID, deed
from layouts.dialogue.listed import SHOWN, About
from layouts.state import here, href
from layouts.words import who_name
from metrics.checkins import CONFIDENCE, CheckIn, Weekly, mark_of
from metrics.indicators import BY_KEY

# Confidence -> (colour of a pill, sign).
_PILLS = {
    "will": ("met", "✓"),
    "unsure": ("at_risk", "?"),
    "will_not": ("off_track", "✕"),
}
_SUNDAY = timedelta(days=6)
Facts = Mapping[str, Any]


def week_words(week_on: date) -> str:
    """A week by its days."""
    return f"{formats.day(week_on)} – {formats.day(week_on + _SUNDAY)}"


def confidence_pill(confidence: str) -> Component:
    """What the unit believes, as sign and word."""
    return parts.marked(*_PILLS[confidence], _(CONFIDENCE[confidence]))


def form_card(
    unit_code: str, facts: Facts, weekly: Weekly | None, about: About
) -> Component:
    """The form of this week, with what is known."""
    title = _("Check-in of the week {week}", week=week_words(monday(about.day)))
    given = len(weekly.given.get(monday(about.day), ())) if weekly else 0
    said: Any = area("said", _("What is missing, and what is being done"), "")
    # What was written outlasts opening the page again, until it is sent.
    said.persistence = f"{unit_code}:{monday(about.day)}:{given}"
    said.persistence_type = "session"
    words = [(key, _(name)) for key, name in CONFIDENCE.items()]
    send = deed("check_in", f"{unit_code}:{mark_of(facts)}")
    again = _("One was sent this week; a newer one stands beside it and counts.")
    return parts.card(
        [
            *facts_parts(facts),
            select("confidence", _("Will the unit keep its commitments?"), words, None),
            said,
            html.Button(_("Send the check-in"), id=send, className="button strong"),
            html.P("", id=SAID, role="alert", className="wrong"),
            parts.note(again if given else _("It takes two minutes; it is final.")),
        ],
        title,
        className="talk-form no-print",
    )


def facts_parts(facts: Facts) -> list[Component]:
    """What was known when the form was shown."""
    if not facts["as_of"]:
        return [html.P(_("No data are known yet."), className="quiet")]
    day = formats.day(date.fromisoformat(facts["as_of"]))
    known = _("Data up to {day}.", day=day)
    if facts["evaluation"]:
        known += " " + _("Evaluation {number}.", number=facts["evaluation"])
    figures = [html.Li(_figure(one)) for one in facts["figures"]]
    promised = [html.Li(_so_far(one)) for one in facts["commitments"]]
    return [
        html.P(known, className="quiet"),
        html.Ul([*figures, *promised], className="plain-list known"),
    ]


def _figure(told: Facts) -> list[Any]:
    value = _share([told["numerator"], told["denominator"]])
    target = told["target"]
    said = [value]
    if target is not None:
        said.append(_("target {target}", target=formats.target(target)))
    if told["missing"]:
        count = formats.number(told["missing"])
        said.append(_("{count} more would reach it", count=count))
    said.append(_("a week before {share}", share=_share(told["before"])))
    inside: list[Any] = [html.B(_(BY_KEY[told["indicator"]].name)), ": "]
    inside.append("; ".join(said) + ".")
    if "week" in told:
        weeks = _(
            "Last seven days {week}; the seven before {before}.",
            week=_share(told["week"]),
            before=_share(told["last_week"]),
        )
        inside.append(html.Div(html.Small(weeks)))
    return inside


def _so_far(told: Facts) -> list[Any]:
    name = promised_words(told["indicator"], told["procedure_code"] or told["field"])
    promised = _(
        "Promised {gain} points by {day}",
        gain=formats.points(float(told["gain"])),
        day=formats.day(date.fromisoformat(told["due_on"])),
    )
    before, after = told["before"], told["after"]
    if not (before and after and before[1] and after[1]):
        so_far = _("what it gained so far is not known")
    else:
        gained = after[0] / after[1] - before[0] / before[1]
        so_far = _(
            "so far {gained}, from {before} to {after}",
            gained=formats.change(gained),
            before=_share(before),
            after=_share(after),
        )
    return [html.B(name), f": {promised}; {so_far}."]


def _share(counts: Sequence[int | None] | None) -> str:
    if not counts or counts[0] is None or not counts[1]:
        return _("not known")
    share = formats.percent(counts[0] / counts[1], 1)
    return f"{share} ({formats.counts(counts[0], counts[1])})"


def history_card(weekly: Weekly | None, about: About) -> Component:
    """All check-ins of a unit by week, the newest first, and the weeks without."""
    title = _("Check-ins by week")
    back = html.P(
        parts.link(_("All requests"), here(about.state, checkin=None, said=None))
    )
    if weekly is None:
        nothing = parts.nothing(_("No check-in was asked for yet."))
        return parts.card([back, nothing], title)
    weeks = sorted({*weekly.asked, *weekly.given}, reverse=True)
    lines = [html.Li(_week(one, weekly, about)) for one in weeks]
    return parts.card(
        [back, html.Ol(lines, className="plain-list history")],
        title,
        about.unit_name(weekly.unit_code),
    )


def _week(week_on: date, weekly: Weekly, about: About) -> list[Any]:
    given = weekly.given.get(week_on, ())
    if not given:
        over = week_on < monday(about.day)
        missing = _("No check-in came.") if over else _("Awaited up to Sunday.")
        return [html.Small(week_words(week_on)), html.Div(html.B(missing))]
    said = [part for one in reversed(given) for part in _given(one)]
    return [html.Small(week_words(week_on)), *said]


def _given(one: CheckIn) -> list[Any]:
    head = f"{formats.moment(one.at)} · {who_name(one.who)}"
    text = html.Span(one.text, className="typed")
    shown = html.Details(
        [html.Summary(_("What was known then")), *facts_parts(one.facts)]
    )
    said = html.Div([confidence_pill(one.confidence), " ", text])
    return [said, html.Small(head), shown]


def week_card(
    found: Mapping[str, Weekly], mine: Sequence[str], about: About
) -> list[Component]:
    """Who said what this week, the missing first; nothing where none was asked for or
    given. `mine`: the units that the reader checks in for and whose form is open."""
    week_on = monday(about.day)
    if not found and not mine:
        return []
    title = _("Check-ins of the week {week}", week=week_words(week_on))
    ordered = sorted(
        found.values(),
        key=lambda one: (one.of(week_on) is not None, -len(one.missed(about.day))),
    )
    lines = [_line(one, week_on, about) for one in ordered]
    heads = [_("Unit"), _("Confidence"), _("What was said"), _("Weeks without one")]
    buttons = [
        parts.link(
            _("Check in for {unit}", unit=about.unit_name(code)),
            href("/dialogue", about.state, checkin=code),
            className="button",
        )
        for code in mine
    ]
    awaited = sum(one.awaited(about.day) for one in found.values())
    subtitle = _("{count} are awaited up to Sunday", count=formats.number(awaited))
    table = folded_table(heads, lines, title, SHOWN) if lines else []
    ways = [html.Div(buttons, className="actions")] if buttons else []
    return [parts.card([*ways, *table], title, subtitle, className="long")]


def _line(one: Weekly, week_on: date, about: About) -> tuple[Any, ...]:
    said = one.of(week_on)
    to = href("/dialogue", about.state, checkin=one.unit_code)
    awaited = _("awaited") if one.awaited(about.day) else formats.NOTHING
    return (
        parts.link(about.unit_name(one.unit_code), to, className="unit"),
        confidence_pill(said.confidence) if said else awaited,
        html.Span(said.text, className="typed") if said else "",
        missed_words(one.missed(about.day), one.over(about.day)),
    )


def missed_words(missed: Sequence[date], asked: int) -> str:
    """How many of the weeks that are over came without a check-in."""
    return formats.counts(len(missed), asked) if asked else formats.NOTHING
