"""What a reader chooses by the link in a message, without signing in: the link is
theirs alone, and lets them do nothing else."""

from __future__ import annotations

import hmac
from collections.abc import Mapping

from core.errors import UsageError
from core.gateways import ways_to
from core.messages import ESSENTIAL, KINDS, MAIL, NONE, WEBHOOK
from core.settings import Settings
from ingest.secret import secret_key
from store import messages, subscriptions
from store.audit import Deed, did
from store.engine import Database
from store.messages import Queued
from store.subscriptions import Choice

_DIGITS = 32


def token(settings: Settings, number: int, key: str) -> str:
    """What the link in a message carries: its number, signed with our key. It says
    nothing of its reader."""
    signed = f"unsubscribe {number} {key}".encode()
    mark = hmac.digest(secret_key(settings), signed, "sha256").hex()
    return f"{number}.{mark[:_DIGITS]}"


def meant(db: Database, settings: Settings, given: str) -> Queued:
    """The message whose link carries `given`. UsageError for one that is not ours, or
    of a message that is no longer kept."""
    number = given.partition(".")[0]
    found = None
    if number.isdecimal() and len(number) < _DIGITS:
        with db.read() as connection:
            found = messages.one(connection, int(number))
    right = token(settings, found.id, found.key) if found else ""
    if found is None or not hmac.compare_digest(right.encode(), given.encode()):
        raise UsageError(
            "This link is not complete, or the message is no longer kept. Use the link "
            "of a newer message, or ask an administrator."
        )
    return found


def chosen(db: Database, of: Queued) -> dict[str, str]:
    """Kind -> way, of the kinds that the reader of a message can choose for."""
    with db.read() as connection:
        return {
            kind: subscriptions.way_of(connection, of.reader, of.address, kind)
            for kind in KINDS
            if kind not in ESSENTIAL
        }


def ways(settings: Settings, address: str) -> tuple[str, ...]:
    """The ways that the reader of an address can choose from: by a gateway only where
    the office wrote down a number."""
    hooked = (WEBHOOK,) if settings.webhook_url else ()
    return (MAIL, *hooked, *ways_to(settings, address), NONE)


def turn_off(db: Database, settings: Settings, given: str) -> Queued:
    """The message whose link carries `given`; its reader gets no more of its kind.
    UsageError for a wrong link, or a kind that cannot be turned off."""
    found = meant(db, settings, given)
    choose(db, settings, given, {found.kind: NONE})
    return found


def choose(
    db: Database, settings: Settings, given: str, wanted: Mapping[str, str]
) -> None:
    """Keep what the reader of a message wants: kind -> way. UsageError for a wrong
    link, kind or way."""
    of = meant(db, settings, given)
    before = chosen(db, of)
    for kind, way in wanted.items():
        if kind not in before or way not in ways(settings, of.address):
            raise UsageError("This cannot be chosen. Go back and choose again.")
    with db.write() as connection:
        for kind, way in wanted.items():
            if before[kind] == way:
                continue
            choice = Choice(of.reader, of.address, kind, way)
            subscriptions.choose(connection, choice, "reader")
            about = f"{kind} {way}, by the link of message {of.id}"
            did(connection, Deed("", "subscription", about))
