"""What is told to one reader, outside the pages: the kinds of messages there are."""

from __future__ import annotations

import re

# Kind -> its name, a catalogue key. A new kind is a line here.
KINDS = {
    "digest": "Weekly standing of a unit",
    "city": "Weekly standing of the city",
    "alert": "Alert",
    "reminder": "Reminder",
    "request": "Request for an explanation",
    "decision": "Decision about an answer",
    "meeting": "Meeting: pages and minutes",
    "account": "About your account",
}
# Readers cannot turn these off: they asked for them, or cannot come in without.
ESSENTIAL = frozenset({"account"})

# How a reader is told. NONE: not at all, as the reader asked.
NONE = "none"
MAIL = "mail"
WEBHOOK = "webhook"
ZALO, SMS = "zalo", "sms"
# Ways through a gateway that an office describes (core/gateways.py).
GATEWAYS = (ZALO, SMS)
WAYS = {
    MAIL: "By mail",
    WEBHOOK: "To your phone",
    ZALO: "By Zalo",
    SMS: "By SMS",
    NONE: "Not at all",
}

_ADDRESS = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z0-9-]{2,63}"
)


def is_address(text: str) -> bool:
    """Whether a text is one mail address that every server takes: ASCII, no name
    around it, no second one beside it."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def one_line(text: str) -> str:
    """`text` without anything that could end a line or turn its direction: what may
    stand in a header."""
    shown = (sign if sign.isprintable() else " " for sign in text)
    return " ".join("".join(shown).split())
