"""What was sent to readers outside the pages, and how it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dash.development.base_component import Component

from core.language import _
from core.messages import KINDS
from layouts import parts, pickers
from layouts.filters import ALL
from layouts.messages.listed import choices_card, counts_card, list_card
from layouts.messages.one import again_card, facts_card, steps_card, words_card
from layouts.messages.words import About
from layouts.pages import Page
from layouts.state import State
from metrics.message_log import STATES, Log, Told

PAGE = Page("messages", "/messages", "Messages", "mail", 72)


def controls(state: State) -> list[Component]:
    """Filters of the list, and the buttons to take it away; none on one message."""
    if state.get("id"):
        return []
    states = [(ALL, _("All")), *((key, _(text)) for key, text in STATES.items())]
    kinds = [(ALL, _("All kinds")), *((key, _(text)) for key, text in KINDS.items())]
    search = _("Search a reader, unit or address")
    return [
        pickers.bar(
            [
                pickers.select("state", _("State"), states, state.get("state"), ALL),
                pickers.select("kind", _("Kind"), kinds, state.get("kind"), ALL),
                pickers.text("q", search, state.get("q"), "ba dinh", width=260),
            ],
            parts.download_buttons("messages"),
        )
    ]


def asked(state: State) -> tuple[str, str, str]:
    """The state, the kind ("" is all) and the text that the address asks for."""
    standing, kind = (state.get(name, ALL) for name in ("state", "kind"))
    return (
        "" if standing == ALL else standing,
        "" if kind == ALL else kind,
        state.get("q"),
    )


def content(
    log: Log, choices: Sequence[Mapping[str, Any]], about: About, sends: bool
) -> list[Component]:
    """How they went, which they are, and who wants none; `sends`: a server to send
    them is set."""
    return [
        *counts_card(log),
        list_card(log, about, sends),
        choices_card(choices, about),
    ]


def one(told: Told, about: About) -> list[Component]:
    """One message, with all that happened to it."""
    return [
        facts_card(told, about),
        words_card(told),
        steps_card(told, about),
        *again_card(told),
    ]
