"""What fired and what did not: alerts as the log of messages and a unit's page tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from figures import formats
from figures.alert_words import Rules, figure_words, looks_above, rule_words
from layouts import parts
from layouts.cards import folded_table, short_table
from layouts.messages import words
from layouts.messages.words import About
from layouts.state import href
from metrics.alerts import (
    ARM,
    BLOCKED,
    CHAIR,
    CROSSED,
    FIRINGS,
    LEADERS,
    MOVED,
    NOT_SO,
    OVER,
    RECOUNTED,
    RESUMED,
    SLIPPED,
    STAYED,
    WITHDRAWN,
    AlertLook,
    AlertRow,
    KeptAlert,
    TellsOf,
)
from metrics.indicators import BY_KEY
from metrics.message_log import STATES

# More lines than this are folded away.
SHOWN = 8
# What happened -> in a word, and why.
EVENTS = {
    ARM: ("Armed", ""),
    MOVED: ("Set anew", "its target was changed"),
    CROSSED: ("Fired", "beyond the margin"),
    STAYED: ("Fired", "too many days on the other side of the target"),
    SLIPPED: ("Fired", "lower week by week"),
    BLOCKED: ("Not judged", "the unit's data are late"),
    RESUMED: ("Judged again", ""),
    WITHDRAWN: ("Withdrawn", ""),
    RECOUNTED: ("Counted again", "its figure changed before it went out"),
}
# Why a firing was withdrawn before it went out.
_WITHDRAWN = {
    NOT_SO: "counted again before it went out, it no longer held",
    OVER: "it was over before it could go out",
}


def alerts_cards(
    kept: Sequence[KeptAlert],
    looks: Sequence[AlertLook],
    rules: Rules,
    about: About,
) -> list[Component]:
    """What happened, and what the rules looked at; nothing where none ever looked."""
    if not looks:
        return []
    return [_happened_card(kept, rules, about), _looks_card(looks, rules, about)]


def _happened_card(kept: Sequence[KeptAlert], rules: Rules, about: About) -> Component:
    title = _("Alerts: what fired, and what did not")
    if not kept:
        return parts.card(parts.nothing(_("No rule of alerts fired yet.")), title)
    heads = [
        _("When"),
        _("Rule"),
        _("Unit"),
        _("Figure"),
        _("What happened"),
        _("Who was told"),
    ]
    lines = [
        (
            about.moment(one.at),
            rule_words(rules, one.row.rule),
            about.unit_link(one.row.unit_code),
            figure(one.row),
            _event(one.row, rules),
            _told(one, about),
        )
        for one in kept
    ]
    rule = _(
        "A rule that fired is quiet until it is armed again, on the other side of its "
        "target. Rows are added and never changed."
    )
    table = folded_table(heads, lines, title, SHOWN)
    return parts.card([*table, parts.note(rule)], title, className="long")


def figure(row: AlertRow) -> str:
    """The figure that was judged, with the indicator's name."""
    return f"{_(BY_KEY[row.indicator].name)}: {figure_words(row)}"


def _event(row: AlertRow, rules: Rules) -> parts.Content:
    """What happened, as sign and word, and why."""
    word, why = EVENTS[row.event]
    why = _WITHDRAWN.get(str(row.facts.get("why")), why)
    colour, sign = "unknown", "–"
    if row.event in FIRINGS:
        rose = looks_above(rules, row.rule)
        colour, sign = ("met", "✓") if rose else ("at_risk", "▼")
    pill = parts.marked(colour, sign, _(word))
    return [pill, " ", html.Small(_(why) if why else "", className="quiet")]


def _told(one: KeptAlert, about: About) -> Any:
    if one.row.event not in FIRINGS:
        return ""
    if one.withdrawn:
        return _("Nobody: it was withdrawn")
    if not one.told:
        return _("Waits for the next working morning")
    return html.Ul(
        [html.Li(_reader(to, about)) for to in one.told], className="plain-list"
    )


def _reader(to: TellsOf, about: About) -> Any:
    if not to.reader:
        leaders = _("no leader has an address")
        return leaders if to.whom == LEADERS else _("nobody is in office")
    if to.forgotten:
        return _("somebody whose name is no longer kept")
    if to.message is None or not to.state:
        return to.reader
    link = parts.link(to.reader, href("/messages", about.state, id=to.message))
    reason = html.Small(words.reason_words(to.why), className="quiet")
    return [link, " ", words.state_pill(to.state), " ", reason]


def _looks_card(looks: Sequence[AlertLook], rules: Rules, about: About) -> Component:
    """The newest look of each rule and indicator, or why it could not look."""
    title = _("What the rules of alerts looked at last")
    heads: list[parts.Column | str] = [
        _("Rule"),
        parts.Column(_("Indicator"), className="sight"),
        _("Figures of"),
        parts.Column(_("Result"), className="sight"),
        parts.Column(_("Units judged"), True),
        parts.Column(_("Not armed"), True),
        parts.Column(_("Armed"), True),
        parts.Column(_("Fired before, quiet"), True),
        parts.Column(_("Evaluation"), True),
    ]
    lines = [
        (
            rule_words(rules, one.rule),
            _(BY_KEY[one.indicator].name),
            formats.day(one.day),
            words.reason_words(one.why) or _("Judged"),
            *_counts(one),
            formats.number(one.evaluation),
        )
        for one in looks
    ]
    names = [f"{line[0]}, {line[1]}" for line in lines]
    table = short_table(heads, lines, title, names)
    rule = _("A unit whose data are late is not judged: no data are no fall.")
    return parts.card([table, parts.note(rule)], title, className="long")


def _counts(one: AlertLook) -> tuple[str, ...]:
    if one.why[0]:
        return ("", "", "", "")
    counts = (one.judged, one.waiting, one.armed, one.fired)
    return tuple(formats.number(count) for count in counts)


def unit_alerts(kept: Sequence[KeptAlert], timezone: str) -> list[Component]:
    """On a unit's page: which alerts fired there, when, and whether the Chair was told;
    nothing where none did."""
    if not kept:
        return []
    lines = [html.Li(_went(one, timezone)) for one in kept]
    return [parts.card(html.Ul(lines, className="plain-list"), _("Alerts"))]


def _went(one: KeptAlert, timezone: str) -> str:
    # As the rule was called when it fired.
    title = _(str(one.row.facts.get("title", one.row.rule)))
    told = f"{title}. {figure(one.row)}."
    moment = formats.moment(one.at, timezone)
    told += f" {_('It fired on {moment}.', moment=moment)}"
    chairs = [to for to in one.told if to.whom == CHAIR]
    if one.withdrawn:
        gone = _(
            "It was withdrawn before anybody was told: counted again, it was over."
        )
        return f"{told} {gone}"
    if not one.told:
        return f"{told} {_('Waits for the next working morning')}."
    said = [f"{to.reader}: {_(STATES[to.state])}." for to in chairs if to.state]
    return " ".join((told, *said))
