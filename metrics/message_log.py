"""Messages to readers as the log of them tells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STATES = {
    "queued": "Waits to be sent",
    "sending": "Being sent",
    "sent": "Sent",
    "failed": "Failed",
    "skipped": "Not sent",
}
# States in which nothing is done any more, unless somebody asks.
SETTLED = ("sent", "failed", "skipped")
LANGUAGES = {"vi": "Tiếng Việt", "en": "English"}
# A reason as a catalogue key ("" is none) and its values.
Reason = tuple[str, Mapping[str, object]]


@dataclass(frozen=True)
class Step:
    """Something that happened to a message; `who`: by whose wish, "" by nobody's."""

    at: str
    state: str
    way: str
    why: Reason
    who: str


@dataclass(frozen=True)
class Listed:
    """A message without its words; moments are UTC, ISO. `scope`: under whose rights
    it was written; `private`: its words let its reader in."""

    id: int
    key: str
    kind: str
    unit_code: str
    reader: str
    account: str
    address: str
    way: str
    language: str
    scope: str
    private: bool
    state: str
    why: Reason
    tries: int
    queued_at: str
    due_at: str
    until: str
    changed_at: str


@dataclass(frozen=True)
class Log:
    """Messages, the newest first; `counts`: how many there are by kind and state, of
    all that the search finds whatever their kind and state; `fitting`: how many are of
    the kind and state asked for, those that are not listed too."""

    rows: tuple[Listed, ...]
    counts: Mapping[tuple[str, str], int]
    fitting: int


@dataclass(frozen=True)
class Told:
    """One message: its words ("" of a private one, and of one that was not written),
    and its steps, the oldest first. `turned_off`: its reader wants none of its kind
    now; `files`: the names of what goes with it."""

    about: Listed
    subject: str
    text: str
    steps: tuple[Step, ...]
    turned_off: bool = False
    files: tuple[str, ...] = ()
