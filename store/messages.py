"""Messages, each to one reader, as they are queued with what they tell of.

`queue` writes in the caller's transaction: what is undone is never told.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from core.clock import moment_now, now, written
from core.errors import UsageError
from core.language import DEFAULT_LANGUAGE
from core.messages import KINDS, MAIL, NONE, is_address, one_line
from store.schema import delivery, message, message_file
from store.subscriptions import way_of

STATES = ("queued", "sending", "sent", "failed", "skipped")
# After so long nobody wants to be told any more.
USEFUL = timedelta(days=3)


class Why(NamedTuple):
    """A reason: a catalogue key and its values."""

    key: str
    values: Mapping[str, object] = {}

    def written(self) -> str:
        told = {"key": self.key, "values": dict(self.values)}
        return json.dumps(told, ensure_ascii=False, default=str) if self.key else ""


def why(written: str) -> Why:
    """A reason as it was written; an empty one where none was."""
    if not written:
        return Why("")
    told = json.loads(written)
    return Why(told["key"], told["values"])


# Why a message that tells figures was not written; its value: sources.
LATE = "The data were late: {sources}."
UNSUBSCRIBED = Why("The reader has turned this off.")


@dataclass(frozen=True)
class Message:
    """What is to be told. `key` makes it one, for example digest:00004:2025-07-21;
    `reader`: the office-holder as the terms name them, or the account's name;
    `html`: what stands inside the page, already escaped; where it is "" it is made from
    the text. `scope`: role and units under whose rights it was written. `after` and
    `until`: not before, and of no use later (default: at once, for three days).
    `private`: its words are forgotten once it is sent (a link that lets somebody in).
    `files`: what goes with it, name and content, kept only where it is to be sent.
    `skipped`: it is only told that it was not sent, and why; then `text` is "" where
    it was not written at all."""

    key: str
    kind: str
    reader: str
    address: str
    subject: str
    text: str
    html: str = ""
    language: str = DEFAULT_LANGUAGE
    unit: str = ""
    account: str = ""
    scope: str = ""
    private: bool = False
    after: datetime | None = None
    until: datetime | None = None
    skipped: Why | None = None
    files: tuple[tuple[str, bytes], ...] = ()


@dataclass(frozen=True)
class Queued:
    """A row of messages; see store/schema_messages.py."""

    id: int
    key: str
    kind: str
    unit_code: str
    reader: str
    account: str
    address: str
    way: str
    language: str
    subject: str
    text: str
    html: str
    scope: str
    private: bool
    state: str
    why: str
    tries: int
    queued_at: str
    due_at: str
    until: str
    changed_at: str


def kept(row: Row[Any]) -> Queued:
    """A row as it stands."""
    return Queued(**row._mapping)


def one(connection: Connection, number: int) -> Queued | None:
    """The message of a number; None where there is none."""
    row = connection.execute(select(message).where(message.c.id == number)).first()
    return None if row is None else kept(row)


def queue(connection: Connection, told: Message) -> int | None:
    """Queue a message in the caller's transaction; its number, or None where one of
    its key is there already. One to no mail address, or of a kind that the reader
    turned off, is kept as skipped. UsageError for an unknown kind."""
    if told.kind not in KINDS:
        raise UsageError("There is no kind of messages “{kind}”.", kind=told.kind)
    taken = select(message.c.id).where(message.c.key == told.key)
    if connection.scalar(taken) is not None:
        return None
    way = way_of(connection, told.reader, told.address, told.kind)
    reason = told.skipped or _not_sent(told, way)
    row = _row(told) | {"way": MAIL if way == NONE else way}
    row |= {"state": "skipped" if reason else "queued"}
    row |= {"why": reason.written() if reason else ""}
    if reason and told.private:
        row |= {"text": "", "html": ""}
    try:
        with connection.begin_nested():
            return _add(connection, row, () if reason else told.files)
    except IntegrityError:
        # Another transaction queued it meanwhile.
        return None


def keys(connection: Connection, kinds: Collection[str]) -> frozenset[str]:
    """The keys of the messages of some kinds."""
    statement = select(message.c.key).where(message.c.kind.in_(kinds))
    return frozenset(connection.scalars(statement))


def _not_sent(told: Message, way: str) -> Why | None:
    if not told.address:
        return Why("No mail address is known.")
    if not is_address(told.address):
        return Why("“{address}” is no mail address.", {"address": told.address})
    return UNSUBSCRIBED if way == NONE else None


def _row(told: Message) -> dict[str, Any]:
    moment = now()
    return {
        "key": told.key,
        "kind": told.kind,
        "unit_code": told.unit,
        "reader": one_line(told.reader),
        "account": told.account,
        "address": told.address,
        "language": told.language,
        "subject": one_line(told.subject),
        "text": told.text,
        "html": told.html,
        "scope": told.scope,
        "private": told.private,
        "queued_at": written(moment),
        "due_at": written(max(told.after or moment, moment)),
        "until": written(told.until or (told.after or moment) + USEFUL),
        "changed_at": written(moment),
    }


def _add(
    connection: Connection, row: dict[str, Any], files: Iterable[tuple[str, bytes]]
) -> int:
    written = connection.execute(insert(message).values(row).returning(message.c.id))
    number = int(written.scalar_one())
    tell(connection, number, row["state"], row["way"], row["why"])
    for name, content in files:
        values = {"message_id": number, "name": name, "content": content}
        connection.execute(insert(message_file).values(**values))
    return number


def tell(
    connection: Connection, number: int, state: str, way: str, why: str, who: str = ""
) -> None:
    """Add to what happened to a message."""
    row = {"message_id": number, "at": moment_now(), "state": state}
    row |= {"way": way, "why": why, "who": who}
    connection.execute(insert(delivery).values(row))
