"""Messages as a list, how many of which kind stand where, and who wants none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from core.language import _
from core.messages import KINDS, NONE
from figures import formats
from layouts import parts
from layouts.cards import card_table, folded_table
from layouts.messages import words
from layouts.messages.words import About
from layouts.state import here
from layouts.words import word
from metrics.message_log import LANGUAGES, STATES, Listed, Log

# More lines than this are folded away.
SHOWN = 25


def counts_card(log: Log) -> list[Component]:
    """How many messages there are of each kind, by state; nothing where none are."""
    if not log.counts:
        return []
    title = _("How they went, by kind")
    heads: list[parts.Column | str] = [_("Kind")]
    heads += [parts.Column(_(name), True) for name in STATES.values()]
    kinds = [kind for kind in KINDS if any((kind, one) in log.counts for one in STATES)]
    lines = [
        (
            _(KINDS[kind]),
            *(formats.number(log.counts.get((kind, state), 0)) for state in STATES),
        )
        for kind in kinds
    ]
    return [parts.card(card_table(heads, lines, title), title)]


def list_card(log: Log, about: About, sends: bool) -> Component:
    """The newest messages; `sends`: a server to send them is set."""
    title = _("Messages")
    unset = _("No server to send them is set: what waits is not sent.")
    notes = [] if sends else [parts.note(unset)]
    if not log.rows:
        text = _("No message fits. What is queued for readers is listed here.")
        return parts.card([parts.nothing(text), *notes], title)
    heads: list[parts.Column | str] = [
        _("Kind"),
        _("Reader"),
        _("Unit"),
        _("Address"),
        _("Language"),
        _("Queued"),
        _("State"),
        parts.Column(_("Tries"), True),
    ]
    subtitle = _(
        "The newest {shown} of {count} messages",
        shown=formats.number(len(log.rows)),
        count=formats.number(log.fitting),
    )
    lines = [_line(one, about) for one in log.rows]
    table = folded_table(heads, lines, title, SHOWN)
    return parts.card([*notes, *table], title, subtitle, className="long")


def _line(one: Listed, about: About) -> tuple[Any, ...]:
    to = here(about.state, id=one.id, said=None)
    reason = words.reason_words(one.why)
    return (
        [parts.link(f"{one.id} · {word(KINDS, one.kind)}", to)],
        one.reader,
        about.unit_link(one.unit_code),
        one.address,
        LANGUAGES.get(one.language, one.language),
        about.moment(one.queued_at),
        [words.state_pill(one.state), " ", html.Small(reason, className="quiet")],
        formats.number(one.tries),
    )


def choices_card(choices: Sequence[Mapping[str, Any]], about: About) -> Component:
    """Who turned which kind off."""
    title = _("Turned off by readers")
    lines = [
        (
            one["reader"],
            one["address"],
            word(KINDS, one["kind"]),
            about.moment(one["at"]),
            words.who_words(one["who"]),
        )
        for one in choices
        if one["way"] == NONE
    ]
    if not lines:
        return parts.card(parts.nothing(_("No reader has turned a kind off.")), title)
    heads = [_("Reader"), _("Address"), _("Kind"), _("Since"), _("By whom")]
    table = folded_table(heads, lines, title, SHOWN)
    rule = _("It holds for that reader at that address, not for who comes after.")
    return parts.card([*table, parts.note(rule)], title)
